// The shell's tools as people use them: chosen in its bar, drawn with the mouse over the page.
import { onScreen, type Box, type Spot } from './layout.ts';
import type { Participant } from './world.ts';

export type DrawingTool = 'Text' | 'Element' | 'Rectangle' | 'Pen';
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
