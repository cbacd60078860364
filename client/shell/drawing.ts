// How a drag over the page becomes a gesture: the points that the frame makes a highlight of.
import type { Point } from '../../protocol/frame-port.ts';
import type { Drawing } from './shell-state.ts';

/** The `highlight` command takes this many points of a stroke. */
const MAX_POINTS = 2_000;
/** Points closer than this (CSS pixels) say nothing more. */
const MIN_STEP = 2;

const isNear = (a: Point | undefined, b: Point): boolean =>
  a !== undefined && Math.hypot(a.x - b.x, a.y - b.y) < MIN_STEP;

/** The points after the pointer has come to `at`. Text and rectangle are a start and an end; an element is where one is. */
export function extend(drawing: Drawing, points: readonly Point[], at: Point): readonly Point[] {
  switch (drawing) {
    case 'element':
      return [at];
    case 'text':
    case 'rectangle':
      return [points[0] ?? at, at];
    case 'stroke':
      return isNear(points.at(-1), at) || points.length >= MAX_POINTS ? points : [...points, at];
  }
}

/** Whether there is something to keep: a slip of the finger is no rectangle and no text. */
export function isWorthIt(drawing: Drawing, points: readonly Point[]): boolean {
  const [first] = points;
  if (first === undefined) return false;
  return drawing === 'element' || drawing === 'stroke' || points.some((it) => !isNear(first, it));
}

/** Where the keyboard's cross moves by an arrow key; null: it is another key. */
export function stepBy(key: string, isLarge: boolean): Point | null {
  const step = isLarge ? 64 : 8;
  const steps: Readonly<Record<string, Point>> = {
    ArrowLeft: { x: -step, y: 0 },
    ArrowRight: { x: step, y: 0 },
    ArrowUp: { x: 0, y: -step },
    ArrowDown: { x: 0, y: step },
  };
  return steps[key] ?? null;
}
