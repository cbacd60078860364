// Names that are the global ones where they stand, by all declarations of the script.
import type { Span } from './chain.ts';
import { NAME_PART } from './character.ts';
import { PROGRAM_WIDE } from './declaration.ts';
import { meaningOf } from './name.ts';
import { work, codeAt, endOf, leave, stopAt, type Stops } from './stops.ts';

export interface NameUse {
  readonly at: number;
  readonly isShorthand: boolean;
}

/** Whether a place in the text is code. */
export function isCode(t: Stops, at: number): boolean {
  const stop = stopAt(t, at);
  return stop === 0 || at >= endOf(t, stop);
}

export const isWholeWord = (t: Stops, start: number, end: number): boolean =>
  NAME_PART[codeAt(t, end)] !== 1 && (start === 0 || NAME_PART[codeAt(t, start - 1)] !== 1);

/** Where a name stands in the code. */
export function placesOf(t: Stops, name: string): readonly number[] {
  const places: number[] = [];
  for (let at = t.source.indexOf(name); at >= 0; at = t.source.indexOf(name, at + name.length)) {
    if (isWholeWord(t, at, at + name.length) && isCode(t, at)) places.push(at);
  }
  return places;
}

/** The uses of a name that are not of what the script itself declares. */
export function freeUses(
  t: Stops,
  name: string,
  places: readonly number[],
  isModule: boolean,
): readonly NameUse[] {
  const declared: Span[] = [];
  const uses: NameUse[] = [];
  for (const at of places) {
    const meaning = meaningOf(t, at, at + name.length);
    if (meaning === 'use' || meaning === 'shorthand') uses.push({ at, isShorthand: meaning === 'shorthand' });
    else if (meaning !== 'nothing') {
      if (meaning.declares !== PROGRAM_WIDE) declared.push(meaning.declares);
      else if (isModule) declared.push(PROGRAM_WIDE);
      // A type that was not told, or the window's own `location` written to.
      else if ((meaning.by === 'var' && name === 'location') || /\bexport\b/.test(t.source))
        leave(t, 'at top level');
    }
  }
  work(t, uses.length * declared.length);
  return uses.filter(({ at }) => !declared.some(({ start, end }) => start <= at && at < end));
}
