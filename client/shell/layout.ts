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

/**
 * `fit`: the whole page on this screen. `real`: at its own size, to be moved around in. `own`: laid out for this screen alone;
 * what is pointed at and scrolled to are words, not places, so that it is the same for everybody all the same.
 */
export type ViewMode = 'fit' | 'real' | 'own';
export interface View {
  readonly mode: ViewMode;
  /** Times what the mode gives. */
  readonly zoom: number;
}

export const ZOOMS: readonly number[] = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

/** The next step of zoom in one direction. */
export function zoomed(now: number, direction: 1 | -1): number {
  const at = ZOOMS.indexOf(now);
  return ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, at + direction))] ?? 1;
}

/** Never enlarged by itself: what was laid out for a small screen stays sharp on a large one. */
export function fitInto(page: Size, pane: Size, { mode, zoom }: View): Fit {
  const fitted = mode === 'fit' ? Math.min(1, pane.width / page.width, pane.height / page.height) : 1;
  const scale = fitted * zoom;
  const left = Math.max(0, Math.floor((pane.width - page.width * scale) / 2));
  const top = Math.max(0, Math.floor((pane.height - page.height * scale) / 2));
  return { scale, left, top };
}
