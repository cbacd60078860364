// Enters a part of the document into the ledger, parents before children, siblings in order.
import { frameContent } from './frame-content.ts';
import type { Entry, Ledger } from './ledger.ts';
import { dom } from './native-dom.ts';

export interface Step {
  readonly entry: Entry;
  /** Number of the next sibling, 0 at the end. */
  readonly next: number;
  /** Whether the mirrors have it already, elsewhere. */
  readonly moved: boolean;
}

/** Null is for the document itself. */
export interface At {
  readonly parent: Entry | null;
  readonly before: Entry | null;
}

interface Way {
  /** Called for each node right after it was entered. */
  readonly visit: (step: Step) => void;
  /** Whether it is enough for now; one is always entered. */
  readonly isSpent?: () => boolean;
  /** Called then for each node whose parent is entered but which is not itself. */
  readonly leave?: (node: Node) => void;
}

export function walk(ledger: Ledger, top: Node, { parent, before }: At, way: Way): void {
  const { visit, isSpent = () => false, leave = () => undefined } = way;
  const nodes: Node[] = [top];
  const parents: (Entry | null)[] = [parent];
  // Index arithmetic instead of push and pop: a page may have replaced them.
  let count = 1;
  const add = (node: Node | null, below: Entry): void => {
    if (node === null) return;
    nodes[count] = node;
    parents[count++] = below;
  };
  for (let isTop = true; count > 0; isTop = false) {
    if (!isTop && isSpent()) {
      while (count > 0) leave(nodes[--count] as Node);
      return;
    }
    const node = nodes[--count] as Node;
    const below = parents[count] ?? null;
    const moved = ledger.entryOf(node) !== undefined;
    const beside = isTop ? before : null;
    const entry = below === null ? ledger.placeTop(node) : ledger.place(node, below, beside);
    visit({ entry, next: beside?.id ?? 0, moved });
    // What has moved is there with all below it; changes in it are told on their own.
    if (moved) continue;
    const type = dom.type(node);
    if (type === 3 || type === 8) continue;
    for (let child = dom.last(node); child !== null; child = dom.previous(child)) add(child, entry);
    if (type !== 1) continue;
    add(frameContent(node as Element), entry);
    add(dom.shadowRoot(node as Element), entry);
  }
}
