// The token before a place and the one after it, comments left out.
import { isDigit, isLineBreak, NAME_PART, SPACE } from './character.ts';
import {
  work,
  codeAt,
  COMMENT,
  endOf,
  kindOf,
  REGEX,
  startOf,
  stopAt,
  STRING,
  TEMPLATE,
  TEMPLATE_HEAD,
  TEMPLATE_TAIL,
  type Stops,
} from './stops.ts';

/** A name, a reserved word or a number. */
export const WORD = 1;
/** `=>` */
export const ARROW = 10;
/** `?.` */
export const OPTIONAL = 11;
/** `...` */
export const SPREAD = 12;
/** `=` and its like. */
export const ASSIGN = 13;
/** `==`, `!=`, `===`, `!==` */
export const EQUALITY = 14;
/** `++`, `--` */
export const UPDATE = 15;
/** `??` */
export const NULLISH = 16;

/** Nothing stands there: the text's beginning or its end. */
export const NOTHING = 0;

export interface Token {
  /** Of a bracket or a literal: its stop's. Of an operator: its character, if it is none of the above. */
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  /** 0: it is none. */
  readonly stop: number;
}

const OPERATORS = new Set(Array.from('=!<>+-*/%&|^?.~:;,#', (one) => one.charCodeAt(0)));
const KINDS: Readonly<Record<string, number>> = {
  '=>': ARROW,
  '?.': OPTIONAL,
  '...': SPREAD,
  '==': EQUALITY,
  '===': EQUALITY,
  '!=': EQUALITY,
  '!==': EQUALITY,
  '++': UPDATE,
  '--': UPDATE,
  '??': NULLISH,
};
const PUNCTUATORS =
  '>>>= ... === !== >>> **= <<= >>= &&= ||= ??= => == != <= >= && || ?? ?. ++ -- += -= *= /= %= &= |= ^= << >> **'.split(
    ' ',
  );

/** The length of the longest operator at a place. */
function operatorLength(t: Stops, at: number): number {
  for (const one of PUNCTUATORS) {
    if (!t.source.startsWith(one, at)) continue;
    // "a?.5:1"
    if (one !== '?.' || !isDigit(codeAt(t, at + 2))) return one.length;
  }
  return 1;
}

function operatorAt(t: Stops, at: number): Token {
  const length = operatorLength(t, at);
  const text = t.source.slice(at, at + length);
  const assigns = text.endsWith('=') && !['==', '===', '!=', '!==', '<=', '>='].includes(text);
  const kind = KINDS[text] ?? (assigns ? ASSIGN : text.charCodeAt(0));
  return { kind, start: at, end: at + length, stop: 0 };
}

const stopToken = (t: Stops, stop: number): Token => ({
  kind: kindOf(t, stop),
  start: startOf(t, stop),
  end: endOf(t, stop),
  stop,
});

/** The token before a place. `hint`: a stop that is not before it by much, nor after it. */
export function before(t: Stops, place: number, hint?: number): Token {
  work(t, 1);
  let at = place - 1;
  let stop = hint ?? stopAt(t, at);
  for (;;) {
    while (at >= 0 && SPACE[codeAt(t, at)] === 1) at--;
    if (at < 0) return { kind: NOTHING, start: 0, end: 0, stop: 0 };
    while (stop > 0 && startOf(t, stop) > at) stop--;
    if (stop === 0 || at >= endOf(t, stop)) break;
    if (kindOf(t, stop) !== COMMENT) return stopToken(t, stop);
    at = startOf(t, stop) - 1;
  }
  const gap = stop === 0 ? 0 : endOf(t, stop);
  if (codeAt(t, at) === 46 && isDigit(codeAt(t, at - 1)) && at > gap) {
    // "1.": the number's own point.
    const number = wordBefore(t, at, gap);
    if (/^\d+$/.test(t.source.slice(number.start, at))) return { ...number, end: at + 1 };
  }
  return NAME_PART[codeAt(t, at)] === 1 ? wordBefore(t, at + 1, gap) : operatorBefore(t, at + 1, gap);
}

