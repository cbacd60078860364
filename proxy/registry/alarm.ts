/** One timer that can be set anew; it does not keep the process alive. */
export interface Alarm {
  /** Milliseconds since 1970; null: not at all. */
  readonly set: (at: number | null) => void;
}

/** The longest that setTimeout can wait; what is due later is looked at again then. */
const MAX_MS = 2 ** 31 - 1;

export function createAlarm(now: () => number, ring: () => void): Alarm {
  let timer: NodeJS.Timeout | null = null;
  let due: number | null = null;
  return {
    set: (at) => {
      if (at === due) return;
      if (timer !== null) clearTimeout(timer);
      due = at;
      timer = at === null ? null : setTimeout(rung, Math.min(MAX_MS, Math.max(0, at - now()))).unref();
    },
  };

  function rung(): void {
    due = null;
    timer = null;
    ring();
  }
}
