// Where an HTML token ends: HTML Standard, section 13.2.5, as far as splicing needs it.
import { lowerCase } from './lower-case.ts';

/** One attribute as it stands in the page, by positions in the text that was scanned. */
export interface Attribute {
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Of the value between its quotes; both at nameEnd if it has none. */
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly quote: '"' | "'" | '';
  /** Behind the closing quote. */
  readonly end: number;
}

export interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly selfClosing: boolean;
  readonly attributes: readonly Attribute[];
  readonly end: number;
}

const TAB = 9;
const NEWLINE = 10;
const FORM_FEED = 12;
const RETURN = 13;
const SPACE = 32;
const DOUBLE = 34;
const SINGLE = 39;
const SLASH = 47;
const EQUALS = 61;
const GREATER = 62;

export const isSpace = (code: number): boolean =>
  code === SPACE || code === NEWLINE || code === TAB || code === RETURN || code === FORM_FEED;
export const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

function afterName(text: string, from: number, stopAtEquals: boolean): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === GREATER || code === SLASH || isSpace(code) || (stopAtEquals && code === EQUALS)) break;
  }
  return at;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The attribute whose name begins at `start`, or null if the text ends in it. */
function attribute(text: string, start: number): Attribute | null {
  // An equals sign at the start belongs to the name ("before attribute name state").
  const nameEnd = afterName(text, start + 1, true);
  const equals = afterSpace(text, nameEnd);
  if (equals >= text.length) return null;
  const none = {
    nameStart: start,
    nameEnd,
    valueStart: nameEnd,
    valueEnd: nameEnd,
    quote: '',
    end: nameEnd,
  } as const;
  if (text.charCodeAt(equals) !== EQUALS) return none;
  const from = afterSpace(text, equals + 1);
  if (from >= text.length) return null;
  const first = text.charCodeAt(from);
  if (first === GREATER) return { ...none, end: from };
  if (first === DOUBLE || first === SINGLE) {
    const quote = first === DOUBLE ? '"' : "'";
    const close = text.indexOf(quote, from + 1);
    if (close < 0) return null;
    return { nameStart: start, nameEnd, valueStart: from + 1, valueEnd: close, quote, end: close + 1 };
  }
  let end = from;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === GREATER || isSpace(code)) break;
  }
  if (end >= text.length) return null;
  return { nameStart: start, nameEnd, valueStart: from, valueEnd: end, quote: '', end };
}

/** The start or end tag at `at` ("<" or "</" and a letter), or null if the text ends in it. */
export function scanTag(text: string, at: number): Tag | null {
  const closing = text.charCodeAt(at + 1) === SLASH;
  const nameStart = at + (closing ? 2 : 1);
  const nameEnd = afterName(text, nameStart, false);
  const name = lowerCase(text.slice(nameStart, nameEnd));
  const attributes: Attribute[] = [];
  let next = nameEnd;
  while (next < text.length) {
    const code = text.charCodeAt(next);
    if (code === GREATER) return { name, closing, selfClosing: false, attributes, end: next + 1 };
    if (code === SLASH && text.charCodeAt(next + 1) === GREATER) {
      return { name, closing, selfClosing: true, attributes, end: next + 2 };
    }
    if (code === SLASH || isSpace(code)) {
      next++;
      continue;
    }
    const found = attribute(text, next);
    if (found === null) return null;
    attributes.push(found);
    next = found.end;
  }
  return null;
}

/** Behind the comment that begins at `at` with "<!--", or -1 if the text ends in it. */
export function commentEnd(text: string, at: number): number {
  const inside = at + 4;
  if (text.charCodeAt(inside) === GREATER) return inside + 1;
  if (text.startsWith('->', inside)) return inside + 2;
  const close = /--!?>/g;
  close.lastIndex = inside;
  return close.exec(text) === null ? -1 : close.lastIndex;
}

/** Where the end tag of a raw text element begins that was entered before `from`, or -1. */
export function rawTextEnd(text: string, from: number, name: string): number {
  if (name === 'script') return scriptEnd(text, from);
  const close = new RegExp(`</${name}[\\t\\n\\f\\r />]`, 'gi');
  close.lastIndex = from;
  return close.exec(text)?.index ?? -1;
}

/** The script data states: "<!--" and then "<script" hide an end tag. */
function scriptEnd(text: string, from: number): number {
  const steps = /<!--|-->|<(\/?)script[\t\n\f\r />]/gi;
  let state: 'plain' | 'escaped' | 'double' = 'plain';
  steps.lastIndex = from;
  for (let step = steps.exec(text); step !== null; step = steps.exec(text)) {
    if (step[0] === '-->') state = 'plain';
    else if (step[0] === '<!--') {
      if (state === 'plain') state = 'escaped';
      // The dashes may be those of "-->" as well: "<!-->".
      steps.lastIndex -= 2;
    } else if (step[1] === '/') {
      if (state !== 'double') return step.index;
      state = 'escaped';
    } else if (state === 'escaped') state = 'double';
  }
  return -1;
}
