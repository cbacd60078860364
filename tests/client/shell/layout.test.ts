import * as fc from 'fast-check';
import { fitInto, layoutFor, zoomed, ZOOMS } from '../../../client/shell/layout.ts';

const size = fc.record({
  width: fc.integer({ min: 200, max: 8192 }),
  height: fc.integer({ min: 200, max: 8192 }),
});
const pane = fc.record({
  width: fc.integer({ min: 1, max: 8192 }),
  height: fc.integer({ min: 1, max: 8192 }),
});

test('a fitted page lies wholly in its pane and is never enlarged', () => {
  fc.assert(
    fc.property(size, pane, (page, room) => {
      const { scale, left, top } = fitInto(page, room, { mode: 'fit', zoom: 1 });
      expect(scale).toBeLessThanOrEqual(1);
      expect(left + page.width * scale).toBeLessThanOrEqual(room.width + 0.001);
      expect(top + page.height * scale).toBeLessThanOrEqual(room.height + 0.001);
    }),
  );
});

test('the controller’s own page fills the pane exactly', () => {
  expect(
    fitInto({ width: 1280, height: 703 }, { width: 1280, height: 703 }, { mode: 'fit', zoom: 1 }),
  ).toEqual({
    scale: 1,
    left: 0,
    top: 0,
  });
});

test('not fitted, a page has its own size', () => {
  expect(
    fitInto({ width: 1280, height: 700 }, { width: 390, height: 600 }, { mode: 'real', zoom: 1 }),
  ).toEqual({
    scale: 1,
    left: 0,
    top: 0,
  });
});

test('a layout size is what the resize command takes', () => {
  expect(layoutFor({ width: 100.4, height: 9_999 })).toEqual({ width: 200, height: 8_192 });
});

test('zooming goes step by step, and no further than its ends', () => {
  expect(
    fitInto({ width: 400, height: 300 }, { width: 400, height: 300 }, { mode: 'fit', zoom: 2 }).scale,
  ).toBe(2);
  expect(zoomed(1, 1)).toBe(1.25);
  expect(zoomed(1, -1)).toBe(0.8);
  expect(zoomed(3, 1)).toBe(3);
  expect(zoomed(0.5, -1)).toBe(0.5);
  expect(ZOOMS).toContain(1);
});
