// How windows are named, and what only a window's `top` is asked for: as script-syntax.ts has it.
import { isOfWindows, isWindowName } from '../script-syntax.ts';
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
  roleOf,
} from './bracket.ts';
import { chainEndingWith, chainFrom, constantIn, narrowed, type Chain } from './chain.ts';
import { after, before, EQUALITY, isWord, OPTIONAL, textOf, WORD, type Token } from './cursor.ts';
import { codeAt, groupAt, leave, linkOf, upOf, type Stops } from './stops.ts';

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

/** Whether the two sides of an equality may be a window's `top` and a window. */
function mayCompare(t: Stops, chain: Chain, other: string | undefined, isSingle: boolean): boolean {
  if (other === undefined) return false;
  return isWindowName(other) || (isSingle && chain.isSingle && isWord(t, chain.last, other));
}

/** Leaves a comparison to the parser where it may be one of a window's `top` with a window. */
function checkComparison(t: Stops, chain: Chain, end: number): void {
  const next = after(t, end);
  const previous = before(t, chain.start);
  if (next.kind === EQUALITY) {
    const { name, isSingle, start } = chainFrom(t, next.end);
    if (codeAt(t, start) === 40) leave(t, 'compared');
    if (mayCompare(t, chain, name, isSingle)) leave(t, 'compared');
  }
  if (previous.kind === EQUALITY) {
    const other = before(t, previous.start);
    const link = before(t, other.start).kind;
    if (other.kind === 41) leave(t, 'compared');
    if (mayCompare(t, chain, lastName(t, other), link !== 46 && link !== OPTIONAL)) leave(t, 'compared');
  }
  if (next.kind !== 41 || previous.kind !== 40 || linkOf(t, previous.stop) !== next.stop) return;
  // "(a.top).b", "(a.top) == b"
  if (roleOf(t, previous.stop) !== GROUPING) return;
  const outer = after(t, next.end).kind;
  const isLink = outer === 46 || outer === OPTIONAL || outer === 91 || outer === EQUALITY;
  if (isLink || before(t, previous.start).kind === EQUALITY) leave(t, 'parenthesised top');
}

/** Whether the `top` taken from a chain, which ends at a place, is likely to be a window's. */
export function isWindowTop(t: Stops, chain: Chain, end: number): boolean {
  if (isWindowNamed(t, chain) || isOfWindows(nextName(t, end))) return true;
  const bare = chain.isSingle && chain.last.kind === 41 ? narrowed(t, chain) : chain;
  const isThis = t.source.slice(bare.start, bare.end) === 'this';
  if (isThis && !isInClass(t, chain.start)) return true;
  checkComparison(t, chain, end);
  return false;
}
