// What the mirrors have: which nodes, under which numbers, below what and in which order. Only numbers here and the tree of
// them: what a node holds is the document's.

export interface Entry {
  readonly id: number;
  readonly node: Node;
  parent: Entry | null;
  firstChild: Entry | null;
  lastChild: Entry | null;
  previous: Entry | null;
  next: Entry | null;
}

export interface Ledger {
  /** Of a node that the mirrors have. */
  readonly entryOf: (node: Node) => Entry | undefined;
  readonly nodeOf: (id: number) => Node | undefined;
  /** Puts a node below another, before one that is there (null: at the end): a new one, or one that moves. */
  readonly place: (node: Node, parent: Entry, before: Entry | null) => Entry;
  /** Puts the document itself, above all. */
  readonly placeTop: (document: Node) => Entry;
  /** Everything, parents before children, siblings in order. */
  readonly standing: () => Standing;
  /** Takes an entry out with all below it. What `stays` says is elsewhere now keeps its place in the books until it is placed. */
  readonly forget: (entry: Entry, stays: (node: Node) => boolean) => void;
  /** Before a fresh snapshot: nobody has anything, but nodes keep their numbers. */
  readonly restart: () => void;
}

/** What was there at one moment: nodes, their numbers, and their parents'. */
export interface Standing {
  readonly nodes: readonly Node[];
  readonly ids: readonly number[];
  readonly parents: readonly number[];
}

function unlink(entry: Entry): void {
  const { parent, previous, next } = entry;
  if (previous !== null) previous.next = next;
  else if (parent !== null) parent.firstChild = next;
  if (next !== null) next.previous = previous;
  else if (parent !== null) parent.lastChild = previous;
  entry.parent = entry.previous = entry.next = null;
}

function link(entry: Entry, parent: Entry, before: Entry | null): void {
  const after = before === null ? parent.lastChild : before.previous;
  entry.parent = parent;
  entry.previous = after;
  entry.next = before;
  if (after !== null) after.next = entry;
  else parent.firstChild = entry;
  if (before !== null) before.previous = entry;
  else parent.lastChild = entry;
}

export function createLedger(): Ledger {
  const numbers = new WeakMap<Node, number>();
  let entries = new Map<number, Entry>();
  let next = 1;

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
  const enter = (node: Node, isDocument: boolean): Entry => {
    const id = numberOf(node, isDocument);
    const links = { parent: null, firstChild: null, lastChild: null, previous: null, next: null };
    const entry = { id, node, ...links };
    entries.set(id, entry);
    return entry;
  };
  return {
    entryOf,
    nodeOf: (id) => entries.get(id)?.node,
    place: (node, parent, before) => {
      const known = entryOf(node);
      if (known !== undefined) unlink(known);
      const entry = known ?? enter(node, false);
      link(entry, parent, before);
      return entry;
    },
    placeTop: (document) => entryOf(document) ?? enter(document, true),
    standing: () => {
      const [nodes, ids, parents]: [Node[], number[], number[]] = [[], [], []];
      for (let entry = entries.get(0) ?? null; entry !== null; entry = following(entry)) {
        const at = nodes.length;
        nodes[at] = entry.node;
        ids[at] = entry.id;
        parents[at] = entry.parent?.id ?? 0;
      }
      return { nodes, ids, parents };
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
  };
}

function following(entry: Entry): Entry | null {
  if (entry.firstChild !== null) return entry.firstChild;
  for (let it: Entry | null = entry; it !== null; it = it.parent) if (it.next !== null) return it.next;
  return null;
}
