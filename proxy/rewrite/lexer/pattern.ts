// `{ location } = window`: what takes a window's `location` or `top` apart.
import { ASSIGN, after, isOperatorWord, NOTHING, WORD } from './cursor.ts';
import { chainFrom } from './chain.ts';
import { isWindowName } from '../script-syntax.ts';
import { wrap, type Notes } from './notes.ts';
import { work, endOf, leave, linkOf, type Stops } from './stops.ts';

const ENDS = new Set([NOTHING, 44, 59, 41, 93, 125]);

/** Wraps what stands after a pattern that has this key. */
export function rewriteSource(t: Stops, into: Notes, name: string, pattern: number): void {
  const assign = after(t, endOf(t, linkOf(t, pattern)));
  if (assign.kind !== ASSIGN || assign.end !== assign.start + 1) return;
  const first = after(t, assign.end);
  const isName = first.kind === WORD && !isOperatorWord(t, first);
  const source = chainFrom(t, assign.end);
  if (name === 'top') {
    if (first.kind === 40) return leave(t, 'pattern source');
    if (!isName || source.name === undefined || !isWindowName(source.name)) return;
  }
  if (!isName || !ENDS.has(source.next.kind)) return leave(t, 'pattern source');
  work(t, into.wraps.length);
  const isKnown = into.wraps.some(({ start, end }) => start === source.start && end === source.end);
  if (!isKnown) wrap(into, 'w', source);
}
