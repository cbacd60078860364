// What is to be changed, gathered in any order.
import { RUNTIME } from '../../../protocol/script-runtime.ts';
import type { Edit } from '../script-edit.ts';
import type { Span } from './chain.ts';

interface Wrap extends Span {
  readonly open: string;
  readonly close: string;
}

export interface Notes {
  readonly wraps: Wrap[];
  readonly replacements: Edit[];
}

export const notes = (): Notes => ({ wraps: [], replacements: [] });

/** Puts a call of the runtime around an expression. */
export function wrap(into: Notes, call: string, span: Span, isList = false): void {
  into.wraps.push({
    start: span.start,
    end: span.end,
    open: `${RUNTIME}.${call}(${isList ? '(' : ''}`,
    close: isList ? '))' : ')',
  });
}

export function replace(into: Notes, at: number, remove: number, text: string): void {
  into.replacements.push({ at, remove, text });
}

/** Of those at one place the outer stands before the inner, and what is put around a name before the name. */
export function editsOf(from: Notes): readonly Edit[] {
  const wraps = [...from.wraps].sort((a, b) => a.start - b.start || b.end - a.end);
  const edits: Edit[] = wraps.map(({ start, open }) => ({ at: start, remove: 0, text: open }));
  for (const { end, close } of wraps) edits.push({ at: end, remove: 0, text: close });
  return [...edits, ...from.replacements];
}
