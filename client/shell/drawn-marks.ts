// What is drawn over each window, as its frames said last. Apart from the shell's state: it changes with every frame shown.
import type { Mark } from '../../protocol/frame-port.ts';

interface FrameMarks {
  readonly marks: readonly Mark[];
  /** Where the frames in it lie, by path. */
  readonly frames: Readonly<Record<string, readonly [number, number]>>;
}

/** Window -> frame path -> what that frame said. */
export type Marks = Readonly<Record<string, Readonly<Record<string, FrameMarks>>>>;

export type MarksEvent =
  | { readonly type: 'marks'; readonly window: string; readonly frame: string; readonly said: FrameMarks }
  | { readonly type: 'gone'; readonly window: string; readonly frame: string };

export function reduceMarks(marks: Marks, event: MarksEvent): Marks {
  const { window, frame } = event;
  const frames = marks[window] ?? {};
  if (event.type === 'marks') return { ...marks, [window]: { ...frames, [frame]: event.said } };
  const isGone = (path: string): boolean => frame === '' || path === frame || path.startsWith(`${frame}.`);
  if (!Object.keys(frames).some(isGone)) return marks;
  return { ...marks, [window]: Object.fromEntries(Object.entries(frames).filter(([path]) => !isGone(path))) };
}

/** Where a frame's viewport lies in the window's own; null where a frame on the way has not said it. */
export function offsetOf(
  frames: Readonly<Record<string, FrameMarks>>,
  path: string,
): readonly [number, number] | null {
  if (path === '') return [0, 0];
  const cut = path.lastIndexOf('.');
  const outer = cut < 0 ? '' : path.slice(0, cut);
  const base = offsetOf(frames, outer);
  const at = frames[outer]?.frames[path];
  return base === null || at === undefined ? null : [base[0] + at[0], base[1] + at[1]];
}

/** Everything over one window, in CSS pixels of its own viewport. */
export function placedMarks(marks: Marks, window: string): readonly Mark[] {
  const frames = marks[window] ?? {};
  return Object.entries(frames).flatMap(([path, said]) => {
    const offset = offsetOf(frames, path);
    if (offset === null) return [];
    const [dx, dy] = offset;
    if (dx === 0 && dy === 0) return said.marks;
    const move = (it: readonly number[]): readonly number[] =>
      it.map((n, i) => (i === 0 ? n + dx : i === 1 ? n + dy : n));
    return said.marks.map((mark) => ({ ...mark, geometry: mark.geometry.map(move) }));
  });
}
