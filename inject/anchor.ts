// Where in the page something is, so that it holds on every screen: at a node, in fractions of its box.
import type { Anchor, Caret } from '../protocol/commands.ts';
import { method, natives, platformClass } from './natives.ts';
import { isHidden, isHiddenText } from './mirror/masking.ts';
import { dom, has, isElement } from './mirror/native-dom.ts';
import { BULLETS } from './mirror/secret.ts';

export interface Numbers {
  readonly idOf: (node: Node) => number | undefined;
  readonly nodeOf: (id: number) => Node | undefined;
}
export interface Position {
  /** CSS pixels in the frame's viewport. */
  readonly x: number;
  readonly y: number;
}
/** x, y, width, height. */
export type Box = readonly [number, number, number, number];

const doc = platformClass('Document');
const elementAt = method(doc, 'elementFromPoint');
const rootClass = platformClass('ShadowRoot');
const elementAtRoot = method(
  rootClass as { prototype: DocumentOrShadowRoot } | undefined,
  'elementFromPoint',
);
const createRange = method(doc, 'createRange');
const rangeRects = method(platformClass('Range'), 'getClientRects');
const clientRects = method(platformClass('Element'), 'getClientRects');
const rectOfRange = method(platformClass('Range'), 'getBoundingClientRect');
const setStart = method(platformClass('Range'), 'setStart');
const setEnd = method(platformClass('Range'), 'setEnd');

/** protocol/commands.ts `fraction`. */
const LIMIT = 100;
const bounded = (it: number): number => Math.min(LIMIT, Math.max(-LIMIT, Number.isFinite(it) ? it : 0));
const rounded = (it: number): number => Math.round(it * 1e5) / 1e5;

/** The deepest element at a point, through shadow roots. */
export function elementFrom(document: Document, at: Position): Element | null {
  let found = has(doc, 'elementFromPoint') ? elementAt(document, at.x, at.y) : null;
  for (;;) {
    const shadow = found === null ? null : dom.shadowRoot(found);
    const inner = shadow === null ? null : elementAtRoot(shadow, at.x, at.y);
    if (inner === null || inner === found) return found;
    found = inner;
  }
}

/** A node's box: of a text node that of its text. */
export function boxOf(node: Node): Box | null {
  const rect = isElement(node) ? shownRect(node) : dom.type(node) === 3 ? rectOfText(node) : null;
  return rect === null ? null : [rect.left, rect.top, rect.width, rect.height];
}

/** `display: contents` has no box of its own: its children's stand for it. */
function shownRect(element: Element): DOMRect | null {
  if (clientRects(element).length > 0) return dom.rect(element);
  for (let child = dom.first(element); child !== null; child = dom.next(child)) {
    const rect = isElement(child) ? shownRect(child) : dom.type(child) === 3 ? rectOfText(child) : null;
    if (rect !== null && (rect.width > 0 || rect.height > 0)) return rect;
  }
  return null;
}

function rectOfText(node: Node): DOMRect {
  const range = createRange(node.ownerDocument ?? document);
  setStart(range, node, 0);
  setEnd(range, node, dom.text(node as CharacterData).length);
  return rectOfRange(range);
}

/** A point as a place in one node. */
export function anchorIn(node: Node, at: Position, numbers: Pick<Numbers, 'idOf'>): Anchor | null {
  const id = numbers.idOf(node);
  const box = boxOf(node);
  if (id === undefined || box === null) return null;
  const [left, top, width, height] = box;
  const share = (distance: number, size: number): number => rounded(bounded(size > 0 ? distance / size : 0));
  return { node: id, x: share(at.x - left, width), y: share(at.y - top, height) };
}

/** A point as a place in the deepest element there that has a number. */
export function anchorAt(document: Document, at: Position, numbers: Pick<Numbers, 'idOf'>): Anchor | null {
  let element = elementFrom(document, at) ?? document.documentElement;
  while (numbers.idOf(element) === undefined) {
    const parent: Node | null = dom.parent(element) ?? dom.hostOf(dom.scopeOf(element));
    if (!isElement(parent)) return null;
    element = parent;
  }
  return anchorIn(element, at, numbers);
}

/** Where an anchor is now; null where its node is gone or not shown. */
export function positionOf(anchor: Anchor, numbers: Pick<Numbers, 'nodeOf'>): Position | null {
  const node = numbers.nodeOf(anchor.node);
  const box =
    node === undefined ? null : boxOf(dom.type(node) === 9 ? (node as Document).documentElement : node);
  if (box === null) return null;
  const [left, top, width, height] = box;
  return { x: left + anchor.x * width, y: top + anchor.y * height };
}

/** A place in the text. */
export interface Spot {
  readonly node: Node;
  readonly offset: number;
}

/** The place in the text at a point (CSSOM View; WebKit has only the older call). */
export function spotAt(document: Document, at: Position, roots: readonly ShadowRoot[] = []): Spot | null {
  const both = document as {
    caretPositionFromPoint?: (
      x: number,
      y: number,
      options?: object,
    ) => { offsetNode: Node; offset: number } | null;
    caretRangeFromPoint?: (x: number, y: number) => Range | null;
  };
  if (both.caretPositionFromPoint !== undefined) {
    const found = both.caretPositionFromPoint(at.x, at.y, { shadowRoots: roots });
    return found === null ? null : { node: found.offsetNode, offset: found.offset };
  }
  const range = both.caretRangeFromPoint?.(at.x, at.y) ?? null;
  return range === null ? null : { node: range.startContainer, offset: range.startOffset };
}

