// What the mirrors have: which nodes, under which numbers, below what. Only numbers here and the tree of them; order
// among siblings is the document's.

export interface Entry {
  readonly id: number;
  readonly node: Node;
  parent: Entry | null;
  firstChild: Entry | null;
  previous: Entry | null;
  next: Entry | null;
}

export interface Ledger {
  /** Of a node that the mirrors have. */
  readonly entryOf: (node: Node) => Entry | undefined;
  readonly nodeOf: (id: number) => Node | undefined;
  /** Puts a node below another: a new one, or one that moves. Null is for the document itself. */
  readonly place: (node: Node, parent: Entry | null) => Entry;
  /** Takes an entry out with all below it. What `stays` says is elsewhere now keeps its place in the books until it is placed. */
  readonly forget: (entry: Entry, stays: (node: Node) => boolean) => void;
  /** Before a fresh snapshot: nobody has anything, but nodes keep their numbers. */
  readonly restart: () => void;
  readonly size: () => number;
}

export function createLedger(): Ledger {
  const numbers = new WeakMap<Node, number>();
  let entries = new Map<number, Entry>();
  let next = 1;

  const unlink = (entry: Entry): void => {
    if (entry.previous !== null) entry.previous.next = entry.next;
    else if (entry.parent !== null) entry.parent.firstChild = entry.next;
    if (entry.next !== null) entry.next.previous = entry.previous;
    entry.parent = entry.previous = entry.next = null;
  };
  const link = (entry: Entry, parent: Entry): void => {
    entry.parent = parent;
    entry.next = parent.firstChild;
    if (parent.firstChild !== null) parent.firstChild.previous = entry;
    parent.firstChild = entry;
  };
  const entryOf = (node: Node): Entry | undefined => {
    const id = numbers.get(node);
    return id === undefined ? undefined : entries.get(id);
  };
  const numberOf = (node: Node, isDocument: boolean): number => {
    const known = isDocument ? 0 : numbers.get(node);
    const id = known ?? next++;
    numbers.set(node, id);
    return id;
  };
  return {
    entryOf,
    nodeOf: (id) => entries.get(id)?.node,
    place: (node, parent) => {
      let entry = entryOf(node);
      if (entry === undefined) {
        entry = {
          id: numberOf(node, parent === null),
          node,
          parent: null,
          firstChild: null,
          previous: null,
          next: null,
        };
        entries.set(entry.id, entry);
      } else unlink(entry);
      if (parent !== null) link(entry, parent);
      return entry;
    },
    forget: (top, stays) => {
      unlink(top);
      const waiting = [top];
      for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
        for (let child = entry.firstChild; child !== null;) {
          const sibling: Entry | null = child.next;
          unlink(child);
          if (!stays(child.node)) waiting.push(child);
          child = sibling;
        }
        entries.delete(entry.id);
        // What comes back is told anew, under a new number: the old one is still to be taken away in the mirrors.
        numbers.delete(entry.node);
      }
    },
    restart: () => {
      // Whatever was forgotten has lost its number already.
      entries = new Map();
    },
    size: () => entries.size,
  };
}
