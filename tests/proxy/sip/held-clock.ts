// A clock that stands still until the test moves it.
import type { Clock } from '../../../proxy/sip/transaction/clock.ts';

export interface HeldClock extends Clock {
  /** Moves on, and rings what is due, in order. */
  readonly pass: (ms: number) => void;
}
export function holdClock(): HeldClock {
  let now = 0;
  const due = new Set<{ at: number; run: () => void }>();
  return {
    now: () => now,
    after: (ms, run) => {
      const it = { at: now + ms, run };
      due.add(it);
      return () => void due.delete(it);
    },
    pass: (ms) => {
      const end = now + ms;
      for (;;) {
        const next = [...due].filter((it) => it.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        due.delete(next);
        now = next.at;
        next.run();
      }
      now = end;
    },
  };
}
