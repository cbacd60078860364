// What a highlight or a scroll position is called by those who know only selectors, and the reverse.
import type { Place, Shape } from '../../protocol/commands.ts';
import { boxesBetween, boxOf, type Box, type Numbers, type Position } from '../anchor.ts';
import { dom, isElement } from '../mirror/native-dom.ts';
import { aroundBoth, elementOf, offsetIn, selectorOf, spotIn, type TextRange } from '../selector.ts';

export interface NamedElement {
  readonly selector: string;
  readonly range: TextRange | null;
}

const LIMIT = 1;
const share = (distance: number, size: number): number =>
  size > 0 ? Math.round(Math.min(LIMIT, Math.max(0, distance / size)) * 1e6) / 1e6 : 0;

/** A point as a place in an element that has a name. */
export function placeAt(element: Element, at: Position): Place | null {
  for (let it: Element | null = element; it !== null; it = it.parentElement) {
    const box = boxOf(it);
    const selector = selectorOf(it);
    if (box === null || selector === null) continue;
    const [left, top, width, height] = box;
    return { selector, x: share(at.x - left, width), y: share(at.y - top, height) };
  }
  return null;
}

/** Where a named place is now; null where it is not to be seen. */
export function positionOfPlace(document: Document, { selector, x, y }: Place): Position | null {
  const element = elementOf(document, selector);
  const box = element === null ? null : boxOf(element);
  return box === null ? null : { x: box[0] + x * box[2], y: box[1] + y * box[3] };
}

/** The element that a shape is drawn at; null where it has no name. */
export function nameOf(shape: Shape, { nodeOf }: Pick<Numbers, 'nodeOf'>): NamedElement | null {
  switch (shape.kind) {
    case 'named':
      return { selector: shape.selector, range: shape.range };
    case 'text': {
      const [start, end] = [nodeOf(shape.start.node), nodeOf(shape.end.node)];
      const around = start === undefined || end === undefined ? null : aroundBoth(start, end);
      if (around === null || start === undefined || end === undefined) return null;
      const from = offsetIn(around, { node: start, offset: shape.start.offset });
      const to = offsetIn(around, { node: end, offset: shape.end.offset });
      return named(around, to >= from ? { start: from, end: to } : null);
    }
    case 'element':
      return named(nodeOf(shape.node), null);
    case 'rectangle':
      return named(nodeOf(shape.from.node), null);
    case 'stroke':
      return named(nodeOf(shape.points[0]?.node ?? 0), null);
  }
}

function named(node: Node | undefined, range: TextRange | null): NamedElement | null {
  const selector = node !== undefined && isElement(node) ? selectorOf(node) : null;
  return selector === null ? null : { selector, range };
}

/** The boxes of what a name means. */
export function boxesOfNamed(document: Document, { selector, range }: NamedElement): Box[] {
  const element = elementOf(document, selector);
  if (element === null || !dom.isConnected(element)) return [];
  const box = boxOf(element);
  if (range === null) return box === null ? [] : [box];
  const [start, end] = [spotIn(element, range.start), spotIn(element, range.end)];
  return start === null || end === null ? [] : boxesBetween(start, end);
}
