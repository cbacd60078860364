import * as fc from 'fast-check';
import { extend, isWorthIt, stepBy } from '../../../client/shell/drawing.ts';

const at = (x: number, y = 0) => ({ x, y });

test('text and rectangle are a start and an end, an element is where one is', () => {
  expect(extend('text', [at(1), at(2)], at(9))).toEqual([at(1), at(9)]);
  expect(extend('rectangle', [], at(9))).toEqual([at(9), at(9)]);
  expect(extend('element', [at(1)], at(9))).toEqual([at(9)]);
});

test('a stroke takes no more points than a command does, and none that say nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ x: fc.integer({ min: 0, max: 40 }), y: fc.integer({ min: 0, max: 40 }) }), {
        maxLength: 300,
      }),
      (points) => {
        const drawn = points.reduce<ReturnType<typeof extend>>(
          (it, point) => extend('stroke', it, point),
          [],
        );
        expect(drawn.length).toBeLessThanOrEqual(2_000);
        drawn.forEach((it, i) => {
          const before = drawn[i - 1];
          if (before !== undefined)
            expect(Math.hypot(it.x - before.x, it.y - before.y)).toBeGreaterThanOrEqual(2);
        });
      },
    ),
  );
});

test('a slip of the finger is no rectangle', () => {
  expect(isWorthIt('rectangle', [at(1), at(1.5)])).toBe(false);
  expect(isWorthIt('rectangle', [at(1), at(50)])).toBe(true);
  expect(isWorthIt('element', [at(1)])).toBe(true);
  expect(isWorthIt('stroke', [])).toBe(false);
});

test('arrow keys move by a little, or by much', () => {
  expect(stepBy('ArrowLeft', false)).toEqual({ x: -8, y: 0 });
  expect(stepBy('ArrowDown', true)).toEqual({ x: 0, y: 64 });
  expect(stepBy('a', false)).toBeNull();
});
