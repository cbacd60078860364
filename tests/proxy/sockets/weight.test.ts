import fc from 'fast-check';
import { weightOf } from '../../../proxy/sockets/weight.ts';

test('a weight is near the length of the JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const length = JSON.stringify(value).length;
      const weight = weightOf(value, Infinity);
      expect(weight).toBeLessThanOrEqual(length * 4 + 8);
      expect(weight * 8 + 8).toBeGreaterThanOrEqual(length);
    }),
  );
});

test('weighing stops at the limit, however much there is', () => {
  expect(weightOf('x'.repeat(10_000_000), 100)).toBeGreaterThan(100);
  const wide = Array.from({ length: 1_000_000 }, () => 1);
  expect(weightOf(wide, 100)).toBeLessThan(200);
  expect(weightOf(new Uint8Array(1_000), 100)).toBeGreaterThan(100);
});
