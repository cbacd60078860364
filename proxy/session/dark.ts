// The time in which no browser runs the pages: measured, told, and kept in the journal.
import { change, changeQuietly, record, type Turn } from './turn.ts';

/** From now on nobody's browser runs the pages. */
export function noteDark(turn: Turn): void {
  if (turn.room.dark === null) changeQuietly(turn, { dark: turn.now });
}

/** A page stands in the browser that runs them. */
export function noteStanding(turn: Turn, participant: string): void {
  const { dark } = turn.room;
  if (dark === null) return;
  const without = turn.now - dark;
  change(turn, { dark: null, gap: without });
  record(turn, { kind: 'stands', participant, without });
}
