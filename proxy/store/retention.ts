// How much of a journal is kept: the oldest records go first. The chain of those that are left still verifies.
import type { JournalRecord } from '../session/journal.ts';

/** Of one session. */
export const MAX_RECORDS = 20_000;

/** How many of so many records are to go now: in strides, since letting go one by one is dear. */
export const surplus = (count: number, max: number): number => (count > max * 1.1 ? count - max : 0);

/** With these written, the number of the oldest record that stays; 0: none is to go now. */
export function oldestToKeep(written: readonly JournalRecord[], max: number): number {
  const [first, last] = [written[0]?.n ?? 0, written.at(-1)?.n ?? 0];
  const stride = Math.max(1, Math.floor(max / 10));
  const isDue = surplus(last, max) > 0 && Math.floor((first - 1) / stride) < Math.floor(last / stride);
  return isDue ? last - max + 1 : 0;
}
