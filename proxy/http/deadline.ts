// Bounds how long something may take to begin.

export interface Deadline {
  /** There was progress. */
  readonly extend: () => void;
  readonly stop: () => void;
}

export function startDeadline(ms: number, passed: () => void): Deadline {
  const timer = setTimeout(passed, ms);
  return { extend: () => timer.refresh(), stop: () => clearTimeout(timer) };
}
