// The shell's tools as people use them: chosen in its bar, drawn with the mouse over the page.
import type { Participant } from './world.ts';

export type DrawingTool = 'Text' | 'Element' | 'Rectangle' | 'Pen';
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

/** Draws over the page; the tool stays chosen. */
export async function draw(who: Participant, tool: DrawingTool, spots: readonly Spot[]): Promise<void> {
  await chooseTool(who, tool);
  const { mouse } = who.shell;
  const [first, ...rest] = await Promise.all(spots.map((spot) => onScreen(who, spot)));
  if (first === undefined) return;
  await mouse.move(first.x, first.y);
  await mouse.down();
  for (const to of rest) await mouse.move(to.x, to.y, { steps: 6 });
  await mouse.up();
}

export async function chooseTool(who: Participant, item: string): Promise<void> {
  const menu = who.shell.getByRole('menu', { name: 'What to mark' });
  if (!(await menu.isVisible())) await who.shell.getByRole('button', { name: 'Highlight' }).click();
  await menu.getByRole(item === 'Clear all' ? 'menuitem' : 'menuitemradio', { name: item }).click();
}

/** The boxes drawn over a participant's page, in the page's own CSS pixels; of a line the box around it. */
export function marksOf({ shell }: Participant, kind: string): Promise<Box[]> {
  return shell.locator(`svg.marks .mark-${kind}`).evaluateAll((marks) =>
    marks.map((mark): Box => {
      const { x, y, width, height } = (mark as SVGGraphicsElement).getBBox();
      return [x, y, width, height];
    }),
  );
}
