// Time as the SIP stack sees it, so that tests can hold it.
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Returns how to call it off. */
  readonly after: (ms: number, run: () => void) => () => void;
}

export const wallClock: Clock = {
  now: Date.now,
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
