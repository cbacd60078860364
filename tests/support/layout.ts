// Where things of the page lie, on the page itself and on a participant's screen.
import { eventually } from './two.ts';
import type { Participant } from './world.ts';

/** A selector, and where in its box: fractions from the top left. */
export type Spot = readonly [selector: string, x: number, y: number];
export type Box = readonly [x: number, y: number, width: number, height: number];

export const shownFrame = ({ shell }: Participant) => shell.locator('iframe[data-window-id]:visible');

/** An element's box in the page's own CSS pixels. */
export async function boxOf(who: Participant, selector: string): Promise<Box> {
  return (await who.page()).evaluate((it): Box => {
    const { x, y, width, height } = document.querySelector(it)?.getBoundingClientRect() ?? new DOMRect();
    return [x, y, width, height];
  }, selector);
}

/** How much smaller than laid out a participant sees the page. */
export async function scaleOf(who: Participant): Promise<number> {
  const box = await shownFrame(who).boundingBox();
  return (box?.width ?? 0) / (await (await who.page()).evaluate(() => innerWidth));
}

/** A place in the page as a point on the participant's screen. */
export async function onScreen(who: Participant, [selector, x, y]: Spot): Promise<{ x: number; y: number }> {
  const [left, top, width, height] = await boxOf(who, selector);
  const frame = await shownFrame(who).boundingBox();
  const scale = await scaleOf(who);
  return {
    x: (frame?.x ?? 0) + (left + width * x) * scale,
    y: (frame?.y ?? 0) + (top + height * y) * scale,
  };
}

/** Who has control sees the page as large as it is; by now it is laid out the same for all. */
export const laidOutFor = (who: Participant, others: readonly Participant[]): Promise<unknown> =>
  eventually(
    async () => {
      const widths = [who, ...others].map(async (it) => (await it.page()).evaluate(() => innerWidth));
      return { scale: await scaleOf(who), widths: await Promise.all(widths) };
    },
    ({ scale, widths }) => scale === 1 && new Set(widths).size === 1,
    `the page is laid out for ${who.name}`,
  );
