// Where an HTML token ends: HTML Standard, section 13.2.5, as far as splicing needs it.
import { nameAt, noName, type HtmlName } from './html-name.ts';

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

/** One attribute as it stands in the page, by positions in the text that was scanned. */
export interface Attribute {
  name: HtmlName;
  nameStart: number;
  /** Of the value between its quotes; both behind the name if it has none. */
  valueStart: number;
  valueEnd: number;
  quote: '"' | "'" | '';
  /** Behind the closing quote. */
  end: number;
}

/** A tag. There are many: one is used for all of a page, and so are its attributes. */
export interface Tag {
  element: HtmlName;
  closing: boolean;
  selfClosing: boolean;
  end: number;
  /** How many of `attributes` are this tag's. */
  count: number;
  /** One of them may have to change. */
  isChanging: boolean;
  readonly attributes: Attribute[];
}

export const newTag = (): Tag => ({
  element: noName,
  closing: false,
  selfClosing: false,
  end: 0,
  count: 0,
  isChanging: false,
  attributes: [],
});

export const isSpace = (code: number): boolean =>
  code === SPACE || code === NEWLINE || code === TAB || code === RETURN || code === FORM_FEED;
export const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const endsTagName = (code: number): boolean => code === GREATER || code === SLASH || isSpace(code);

/** Of the name that was gone over last: see nameAt. */
let hash = 0;
let isPlain = true;

function afterName(text: string, from: number, stopAtEquals: boolean): number {
  let at = from;
  let seen = 0;
  let others = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= GREATER && (endsTagName(code) || (stopAtEquals && at > from && code === EQUALS))) break;
    seen = (seen << 5) ^ (seen >>> 27) ^ (code & 31);
    if (!isLetter(code)) others++;
  }
  hash = seen;
  isPlain = others === 0;
  return at;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function freshAttribute({ attributes, count }: Tag): Attribute {
  const used = attributes[count];
  if (used !== undefined) return used;
  const fresh: Attribute = { name: noName, nameStart: 0, valueStart: 0, valueEnd: 0, quote: '', end: 0 };
  attributes.push(fresh);
  return fresh;
}

/** Goes over the value that begins at `from`; gives where it ends, or -1 if the text does first. */
function scanValue(text: string, from: number, into: Attribute): number {
  const first = text.charCodeAt(from);
  if (first === DOUBLE || first === SINGLE) {
    into.quote = first === DOUBLE ? '"' : "'";
    const close = text.indexOf(into.quote, from + 1);
    into.valueStart = from + 1;
    into.valueEnd = close;
    return close < 0 ? -1 : close + 1;
  }
  if (first === GREATER) return from;
  let end = from;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code <= GREATER && (code === GREATER || isSpace(code))) break;
  }
  into.valueStart = from;
  into.valueEnd = end;
  return end < text.length ? end : -1;
}

/** Goes over the attribute whose name begins at `start`; gives where it ends, or -1 if the text does first. */
function scanAttribute(text: string, start: number, tag: Tag): number {
  const into = freshAttribute(tag);
  // An equals sign at the start belongs to the name ("before attribute name state").
  const nameEnd = afterName(text, start, true);
  const name = nameAt(text, start, nameEnd, hash, isPlain);
  into.name = name;
  into.nameStart = start;
  into.valueStart = nameEnd;
  into.valueEnd = nameEnd;
  into.quote = '';
  const equals = afterSpace(text, nameEnd);
  if (equals >= text.length) return -1;
  let end = nameEnd;
  if (text.charCodeAt(equals) === EQUALS) {
    const value = afterSpace(text, equals + 1);
    if (value >= text.length) return -1;
    end = scanValue(text, value, into);
  }
  into.end = end;
  tag.count++;
  if (name.isChanging) tag.isChanging = true;
  return end;
}

/** Goes over the start or end tag at `at` ("<" or "</" and a letter); false if the text ends in it. */
export function scanTag(text: string, at: number, tag: Tag): boolean {
  const nameStart = tag.closing ? at + 2 : at + 1;
  tag.selfClosing = false;
  tag.count = 0;
  tag.isChanging = false;
  let next = afterName(text, nameStart, false);
  tag.element = nameAt(text, nameStart, next, hash, isPlain);
  let slash = -1;
  while (next < text.length) {
    const code = text.charCodeAt(next);
    if (code === GREATER) {
      tag.selfClosing = slash === next;
      tag.end = next + 1;
      return true;
    }
    if (code === SLASH || isSpace(code)) {
      next++;
      if (code === SLASH) slash = next;
    } else {
      next = scanAttribute(text, next, tag);
      if (next < 0) return false;
    }
  }
  return false;
}

/** Behind the end tag at `at`, if it is nothing but a name of letters and digits; else -1. */
export function plainEndTag(text: string, at: number): number {
  for (let end = at + 2; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === GREATER) return end + 1;
    if (!isLetter(code) && !isDigit(code)) return -1;
  }
  return -1;
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

/** Whether a name that ends a raw text element, and what has to follow it, stands at `at`. `name`: in lower case. */
function isEndName(text: string, at: number, name: string): boolean {
  for (let n = 0; n < name.length; n++)
    if ((text.charCodeAt(at + n) | 32) !== name.charCodeAt(n)) return false;
  return endsTagName(text.charCodeAt(at + name.length));
}

/** Where the end tag of a raw text element begins that was entered before `from`, or -1. */
export function rawTextEnd(text: string, from: number, name: string): number {
  let at = text.indexOf('<', from);
  for (; at >= 0; at = text.indexOf('<', at + 1)) {
    if (text.charCodeAt(at + 1) === SLASH && isEndName(text, at + 2, name)) return at;
    if (name === 'script' && text.startsWith('<!--', at)) return escapedScriptEnd(text, at);
  }
  return -1;
}

/** The script data states: "<!--" and then "<script" hide an end tag. */
function escapedScriptEnd(text: string, from: number): number {
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
