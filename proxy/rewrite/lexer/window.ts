// How windows are named, and what only a window's `top` is asked for: as script-syntax.ts has it.
import { isOfWindows, isWindowName } from '../script-syntax.ts';
import { roleOf } from './bracket.ts';
import { chainEndingWith, chainFrom, constantIn, narrowed, type Chain } from './chain.ts';
import {
  after,
  ARROW,
  before,
  EQUALITY,
  isMemberName,
  isWord,
  OPTIONAL,
  textOf,
  UPDATE,
  WORD,
  type Token,
} from './cursor.ts';
import { codeAt, groupAt, leave, linkOf, upOf, type Stops } from './stops.ts';
import {
  CLASS_BODY,
  FUNCTION_BODY,
  FUNCTION_PARAMETERS,
  GROUPING,
  KEY,
  MEMBER,
  METHOD_BODY,
  METHOD_PARAMETERS,
  PROGRAM,
} from './role.ts';

const TIGHT = new Set([...Array.from('+-*/%<>!~', (one) => one.charCodeAt(0)), UPDATE, ARROW]);
const TIGHT_WORDS = new Set(['typeof', 'void', 'delete', 'await', 'in', 'instanceof', 'new']);

/** What the last element of a chain is called. */
function lastName(t: Stops, last: Token): string | undefined {
  if (last.kind === WORD) return textOf(t, last);
  if (last.kind === 93 && roleOf(t, linkOf(t, last.stop)) === MEMBER)
    return constantIn(t, linkOf(t, last.stop));
  return undefined;
}

export function isWindowNamed(t: Stops, chain: Chain): boolean {
  if (chain.isSingle && chain.last.kind === 41) {
    const inner = narrowed(t, chain);
    if (inner.isList || inner.start === chain.start) return false;
    const within = chainEndingWith(t, before(t, inner.end));
    return within.start === inner.start && isWindowNamed(t, within);
  }
  const name = lastName(t, chain.last);
  return name !== undefined && isWindowName(name);
}

/** Whether `this` is a class's, and so no window. */
function isInClass(t: Stops, place: number): boolean {
  let inner = 0;
  for (let group = groupAt(t, place); ; group = upOf(t, group)) {
    switch (roleOf(t, group)) {
      case PROGRAM:
      case FUNCTION_BODY:
      case FUNCTION_PARAMETERS:
        return false;
      case METHOD_BODY:
      case METHOD_PARAMETERS:
        return roleOf(t, upOf(t, group)) === CLASS_BODY;
      case CLASS_BODY:
        if (inner !== 0 && roleOf(t, inner) === KEY) leave(t, 'this in a key');
        return true;
    }
    inner = group;
  }
}

/** What is taken from a member that ends at a place. */
function nextName(t: Stops, end: number): string | undefined {
  let link = after(t, end);
  if (link.kind === OPTIONAL) {
    const next = after(t, link.end);
    if (next.kind === WORD) return textOf(t, next);
    link = next;
  } else if (link.kind === 46) return textOf(t, after(t, link.end));
  return link.kind === 91 ? constantIn(t, link.stop) : undefined;
}

/** Whether a token, next to an operand of an equality, takes it for its own: `a + b.top == c`. */
function bindsMore(t: Stops, token: Token): boolean {
  if (token.kind === WORD && !isMemberName(t, token)) return TIGHT_WORDS.has(textOf(t, token));
  return TIGHT.has(token.kind);
}

/** Whether the other side of an equality is named as windows are, or is what the chain is. */
const isComparable = (t: Stops, chain: Chain, other: string | undefined, isSingle: boolean): boolean =>
  other !== undefined &&
  (isWindowName(other) || (isSingle && chain.isSingle && other !== 'this' && isWord(t, chain.last, other)));

function equalsRight(t: Stops, chain: Chain, previous: Token, from: number): boolean {
  if (previous.kind === EQUALITY || bindsMore(t, previous)) return false;
  const { name, isSingle, start, next } = chainFrom(t, from);
  if (codeAt(t, start) === 40) leave(t, 'compared');
  return isComparable(t, chain, name, isSingle) && !bindsMore(t, next);
}

function equalsLeft(t: Stops, chain: Chain, next: Token, last: Token): boolean {
  if (bindsMore(t, next)) return false;
  if (last.kind === 41) leave(t, 'compared');
  const link = before(t, last.start).kind;
  if (!isComparable(t, chain, lastName(t, last), link !== 46 && link !== OPTIONAL)) return false;
  const other = chainEndingWith(t, last);
  const beforeOther = before(t, other.start);
  return !other.isConstructed && beforeOther.kind !== EQUALITY && !bindsMore(t, beforeOther);
}

/** Whether a member is compared with what may be a window. */
function isCompared(t: Stops, chain: Chain, end: number): boolean {
  const next = after(t, end);
  const previous = before(t, chain.start);
  if (next.kind === EQUALITY && equalsRight(t, chain, previous, next.end)) return true;
  if (previous.kind === EQUALITY) return equalsLeft(t, chain, next, before(t, previous.start));
  if (next.kind !== 41 || previous.kind !== 40 || linkOf(t, previous.stop) !== next.stop) return false;
  // "(a.top).b", "(a.top) == b"
  if (roleOf(t, previous.stop) !== GROUPING) return false;
  const outer = after(t, next.end).kind;
  const isLink = outer === 46 || outer === OPTIONAL || outer === 91 || outer === EQUALITY;
  if (isLink || before(t, previous.start).kind === EQUALITY) leave(t, 'parenthesised top');
  return false;
}

/** Whether the `top` taken from a chain, which ends at a place, is likely to be a window's. */
export function isWindowTop(t: Stops, chain: Chain, end: number, isOptional: boolean): boolean {
  if (isWindowNamed(t, chain) || isOfWindows(nextName(t, end))) return true;
  const bare = chain.isSingle && chain.last.kind === 41 ? narrowed(t, chain) : chain;
  const isThis = t.source.slice(bare.start, bare.end) === 'this';
  if (isThis && !isInClass(t, chain.start)) return true;
  const found = isCompared(t, chain, end);
  if (found && (isOptional || chain.isOptional)) leave(t, 'compared');
  return found;
}
