// `highlight`, `unhighlight`, everybody's `pointer`, and the focus where the browser does not show it: kept here as
// anchors, given to the shell as boxes and points while there are any. Nothing of ours stands in the page.
import type { Anchor } from '../../protocol/commands.ts';
import type { Mark } from '../../protocol/frame-port.ts';
import { boxOf, positionOf } from '../anchor.ts';
import { dom } from '../mirror/native-dom.ts';
import { natives } from '../natives.ts';
import { port } from '../port.ts';
import { markOf, type Drawn } from './drawn.ts';
import { createQuoted } from './quoted.ts';
import type { Applies, Scene } from './scene.ts';

export interface Marks {
  readonly applies: Applies;
  /** Draws one of one's own; `lifetime` in milliseconds, 0 for good. */
  readonly draw: (it: Drawn, lifetime: number) => void;
  readonly erase: (id: string) => void;
  /** Looks again: frames within came or moved. */
  readonly wake: () => void;
}

/** The shell knows everybody's colour by `from`. */
const NO_COLOUR = '#000000';
/** What browsers themselves draw a ring around; not a whole page that a script has moved the focus to. */
const SHOWS_FOCUS =
  'a, button, input, select, textarea, summary, [contenteditable], [tabindex]:not([tabindex^="-"])';
/** How often frames within are looked after while nothing is drawn here. */
const IDLE_MS = 200;

export function createMarks(
  scene: Scene,
  framesWithin: () => Readonly<Record<string, readonly [number, number]>>,
  focused: () => Element | null,
): Marks {
  const { numbers, document } = scene;
  const drawing = { numbers, document, quoted: createQuoted(document) };
  const drawn = new Map<string, Drawn>();
  const timers = new Map<string, number>();
  const pointers = new Map<string, Anchor>();
  let told = '{"marks":[],"frames":{}}';
  let awake = false;

  const pointerMark = ([from, anchor]: readonly [string, Anchor]): Mark | null => {
    const at = positionOf(anchor, numbers);
    if (at === null) return null;
    return {
      id: `pointer-${from}`,
      kind: 'pointer',
      colour: NO_COLOUR,
      from,
      geometry: [[Math.round(at.x), Math.round(at.y)]],
    };
  };
  const focusMark = (): Mark | null => {
    const it = focused();
    const box = it === null || !dom.matches(it, SHOWS_FOCUS) ? null : boxOf(it);
    return box === null
      ? null
      : { id: 'focus', kind: 'focus', colour: NO_COLOUR, from: '', geometry: [box.map(Math.round)] };
  };
  const look = (): void => {
    const marks = [
      focusMark(),
      ...Array.from(drawn.values(), (it) => markOf(it, drawing)),
      ...Array.from(pointers, pointerMark),
    ];
    const said = { marks: marks.filter((it) => it !== null), frames: framesWithin() };
    const text = JSON.stringify(said);
    if (text !== told) port.send({ type: 'marks', ...said });
    told = text;
  };
  const tick = (): void => {
    look();
    if (drawn.size + pointers.size > 0 || focused() !== null) natives.requestAnimationFrame(tick);
    else if (Object.keys(framesWithin()).length > 0) {
      awake = false;
      natives.setTimeout(wake, IDLE_MS);
    } else awake = false;
  };
  const wake = (): void => {
    if (awake) return;
    awake = true;
    natives.requestAnimationFrame(tick);
  };

  const erase = (id: string): void => {
    const timer = timers.get(id);
    if (timer !== undefined) natives.clearTimeout(timer);
    timers.delete(id);
    drawn.delete(id);
    wake();
  };
  const draw = (it: Drawn, lifetime: number): void => {
    erase(it.id);
    drawn.set(it.id, it);
    if (lifetime > 0)
      timers.set(
        it.id,
        natives.setTimeout(() => erase(it.id), lifetime),
      );
  };
  const eraseAll = (): void => {
    for (const id of [...drawn.keys()]) erase(id);
  };
  return {
    draw,
    erase,
    wake,
    applies: {
      highlight: ({ id, shape, colour, lifetime }) => draw({ id, shape, colour }, lifetime),
      unhighlight: ({ id }) => (id === null ? eraseAll() : erase(id)),
      pointer: ({ at }, { from }) => {
        if (at === null) pointers.delete(from);
        else pointers.set(from, at);
        wake();
      },
    },
  };
}
