// When to tell: at once while little happens, seldom enough to merge while much does.
import { natives } from '../natives.ts';

const MIN_GAP_MS = 4;
const MAX_GAP_MS = 100;

export interface Pace {
  /** Something is to be told. May call back before it returns; asked while it calls back, it does so again later. */
  readonly ask: () => void;
  readonly stop: () => void;
}

/** `now` in milliseconds. */
export function createPace(act: () => void, now: () => number = natives.now): Pace {
  let ended = 0;
  let gap = MIN_GAP_MS;
  let timer: number | undefined;
  let isActing = false;
  let isAskedAgain = false;
  let stopped = false;
  const run = (): void => {
    timer = undefined;
    if (stopped) return;
    isActing = true;
    const began = now();
    try {
      act();
    } finally {
      isActing = false;
      ended = now();
    }
    // Never more than a third of the page's time.
    gap = Math.min(MAX_GAP_MS, Math.max(MIN_GAP_MS, 2 * (ended - began)));
    if (!isAskedAgain) return;
    isAskedAgain = false;
    ask();
  };
  const ask = (): void => {
    if (isActing) isAskedAgain = true;
    if (timer !== undefined || stopped || isActing) return;
    const rest = ended + gap - now();
    if (rest <= 0 || rest > MAX_GAP_MS) run();
    // Not animation frames: the live page may be in a tab that nobody looks at.
    else timer = natives.setTimeout(run, rest);
  };
  return {
    ask,
    stop: () => {
      stopped = true;
      if (timer !== undefined) natives.clearTimeout(timer);
    },
  };
}
