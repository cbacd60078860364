// `x.location`, `x.top`, `x.eval`, `x.postMessage()` and their like with a text in brackets.
import { roleOf } from './bracket.ts';
import { chainEndingWith, firstComma, narrowed, type Chain } from './chain.ts';
import { after, before, goesOn, isMemberName, isWord, OPTIONAL, SPREAD, WORD, type Token } from './cursor.ts';
import { replace, wrap, type Notes } from './notes.ts';
import { endOf, leave, linkOf, type Stops } from './stops.ts';
import { isPlainlyRead } from './read.ts';
import { isWindowNamed, isWindowTop } from './window.ts';
import { CALL, GROUPING } from './role.ts';

export interface Member {
  readonly name: string;
  /** What stands before the name: a dot, an optional link or a bracket; and before that an optional link may. */
  readonly link: Token;
  /** Where the name or the text begins. */
  readonly at: number;
  /** Where the member ends. */
  readonly end: number;
}

const isDeleted = (t: Stops, chain: Chain, end: number, isOptional: boolean): boolean => {
  const next = after(t, end);
  const previous = before(t, chain.start);
  if (isWord(t, previous, 'delete') && !isMemberName(t, previous))
    return !goesOn(next) && !isOptional && !chain.isOptional;
  if (next.kind === 41 && previous.kind === 40 && isWord(t, before(t, previous.start), 'delete'))
    leave(t, 'delete');
  return false;
};

/** Puts a call around what a member is taken from: the chain stays as optional as it was. */
export function wrapReceiver(t: Stops, into: Notes, chain: Chain, member: Member, call: string): void {
  const isOptional = member.link.kind === OPTIONAL;
  if (!isOptional && chain.isOptional) {
    const gap = t.source.slice(chain.end, member.at);
    const link = gap.trim();
    if (link !== '.' && link !== '[') return;
    wrap(into, call, chain);
    replace(into, chain.end + gap.indexOf(link), 0, link === '.' ? '?' : '?.');
    return;
  }
  if (!chain.isSingle || chain.last.kind !== 41) return wrap(into, call, chain);
  const inner = narrowed(t, chain);
  wrap(into, call, inner, inner.isList);
}

/** The parentheses in which a member's call has its arguments; 0: it is not called. */
function argumentsOf(t: Stops, end: number): number {
  let next = after(t, end);
  if (next.kind === 41 && roleOf(t, linkOf(t, next.stop)) === GROUPING && after(t, next.end).kind === 40)
    leave(t, 'parenthesised call');
  if (next.kind === OPTIONAL) next = after(t, next.end);
  return next.kind === 40 && roleOf(t, next.stop) === CALL ? next.stop : 0;
}

function hasSeveral(t: Stops, paren: number): boolean {
  const first = after(t, endOf(t, paren));
  if (first.kind === SPREAD) return true;
  const comma = firstComma(t, paren);
  return comma >= 0 && after(t, comma + 1).stop !== linkOf(t, paren);
}

export function rewriteMember(t: Stops, into: Notes, member: Member): void {
  const { name, link, end } = member;
  const last = before(t, link.start);
  const chain = chainEndingWith(t, last.kind === OPTIONAL ? before(t, last.start) : last);
  if (chain.isSingle && last.kind === WORD && isWord(t, last, 'super')) return;
  const isOptional = link.kind === OPTIONAL || last.kind === OPTIONAL;
  if (name === 'postMessage') {
    const paren = argumentsOf(t, end);
    if (paren === 0 || !hasSeveral(t, paren)) return;
  } else if (name === 'top' && !isWindowTop(t, chain, end, isOptional)) return;
  else if (name === 'eval') {
    if (!isWindowNamed(t, chain)) return;
    if (after(t, end).kind !== 40 && !isPlainlyRead(t, chain.start, end)) return leave(t, 'eval of a window');
  }
  if (name !== 'postMessage' && isDeleted(t, chain, end, isOptional)) return;
  if (name === 'top' && isWord(t, before(t, chain.start), 'delete')) return leave(t, 'delete');
  if (chain.isConstructed) return leave(t, 'constructed');
  const own = last.kind === OPTIONAL ? { ...member, link: last } : member;
  wrapReceiver(t, into, chain, own, name === 'postMessage' ? 'p' : 'w');
}
