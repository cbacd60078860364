// What is drawn over this frame, as boxes and points of this moment.
import type { Shape } from '../../protocol/commands.ts';
import type { Mark } from '../../protocol/frame-port.ts';
import { boxesOf, boxOf, positionOf, type Numbers } from '../anchor.ts';
import { boxesOfNamed } from './named.ts';
import type { Quoted } from './quoted.ts';

export interface Drawn {
  readonly id: string;
  readonly shape: Shape;
  readonly colour: string;
}

/** Where it is drawn. */
export interface Drawing {
  readonly numbers: Numbers;
  readonly document: Document;
  readonly quoted: Quoted;
}

type Geometry = readonly (readonly number[])[];
const rounded = (it: readonly number[]): readonly number[] => it.map((n) => Math.round(n * 10) / 10);

function geometryOf(shape: Shape, { numbers, document, quoted }: Drawing): Geometry {
  switch (shape.kind) {
    case 'text': {
      const boxes = boxesOf(shape, numbers);
      return boxes.length > 0 ? boxes : quoted.boxesOf(shape.quote);
    }
    case 'named':
      return boxesOfNamed(document, shape);
    case 'element': {
      const node = numbers.nodeOf(shape.node);
      const box = node === undefined ? null : boxOf(node);
      return box === null ? [] : [box];
    }
    case 'rectangle': {
      const [from, to] = [positionOf(shape.from, numbers), positionOf(shape.to, numbers)];
      if (from === null || to === null) return [];
      return [
        [Math.min(from.x, to.x), Math.min(from.y, to.y), Math.abs(to.x - from.x), Math.abs(to.y - from.y)],
      ];
    }
    case 'stroke':
      return shape.points.flatMap((point) => {
        const at = positionOf(point, numbers);
        return at === null ? [] : [[at.x, at.y]];
      });
  }
}

/** What a name means is shown as what it is: words, or an element. */
const kindOf = (shape: Shape): Mark['kind'] =>
  shape.kind === 'named' ? (shape.range === null ? 'element' : 'text') : shape.kind;

/** Null while nothing of it is to be seen. */
export function markOf({ id, shape, colour }: Drawn, drawing: Drawing): Mark | null {
  const geometry = geometryOf(shape, drawing).map(rounded);
  return geometry.length === 0 ? null : { id, kind: kindOf(shape), colour, from: '', geometry };
}
