/** A token bucket: so many a second, and one second's worth at once. */
export interface Bucket {
  /** Whether one more, or so many at once, may pass now. */
  readonly take: (count?: number) => boolean;
}

export function createBucket(perSecond: number, burst: number, now: () => number): Bucket {
  let tokens = burst;
  let last = now();
  return {
    take: (count = 1) => {
      const at = now();
      tokens = Math.min(burst, tokens + ((at - last) / 1_000) * perSecond);
      last = at;
      if (tokens < count) return false;
      tokens -= count;
      return true;
    },
  };
}
