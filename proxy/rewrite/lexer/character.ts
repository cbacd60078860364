// What a character is to the lexer: ECMAScript's lexical grammar, section 12.

const WHITE =
  '\t\v\f \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff';
const BREAKS = '\n\r\u2028\u2029';
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_';

function table(characters: string, beyondAscii = 0): Uint8Array {
  const of = new Uint8Array(65536).fill(beyondAscii, 0x80);
  for (const one of characters) of[one.charCodeAt(0)] = 1;
  return of;
}

/** 1: white space, and what ends a line. */
export const SPACE = table(WHITE + BREAKS);

/** 1: letters and digits. Which of the characters beyond ASCII are letters is the browser's to judge. */
export const NAME_PART = table(`${LETTERS}0123456789`, 1);
for (const one of WHITE + BREAKS) NAME_PART[one.charCodeAt(0)] = 0;
// Where a name goes on with an escape.
NAME_PART[92] = 1;

export const OPENS = 1;
export const CLOSES = 2;
export const QUOTES = 3;
const OTHER = 4;

/** What ends a run of names, numbers and operators: a bracket, a quote, or another that may begin a literal or a comment. */
export const STOP = table('/`\\@\0').map((kind) => kind * OTHER);
for (const one of '([{') STOP[one.charCodeAt(0)] = OPENS;
for (const one of ')]}') STOP[one.charCodeAt(0)] = CLOSES;
for (const one of '"\'') STOP[one.charCodeAt(0)] = QUOTES;

export const isLineBreak = (code: number): boolean =>
  code === 10 || code === 13 || code === 0x2028 || code === 0x2029;

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** 1: the last letters of the names a window is known by, and what may stand between such a name and a bracket. */
export const WINDOW_END = table(`wfstr.)/${WHITE}${BREAKS}`);