const caretOf = ({ node, offset }: Spot, { idOf }: Pick<Numbers, 'idOf'>): Caret | null => {
  const id = idOf(node);
  return id === undefined ? null : { node: id, offset };
};

const isWordBreak = (letter: string): boolean => /[\s\p{P}]/u.test(letter);

/** The nearest word boundary: backwards for a start, forwards for an end. */
function snapped({ node, offset }: Spot, direction: -1 | 1): Spot {
  if (dom.type(node) !== 3) return { node, offset };
  const text = dom.text(node as CharacterData);
  let at = offset;
  if (direction < 0) while (at > 0 && !isWordBreak(text.charAt(at - 1))) at--;
  else while (at < text.length && !isWordBreak(text.charAt(at))) at++;
  return { node, offset: at };
}

export interface TextAnchor {
  readonly start: Caret;
  readonly end: Caret;
  readonly quote: string;
}
const MAX_QUOTE = 10_000;

/** The words between two points. */
export function textBetween(
  document: Document,
  from: Position,
  to: Position,
  numbers: Pick<Numbers, 'idOf'>,
): TextAnchor | null {
  const roots = [from, to].flatMap((at) => shadowRootsAt(document, at));
  const [one, other] = [spotAt(document, from, roots), spotAt(document, to, roots)];
  if (one === null || other === null) return null;
  const forward = isBefore(one, other);
  const [first, last] = forward
    ? [snapped(one, -1), snapped(other, 1)]
    : [snapped(other, -1), snapped(one, 1)];
  const range = rangeOf(first, last);
  const [start, end] = [caretOf(first, numbers), caretOf(last, numbers)];
  const quote = range === null ? '' : quoteOf(range);
  return start === null || end === null || quote.trim() === ''
    ? null
    : { start, end, quote: quote.slice(0, MAX_QUOTE) };
}

/** What mirrors may not see is not quoted to them. */
function quoteOf(range: Range): string {
  const { startContainer, endContainer, commonAncestorContainer: whole } = range;
  const isIn = [startContainer, endContainer].some(isHiddenText);
  const around = isElement(whole) ? Array.from(natives.querySelectorAllIn(whole, '*')) : [];
  const isOver = isIn || around.some((it) => range.intersectsNode(it) && isHidden(it));
  return isOver ? BULLETS : range.toString();
}

function shadowRootsAt(document: Document, at: Position): ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  for (let it: Node | null = elementFrom(document, at); it !== null;) {
    const scope = dom.scopeOf(it);
    if (dom.isShadowRoot(scope)) roots.push(scope);
    it = dom.hostOf(scope);
  }
  return roots;
}

function isBefore(one: Spot, other: Spot): boolean {
  if (one.node === other.node) return one.offset <= other.offset;
  return (one.node.compareDocumentPosition(other.node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

export function rangeOf(start: Spot, end: Spot): Range | null {
  const lengthOf = (it: Node): number =>
    dom.type(it) === 3 ? dom.text(it as CharacterData).length : it.childNodes.length;
  const range = createRange(start.node.ownerDocument ?? document);
  setStart(range, start.node, Math.min(start.offset, lengthOf(start.node)));
  setEnd(range, end.node, Math.min(end.offset, lengthOf(end.node)));
  return range;
}

/** The boxes of a text's lines; empty where it is gone. */
export function boxesOf(text: Pick<TextAnchor, 'start' | 'end'>, { nodeOf }: Pick<Numbers, 'nodeOf'>): Box[] {
  const [start, end] = [nodeOf(text.start.node), nodeOf(text.end.node)];
  if (start === undefined || end === undefined || !natives.isConnected(start) || !natives.isConnected(end))
    return [];
  return boxesBetween({ node: start, offset: text.start.offset }, { node: end, offset: text.end.offset });
}

export function boxesBetween(start: Spot, end: Spot): Box[] {
  const range = rangeOf(start, end);
  return range === null ? [] : boxesOfRange(range);
}

/** The boxes of a range's lines. */
export function boxesOfRange(range: Range): Box[] {
  const boxes = Array.from(rangeRects(range), (it): Box => [it.left, it.top, it.width, it.height]);
  return lines(boxes.filter(([, , width, height]) => width > 0 && height > 0));
}

/** A range gives the boxes of whole elements and those of their text: one is enough. */
function lines(boxes: readonly Box[]): Box[] {
  const inside = ([x, y, w, h]: Box, [ox, oy, ow, oh]: Box): boolean =>
    x >= ox - 1 && y >= oy - 1 && x + w <= ox + ow + 1 && y + h <= oy + oh + 1;
  const isOuter = (box: Box): boolean =>
    boxes.some((other) => other !== box && inside(other, box) && other[2] * other[3] < box[2] * box[3] - 1);
  return boxes.filter((box) => !isOuter(box));
}
