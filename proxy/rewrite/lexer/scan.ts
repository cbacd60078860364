// Cuts a script up by its brackets, literals and comments.
import { CLOSES, OPENS, STOP, WINDOW_END } from './character.ts';
import { lineEnd, regexEnd, stringEnd, templateEnd } from './literal.ts';
import { beginsRegex } from './slash.ts';
import {
  add,
  close,
  codeAt,
  COMMENT,
  endOf,
  kindOf,
  leave,
  REGEX,
  STRING,
  stopAt,
  stopsOf,
  TEMPLATE,
  TEMPLATE_HEAD,
  TEMPLATE_MIDDLE,
  TEMPLATE_TAIL,
  type Stops,
} from './stops.ts';

const BACKTICK = 96;

/** Adds what begins at `from` and goes on to `end`; -1: it does not end. */
function literal(t: Stops, kind: number, from: number, end: number): number {
  if (end < 0 || end > t.source.length) {
    leave(t, 'unfinished');
    return t.source.length;
  }
  add(t, kind, from, end);
  return end;
}

/** A string that a plain one's rules do not end, or that stands first in a bracket. */
function string(t: Stops, from: number): number {
  const end = literal(t, STRING, from, stringEnd(t.text, from, t.source.length));
  let next = end;
  while (codeAt(t, next) === 32) next++;
  if (codeAt(t, next) === 43 && t.group === t.count - 2 && kindOf(t, t.group) === 91)
    t.sums.push(t.count - 1);
  return end;
}

/** From a backtick, or from the brace that ends a hole. */
function template(t: Stops, from: number, isHead: boolean): number {
  const end = templateEnd(t.text, from + 1, t.source.length);
  const isClosed = codeAt(t, end - 1) === BACKTICK;
  if (end < 0 || (isHead && isClosed)) return literal(t, TEMPLATE, from, end);
  if (isHead) {
    add(t, TEMPLATE_HEAD, from, end);
    t.group = t.count - 1;
  } else if (isClosed) close(t, TEMPLATE_TAIL, from, end);
  else add(t, TEMPLATE_MIDDLE, from, end);
  return end;
}

function slash(t: Stops, from: number): number {
  const next = codeAt(t, from + 1);
  if (next === 47) return literal(t, COMMENT, from, lineEnd(t.text, from, t.source.length));
  if (next === 42) {
    const end = t.source.indexOf('*/', from + 2);
    return literal(t, COMMENT, from, end < 0 ? end : end + 2);
  }
  if (!beginsRegex(t, from)) return from + 1;
  return literal(t, REGEX, from, regexEnd(t.text, from, t.source.length));
}

/** An escape in a name: one beyond ASCII can spell none of the words that matter. */
function escape(t: Stops, from: number): number {
  const code = /^\\u([\da-f]{4})/i.exec(t.source.slice(from, from + 6))?.[1];
  if (code === undefined || Number.parseInt(code, 16) < 0x80) leave(t, 'escape');
  return from + 6;
}

/** What stands where the text between stops ends, unless it is an opening bracket. Gives the place after it. */
function stop(t: Stops, code: number, from: number): number {
  switch (code) {
    case 41:
    case 93:
    case 125:
      if (code === 125 && kindOf(t, t.group) === TEMPLATE_HEAD) return template(t, from, false);
      leave(t, 'brackets');
      return t.source.length;
    case 34:
    case 39:
      return string(t, from);
    case 96:
      return template(t, from, true);
    case 47:
      return slash(t, from);
    case 92:
      return escape(t, from);
    default:
      // A decorator, a zero.
      leave(t, 'character');
      return t.source.length;
  }
}

// A comment may end a line, or in a slash.
const WINDOW = /(?:window|self|globalThis|parent|frames|opener)[\s.?)]*$|\/$|(?:^|[\n\r\u2028\u2029])\s*$/;

/** Notes a square bracket that may stand after a window's name. */
function noteKeyed(t: Stops, at: number, bracket: number): void {
  if (WINDOW.test(t.source.slice(Math.max(0, at - 12), at))) t.keyed.push(bracket);
}

/** The place after what is no bracket of the plain kind; the stops of these are added here. */
function read(t: Stops): void {
  const { text, kinds, starts, ends, links, ups } = t;
  const { length } = t.source;
  let [at, count, group] = [t.at, t.count, t.group];
  for (;;) {
    let code = text[at] ?? 0;
    while (STOP[code] === 0) code = text[++at] ?? 0;
    const kind = STOP[code];
    const opener = kinds[group] ?? 0;
    if (kind === OPENS) {
      ups[count] = group;
      group = count;
      if (code === 91 && WINDOW_END[text[at - 1] ?? 0] === 1) noteKeyed(t, at, count);
      // "(" is 40, "[" 91, "{" 123: each one or two before its counterpart.
    } else if (kind === CLOSES && code - opener <= 2 && code > opener) {
      links[count] = group;
      links[group] = count;
      group = ups[group] ?? 0;
      ups[count] = group;
    } else {
      if (at >= length) break;
      t.count = count;
      t.group = group;
      at = stop(t, code, at);
      if (t.unclear !== null) return;
      count = t.count;
      group = t.group;
      continue;
    }
    kinds[count] = code;
    starts[count] = at;
    ends[count++] = ++at;
  }
  t.count = count;
  t.group = group;
}

/** Comments as they are in HTML, in what is no module: ECMAScript section B.1.1. */
function hasHtmlComment(t: Stops): boolean {
  const { source } = t;
  const isCode = (at: number): boolean => {
    const stop = stopAt(t, at);
    return stop === 0 || at >= endOf(t, stop);
  };
  for (let at = source.indexOf('<!--'); at >= 0; at = source.indexOf('<!--', at + 4))
    if (isCode(at)) return true;
  for (let at = source.indexOf('-->'); at >= 0; at = source.indexOf('-->', at + 3)) {
    const line = Math.max(source.lastIndexOf('\n', at), source.lastIndexOf('\r', at)) + 1;
    if (isCode(at) && /^(?:\s|\/\*.*?\*\/)*$/.test(source.slice(Math.max(line, at - 200), at))) return true;
  }
  return false;
}

/** The stops of a script. If it is `unclear`, they are not all. */
export function scan(source: string): Stops {
  const t = stopsOf(source);
  if (source.startsWith('#!')) t.at = literal(t, COMMENT, 0, lineEnd(t.text, 0, source.length));
  read(t);
  if (t.group !== 0) leave(t, 'brackets');
  if (t.unclear === null && hasHtmlComment(t)) leave(t, 'html comment');
  return t;
}
