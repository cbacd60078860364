// Chains of members and calls, gone over from their ends: `new a.b(c)[d]`.
import { isCallable, roleOf } from './bracket.ts';
import { beforeWhole, classWord, functionWord, openerBefore } from './statement.ts';
import {
  after,
  before,
  isLiteral,
  isMemberName,
  isOperatorWord,
  isWord,
  OPTIONAL,
  textOf,
  WORD,
  type Token,
} from './cursor.ts';
import { endOf, leave, linkOf, startOf, STRING, TEMPLATE_TAIL, TEMPLATE, type Stops } from './stops.ts';
import { CLASS_BODY, FUNCTION_BODY, GROUPING, MEMBER, OBJECT, CALL } from './role.ts';

/** An expression's place. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Chain extends Span {
  /** The only token it has, or the bracket that ends it; its last element. */
  readonly last: Token;
  /** It is a name, a literal or a bracket without members and calls. */
  readonly isSingle: boolean;
  /** An optional link stands in it, in no parentheses. */
  readonly isOptional: boolean;
  /** It is what a `new`, whose arguments are yet to come, is to construct. */
  readonly isConstructed: boolean;
}

const POINT = 46;

const isEnd = (t: Stops, token: Token): boolean =>
  token.kind === WORD || isLiteral(token.kind) || token.kind === 41 || token.kind === 93 || token.kind === 125
    ? isCallable(t, token) || isWord(t, token, 'new')
    : false;

/** What is before the last element of a chain; null: the element is the chain's base. */
function previousElement(t: Stops, element: Token): { last: Token; isOptional: boolean } | null {
  let link = before(t, element.start);
  if (element.kind === WORD) {
    if (link.kind === 35) link = before(t, link.start);
    const isLink = link.kind === POINT || link.kind === OPTIONAL;
    return isLink ? { last: before(t, link.start), isOptional: link.kind === OPTIONAL } : null;
  }
  const opener = element.stop !== 0 ? linkOf(t, element.stop) : 0;
  const isTemplate = element.kind === TEMPLATE || element.kind === TEMPLATE_TAIL;
  if (!isTemplate && element.kind !== 41 && element.kind !== 93) return null;
  if (!isTemplate && roleOf(t, opener) !== CALL && roleOf(t, opener) !== MEMBER) return null;
  link = beforeWhole(t, element);
  if (link.kind === OPTIONAL) return { last: before(t, link.start), isOptional: true };
  return isEnd(t, link) ? { last: link, isOptional: false } : null;
}

/** Where the base of a chain begins. */
function baseStart(t: Stops, base: Token): number {
  if (base.kind === WORD) {
    const text = textOf(t, base);
    const isOdd = text === 'yield' || text === 'await' || text === 'let' || text === 'async';
    if (isOdd || (isOperatorWord(t, base) && text !== 'import' && text !== 'new')) leave(t, 'chain base');
    return base.start;
  }
  if (isLiteral(base.kind) && base.kind !== TEMPLATE_TAIL) return base.start;
  if (base.kind !== 41 && base.kind !== 93 && base.kind !== 125 && base.kind !== TEMPLATE_TAIL) {
    leave(t, 'chain base');
    return base.start;
  }
  const opener = linkOf(t, base.stop);
  if (base.kind !== 125) return startOf(t, opener);
  return valueStart(t, opener);
}

/** Where an object, or a function or class that is a value, begins. */
function valueStart(t: Stops, body: number): number {
  const role = roleOf(t, body);
  if (role === OBJECT) return startOf(t, body);
  if (role === FUNCTION_BODY) {
    const word = functionWord(t, openerBefore(t, body));
    const previous = before(t, word.start);
    return isWord(t, previous, 'async') && !isMemberName(t, previous) ? previous.start : word.start;
  }
  const word = role === CLASS_BODY ? classWord(t, body) : null;
  if (word === null) leave(t, 'chain base');
  return word?.start ?? 0;
}

/** The chain that ends with a token. */
export function chainEndingWith(t: Stops, last: Token): Chain {
  let element = last;
  let calls = 0;
  let isOptional = false;
  for (;;) {
    const previous = previousElement(t, element);
    if (previous === null) break;
    if (element.kind === 41) calls++;
    isOptional ||= previous.isOptional;
    element = previous.last;
  }
  let start = baseStart(t, element);
  let news = 0;
  if (!isWord(t, element, 'new')) {
    for (
      let word = before(t, start);
      isWord(t, word, 'new') && !isMemberName(t, word);
      word = before(t, start)
    ) {
      if (++news > calls) break;
      start = word.start;
    }
  }
  const isSingle = element === last && news === 0;
  return { start, end: last.end, last, isSingle, isOptional, isConstructed: news > calls };
}

/** Whether a comma stands between two brackets, in no others. */
export function firstComma(t: Stops, opener: number, from = endOf(t, opener)): number {
  const closer = linkOf(t, opener);
  let at = from;
  for (let stop = opener + 1; stop <= closer; stop++) {
    if (startOf(t, stop) < at) continue;
    const comma = t.source.indexOf(',', at);
    if (comma < 0) return -1;
    if (comma < startOf(t, stop)) return comma;
    const link = linkOf(t, stop);
    if (link > stop) stop = link;
    at = endOf(t, stop);
  }
  return -1;
}

/** An expression without the parentheses around it, as a syntax tree has it. */
export function narrowed(t: Stops, span: Span): Span & { readonly isList: boolean } {
  let { start, end } = span;
  let isList = false;
  for (;;) {
    const first = after(t, start);
    if (first.kind !== 40 || endOf(t, linkOf(t, first.stop)) !== end) break;
    if (roleOf(t, first.stop) !== GROUPING) break;
    start = after(t, first.end).start;
    const closer = linkOf(t, first.stop);
    end = before(t, startOf(t, closer), closer - 1).end;
    isList = firstComma(t, first.stop) >= 0;
  }
  return { start, end, isList };
}

/** The text of a string between brackets; undefined: it is something else. */
export function constantIn(t: Stops, bracket: number): string | undefined {
  const inner = after(t, endOf(t, bracket));
  if (inner.kind !== STRING || after(t, inner.end).stop !== linkOf(t, bracket)) return undefined;
  return t.source.slice(inner.start + 1, inner.end - 1);
}

interface Operand extends Span {
  /** What its last member is called, or the only name. */
  readonly name: string | undefined;
  readonly isSingle: boolean;
  /** What stands after it. */
  readonly next: Token;
}

/** The chain that goes on from a place, if it is one. */
export function chainFrom(t: Stops, from: number): Operand {
  const first = after(t, from);
  let name = first.kind === WORD ? textOf(t, first) : undefined;
  let { end } = first;
  let isSingle = true;
  for (;;) {
    let next = after(t, end);
    if (next.kind === POINT || next.kind === OPTIONAL) {
      const link = next;
      next = after(t, link.end);
      if (next.kind === WORD) {
        name = textOf(t, next);
        end = next.end;
      } else if (link.kind === POINT) end = next.end;
    }
    if (next.kind === 40 || next.kind === 91) {
      name = next.kind === 91 ? constantIn(t, next.stop) : undefined;
      end = endOf(t, linkOf(t, next.stop));
    } else if (next.kind !== WORD || next.end !== end)
      return { name, isSingle, start: first.start, end, next };
    isSingle = false;
  }
}
