/** A token bucket: so many a second, and one second's worth at once. */
export interface Bucket {
  /** Whether one more may pass now. */
  readonly take: () => boolean;
}

export function createBucket(perSecond: number, burst: number, now: () => number): Bucket {
  let tokens = burst;
  let last = now();
  return {
    take: () => {
      const at = now();
      tokens = Math.min(burst, tokens + ((at - last) / 1_000) * perSecond);
      last = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
