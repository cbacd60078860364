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

/** `visit` is called for each node right after it was entered. */
export function walk(
  ledger: Ledger,
  top: Node,
  parent: Entry | null,
  next: number,
  visit: (step: Step) => void,
): void {
  const waiting: { readonly node: Node; readonly parent: Entry | null; readonly next: number }[] = [
    { node: top, parent, next },
  ];
  // Index arithmetic instead of push and pop: a page may have replaced them.
  for (let count = 1; count > 0;) {
    const one = waiting[--count];
    if (one === undefined) return;
    const moved = ledger.entryOf(one.node) !== undefined;
    const entry = ledger.place(one.node, one.parent);
    visit({ entry, next: one.next, moved });
    // What has moved is there with all below it; changes in it are told on their own.
    if (moved) continue;
    const add = (node: Node | null): void => {
      if (node !== null) waiting[count++] = { node, parent: entry, next: 0 };
    };
    for (let child = dom.last(one.node); child !== null; child = dom.previous(child)) add(child);
    if (dom.type(one.node) !== 1) continue;
    add(frameContent(one.node as Element));
    add(dom.shadowRoot(one.node as Element));
  }
}
