// A cheap fingerprint of a stretch of a document: so many nodes in document order, from one on. The same on both sides, or
// something was missed.
import { above, dom } from './native-dom.ts';

export interface Stretch {
  readonly count: number;
  readonly sum: number;
  /** Where the next one begins; null: this was the last. */
  readonly next: Node | null;
}

export interface Side {
  readonly document: Document;
  /** The number of a node that both sides should have. */
  readonly idOf: (node: Node) => number | undefined;
  /** A text as mirrors see it. */
  readonly textOf: (node: Node) => string;
}

const mix = (a: number, b: number): number => {
  const it = Math.imul(a ^ (b + 0x9e3779b9), 0x85ebca6b);
  return it ^ (it >>> 13);
};

/** Of long texts some letters stand for all. */
const LETTERS = 64;
function sumOf(text: string): number {
  const { length } = text;
  let sum = length;
  const stride = length <= LETTERS ? 1 : Math.floor(length / LETTERS);
  for (let i = 0; i < length; i += stride) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
  return sum;
}

function contentOf(node: Node, type: number, { textOf }: Side): number {
  if (type === 3 || type === 8) return sumOf(textOf(node));
  return type === 1 ? sumOf(dom.getAttribute(node as Element, 'class') ?? '') : type;
}

/** What is within a node comes in this order; what only one side can reach does not count. */
function innerOf(node: Node, type: number, { idOf }: Side): Node | null {
  if (type === 1) {
    const content = dom.frameDocument(node as Element);
    if (content !== null && idOf(content) !== undefined) return content;
    const root = dom.shadowRoot(node as Element);
    if (root !== null && idOf(root) !== undefined) return root;
  }
  return type === 3 || type === 8 ? null : dom.first(node);
}

/** What comes after a node and all within it, at the same height. */
function besideOf(node: Node, { idOf }: Side): Node | null {
  const type = dom.type(node);
  if (type !== 9 && type !== 11) return dom.next(node);
  const host = above(node);
  if (host === null) return null;
  const root = type === 9 ? dom.shadowRoot(host as Element) : null;
  return root !== null && idOf(root) !== undefined ? root : dom.first(host);
}

export function stretchFrom(from: Node, most: number, side: Side): Stretch {
  let sum = 0;
  let count = 0;
  let node: Node | null = from;
  while (node !== null && count < most) {
    const type = dom.type(node);
    sum = mix(mix(sum, side.idOf(node) ?? -1), contentOf(node, type, side));
    count++;
    let next = innerOf(node, type, side);
    for (let at: Node | null = node; next === null && at !== null && at !== side.document;) {
      next = besideOf(at, side);
      if (next !== null) break;
      // One step up: the shape of the tree is in it, too.
      sum = mix(sum, -2);
      at = above(at);
    }
    node = next;
  }
  // What follows belongs to it: nothing can slip in between two stretches.
  return { count, sum: mix(sum, node === null ? 0 : (side.idOf(node) ?? -1)) | 0, next: node };
}