function wordBefore(t: Stops, end: number, gap: number): Token {
  let start = end - 1;
  while (start > gap && NAME_PART[codeAt(t, start - 1)] === 1) start--;
  if (isDigit(codeAt(t, start)) && start > gap && codeAt(t, start - 1) === 46) {
    start--;
    while (start > gap && NAME_PART[codeAt(t, start - 1)] === 1) start--;
  }
  return { kind: WORD, start, end, stop: 0 };
}

/** Operators in a row are read from the first one on: "a-->b", "a=!b". */
function operatorBefore(t: Stops, end: number, gap: number): Token {
  let start = end - 1;
  while (start > gap && OPERATORS.has(codeAt(t, start - 1))) start--;
  for (;;) {
    const token = operatorAt(t, start);
    // "1..a": the number's own point.
    if (token.end >= end)
      return token.end === end ? token : { kind: codeAt(t, end - 1), start: end - 1, end, stop: 0 };
    start = token.end;
  }
}

/** The token after a place. */
export function after(t: Stops, place: number): Token {
  work(t, 1);
  let at = place;
  let stop = stopAt(t, at);
  for (;;) {
    while (SPACE[codeAt(t, at)] === 1) at++;
    while (stop + 1 < t.count && startOf(t, stop + 1) <= at) stop++;
    if (stop === 0 || startOf(t, stop) !== at) break;
    if (kindOf(t, stop) !== COMMENT) return stopToken(t, stop);
    at = endOf(t, stop);
  }
  if (at >= t.source.length) return { kind: NOTHING, start: at, end: at, stop: 0 };
  if (NAME_PART[codeAt(t, at)] !== 1) return operatorAt(t, at);
  let end = at + 1;
  while (NAME_PART[codeAt(t, end)] === 1) end++;
  if (isDigit(codeAt(t, at)) && codeAt(t, end) === 46) {
    end++;
    while (NAME_PART[codeAt(t, end)] === 1) end++;
  }
  return { kind: WORD, start: at, end, stop: 0 };
}

export const textOf = (t: Stops, token: Token): string => t.source.slice(token.start, token.end);
export const isWord = (t: Stops, token: Token, word: string): boolean =>
  token.kind === WORD && token.end - token.start === word.length && t.source.startsWith(word, token.start);

/** Whether a line ends between two places that only white space and comments lie between. */
export function breaksLine(t: Stops, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (isLineBreak(codeAt(t, i))) return true;
  return false;
}

/** Whether a word is what a member is called, or a private name: `a.if`, `a?.in`, `#of`. */
export function isMemberName(t: Stops, word: Token): boolean {
  const { kind } = before(t, word.start);
  return kind === 46 || kind === OPTIONAL || kind === 35;
}

const BEFORE_VALUE = new Set(
  'return typeof case in delete void throw new instanceof else do yield await default extends'.split(' '),
);
const STATEMENTS = new Set(
  'if while for switch with catch try finally break continue debugger var let const function class import export'.split(
    ' ',
  ),
);

/** Whether a word is reserved and no value. */
export function isOperatorWord(t: Stops, word: Token): boolean {
  const text = textOf(t, word);
  return (BEFORE_VALUE.has(text) || STATEMENTS.has(text)) && !isMemberName(t, word);
}

/** Whether a token is a literal: a value that begins nothing and needs nothing. */
export const isLiteral = (kind: number): boolean =>
  kind === STRING || kind === REGEX || kind === TEMPLATE || kind === TEMPLATE_TAIL;

/** Whether an expression that ends before a token goes on with it, in front of what stands before the expression: `delete a.b`. */
export const goesOn = ({ kind }: Token): boolean =>
  kind === 46 ||
  kind === OPTIONAL ||
  kind === 91 ||
  kind === 40 ||
  kind === UPDATE ||
  kind === TEMPLATE ||
  kind === TEMPLATE_HEAD;
