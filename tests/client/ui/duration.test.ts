import { duration } from '../../../client/ui/duration.ts';

test.each([
  [0, 'just now'],
  [12_345, '12 s'],
  [61_000, '1 min'],
  [3_600_000, '1 h'],
  [3_900_000, '1 h 5 min'],
  [90_000_000, '1 d 1 h'],
])('%d ms is %s', (ms, wanted) => {
  expect(duration(ms)).toBe(wanted);
});
