// How large a page is laid out and how it is made to fit: the same layout for everybody, scaled to each screen.
import type { Size } from '../ui/element-size.ts';

/** The limits of the `resize` command (protocol/commands.ts). */
const MIN = 200;
const MAX = 8_192;
const within = (n: number): number => Math.min(MAX, Math.max(MIN, Math.round(n)));

/** The layout size that who has control asks for. */
export const layoutFor = (pane: Size): Size => ({ width: within(pane.width), height: within(pane.height) });

export interface Fit {
  readonly scale: number;
  /** Where the scaled page begins in the pane. */
  readonly left: number;
  readonly top: number;
}

/** Never enlarged: what was laid out for a small screen stays sharp on a large one. */
export function fitInto(page: Size, pane: Size, isFitted: boolean): Fit {
  const scale = isFitted ? Math.min(1, pane.width / page.width, pane.height / page.height) : 1;
  const left = Math.max(0, Math.floor((pane.width - page.width * scale) / 2));
  const top = Math.max(0, Math.floor((pane.height - page.height * scale) / 2));
  return { scale, left, top };
}
