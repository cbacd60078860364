import { createBucket } from '../../../proxy/sockets/bucket.ts';

test('a bucket lets a burst pass, then its rate, and never saves up more than the burst', () => {
  let now = 0;
  const bucket = createBucket(2, 3, () => now);
  const taken = (tries: number): number => Array.from({ length: tries }, bucket.take).filter(Boolean).length;
  expect(taken(5)).toBe(3);
  now += 500;
  expect(taken(5)).toBe(1);
  now += 1_000;
  expect(taken(5)).toBe(2);
  now += 60_000;
  expect(taken(9)).toBe(3);
});
