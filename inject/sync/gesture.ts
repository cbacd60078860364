// The shell's tools: a drag over the window becomes a highlight, anchored to what is under it.
import type { Shape } from '../../protocol/commands.ts';
import type { Point, Tool } from '../../protocol/frame-port.ts';
import { anchorAt, anchorIn, boxOf, elementFrom, textBetween } from '../anchor.ts';
import { above, isElement } from '../mirror/native-dom.ts';
import { port } from '../port.ts';
import type { Marks } from './marks.ts';
import { nameOf } from './named.ts';
import type { tellPointer } from './pointer.ts';
import type { Scene } from './scene.ts';

/** One's own, while it is being drawn. */
const PREVIEW = 'preview';
type Drawing = Exclude<Tool, 'none' | 'pointer'>;

const newId = (): string => Math.random().toString(36).slice(2, 14).padEnd(8, '0');

/** Fractions of something tiny would be huge numbers. */
const MIN_SIZE = 24;

/**
 * A line is anchored at one element, the one under its middle, so that it does not come apart when the page lays out anew.
 */
function elementUnder(scene: Scene, at: Point): Element | null {
  const anchor = anchorAt(scene.document, at, scene.numbers);
  let node: Node | null = anchor === null ? null : (scene.numbers.nodeOf(anchor.node) ?? null);
  while (isElement(node)) {
    const box = boxOf(node);
    if (box !== null && box[2] >= MIN_SIZE && box[3] >= MIN_SIZE) return node;
    node = above(node);
  }
  return null;
}

function shapeOf(scene: Scene, tool: Drawing, points: readonly Point[]): Shape | null {
  const first = points[0];
  const last = points[points.length - 1];
  if (first === undefined || last === undefined) return null;
  const { document, numbers } = scene;
  switch (tool) {
    case 'text': {
      const text = textBetween(document, first, last, numbers);
      return text === null ? null : { kind: 'text', ...text };
    }
    case 'element': {
      const element = elementFrom(document, last);
      const node = element === null ? undefined : numbers.idOf(element);
      return node === undefined ? null : { kind: 'element', node };
    }
    case 'rectangle': {
      const [from, to] = [anchorAt(document, first, numbers), anchorAt(document, last, numbers)];
      return from === null || to === null ? null : { kind: 'rectangle', from, to };
    }
    case 'stroke': {
      const middle = elementUnder(scene, points[Math.floor(points.length / 2)] ?? first);
      if (middle === null) return null;
      const anchors = points.map((point) => anchorIn(middle, point, numbers)).filter((it) => it !== null);
      return anchors.length === 0 ? null : { kind: 'stroke', points: anchors };
    }
  }
}

export function watchGestures(scene: Scene, marks: Marks, pointer: ReturnType<typeof tellPointer>): void {
  port.onMessage((message) => {
    if (message.type !== 'gesture') return;
    const { tool, phase, points, colour } = message;
    if (tool === 'pointer') return pointer.at(phase === 'leave' ? null : (points[points.length - 1] ?? null));
    marks.erase(PREVIEW);
    const shape = phase === 'leave' ? null : shapeOf(scene, tool, points);
    if (shape === null) return;
    if (phase === 'end') {
      const id = newId();
      const named = scene.saysNames() ? nameOf(shape, scene.numbers) : null;
      scene.tell('highlight', {
        frame: scene.frame,
        id,
        shape,
        ...(named === null ? {} : { named }),
        colour,
        lifetime: 0,
      });
      marks.draw({ id, shape, colour }, 0);
      // Rectangles and strokes in the making are the shell's to show.
    } else if (tool === 'text' || tool === 'element') marks.draw({ id: PREVIEW, shape, colour }, 0);
  });
}
