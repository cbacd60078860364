// How much of a journal is kept: the oldest records go first. The chain of those that are left still verifies.

/** Of one session. */
export const MAX_RECORDS = 20_000;

/** How many of so many records are to go now: in strides, since letting go one by one is dear. */
export const surplus = (count: number, max: number): number => (count > max * 1.1 ? count - max : 0);
