// What changed since the last time, merged: the document as it is now is compared with what the mirrors have, so that a
// node that came and went never goes out, and of many values only the last.
import type { AttributeName, DomOp } from '../../protocol/dom.ts';
import { shownAttribute } from './attribute.ts';
import { shownText } from './describe.ts';
import { frameContent, isRecorded } from './frame-content.ts';
import type { Entry, Ledger } from './ledger.ts';
import { above, dom } from './native-dom.ts';
import { walk, type Step } from './walk.ts';

export interface Changes {
  readonly note: (records: readonly MutationRecord[]) => void;
  /** A document or shadow root that has to be looked at, though no record names it. */
  readonly noteRoot: (root: Node) => void;
  /** A frame that has another document now. */
  readonly noteFrame: (frame: Element) => void;
  /** Something that is not in the tree; of one key only the last is told, and it is read when it is told. */
  readonly noteState: (key: string, read: () => DomOp | null) => void;
  readonly isEmpty: () => boolean;
  /** Whether the last operations taken were a part of more, because there is too much to tell at once. */
  readonly isPartial: () => boolean;
  /**
   * The operations that bring the mirrors up to now, or nearer to it where it is enough for now before all is placed; null
   * where the books do not match the document.
   */
  readonly take: (isSpent: () => boolean) => DomOp[] | null;
  /** Everything is told anew. */
  readonly clear: () => void;
}

interface Parts {
  readonly ledger: Ledger;
  readonly document: Document;
  /** Tells what is told for the first time. */
  readonly describe: (step: Step, tell: (op: DomOp) => void, tellLast: (op: DomOp) => void) => void;
}

/** Nodes that are looked at together. */
const BATCH = 500;

interface Taking {
  readonly ops: DomOp[];
  readonly isSpent: () => boolean;
}

const keyOf = (name: string, namespace: string | null): string =>
  namespace === null ? name : `${namespace} ${name}`;

export function createChanges({ ledger, document, describe }: Parts): Changes {
  const touched = new Set<Node>();
  let gone: number[] = [];
  /** What comes behind everything else that is told of new nodes. */
  let last: DomOp[] = [];
  let isPartial = false;
  /** Where a run of siblings that is placed in part goes on, and ends. */
  let rest: { readonly at: Node; readonly end: Node | null } | null = null;
  const attributes = new Map<Element, Map<string, AttributeName>>();
  const texts = new Set<Node>();
  const states = new Map<string, () => DomOp | null>();
  const recorded = (node: Node): boolean => isRecorded(node, document);

  const lose = (entry: Entry): void => {
    gone[gone.length] = entry.id;
    ledger.forget(entry, recorded);
  };
  const noteRemoved = (node: Node): void => {
    const entry = ledger.entryOf(node);
    if (recorded(node)) touched.add(node);
    else if (entry !== undefined) lose(entry);
  };
  const noteAttribute = (record: MutationRecord): void => {
    const element = record.target as Element;
    const { attributeName, attributeNamespace } = record;
    if (attributeName === null || ledger.entryOf(element) === undefined) return;
    const names = attributes.get(element) ?? new Map<string, AttributeName>();
    attributes.set(element, names);
    const name = attributeNamespace === null ? attributeName : ([attributeNamespace, attributeName] as const);
    names.set(keyOf(attributeName, attributeNamespace), name);
  };
  const noteRecord = (record: MutationRecord): void => {
    if (record.type === 'attributes') return noteAttribute(record);
    if (record.type === 'characterData') {
      texts.add(record.target);
      return;
    }
    const { addedNodes } = record;
    rest = null;
    for (let i = 0; i < addedNodes.length; i++) {
      const node = addedNodes[i];
      if (node !== undefined) touched.add(node);
    }
  };

  const put = (node: Node, parent: Entry, before: Entry | null, { ops, isSpent }: Taking): void =>
    walk(
      ledger,
      node,
      { parent, before },
      {
        isSpent,
        leave: (it) => touched.add(it),
        visit: (step) => {
          touched.delete(step.entry.node);
          describe(
            step,
            (op) => (ops[ops.length] = op),
            (op) => (last[last.length] = op),
          );
        },
      },
    );
  /** Places a child that is touched, and those that follow it and are touched too, before what follows them. */
  const placeRun = (parent: Entry, child: Node, taking: Taking): boolean => {
    const end = rest?.at === child ? rest.end : endOfRun(child, touched);
    const before = end === null ? null : ledger.entryOf(end);
    if (before === undefined || (before !== null && before.parent !== parent)) return false;
    for (let it: Node | null = child; it !== null && it !== end;) {
      const next: Node | null = dom.next(it);
      put(it, parent, before, taking);
      rest = next === null ? null : { at: next, end };
      if (taking.isSpent()) break;
      it = next;
    }
    return true;
  };

  /** Some of those touched, with what is touched above them: parents of others are never left out. */
  const batch = (): Set<Node> => {
    const some = new Set<Node>();
    const seen = new Set<Node>();
    for (const node of touched) {
      if (some.size >= BATCH) break;
      some.add(node);
      for (let it = above(node); it !== null && !seen.has(it); it = above(it)) {
        seen.add(it);
        if (touched.has(it)) some.add(it);
      }
    }
    return some;
  };
  const byParent = (some: ReadonlySet<Node>): Map<Node, Node[]> => {
    const found = new Map<Node, Node[]>();
    for (const node of some) {
      const parent = recorded(node) ? above(node) : null;
      if (parent === null) {
        touched.delete(node);
        // It had moved into what then was taken out: no record names it a second time.
        const entry = ledger.entryOf(node);
        if (entry !== undefined) lose(entry);
      } else {
        const children = found.get(parent) ?? [];
        children[children.length] = node;
        found.set(parent, children);
      }
    }
    return found;
  };
  /** From the top down: a parent is then always in its place before anything moves into it, so that no move makes a loop. */
  const placeTouched = (ops: DomOp[], isSpent: () => boolean): boolean => {
    const taking = { ops, isSpent };
    while (touched.size > 0) {
      const found = byParent(batch());
      for (const parent of topDown(found)) {
        for (const child of found.get(parent) ?? []) {
          // Whoever was told with its parent or its siblings is off the list.
          if (!touched.has(child)) continue;
          const entry = ledger.entryOf(parent);
          if (entry === undefined || !placeRun(entry, child, taking)) return false;
          if (isSpent()) return true;
        }
      }
    }
    return true;
  };

  /** What is told last may be gone when it is its turn. */
  const isStill = (op: DomOp): boolean =>
    typeof op[1] !== 'number' || op[0] === 'sheet' || ledger.nodeOf(op[1]) !== undefined;
  const tellAttributes = (ops: DomOp[]): void => {
    for (const [element, names] of attributes) {
      const entry = ledger.entryOf(element);
      if (entry === undefined) continue;
      for (const name of names.values()) {
        ops[ops.length] = tellAttribute(element, entry.id, name);
      }
    }
    attributes.clear();
  };
  const tellTexts = (ops: DomOp[]): void => {
    for (const node of texts) {
      const entry = ledger.entryOf(node);
      if (entry !== undefined) ops[ops.length] = ['t', entry.id, shownText(node)];
    }
    texts.clear();
  };
  const tellStates = (ops: DomOp[]): void => {
    for (const read of states.values()) {
      const op = read();
      if (op !== null) ops[ops.length] = op;
    }
  };
  const clear = (): void => {
    touched.clear();
    attributes.clear();
    texts.clear();
    states.clear();
    gone = [];
    last = [];
    isPartial = false;
  };

  return {
    note: (records) => {
      for (const record of records) noteRecord(record);
      for (const record of records) {
        const { removedNodes } = record;
        for (let i = 0; i < removedNodes.length; i++) {
          const node = removedNodes[i];
          if (node !== undefined) noteRemoved(node);
        }
      }
    },
    noteRoot: (root) => {
      touched.add(root);
    },
    noteFrame: (frame) => {
      const entry = ledger.entryOf(frame);
      if (entry === undefined) return;
      const content = frameContent(frame);
      for (let child = entry.firstChild; child !== null;) {
        const { node, next }: Entry = child;
        if (dom.type(node) === 9 && node !== content) lose(child);
        child = next;
      }
      if (content !== null && ledger.entryOf(content) === undefined) touched.add(content);
    },
    noteState: (key, read) => {
      states.delete(key);
      states.set(key, read);
    },
    isEmpty: () => touched.size + attributes.size + texts.size + states.size + gone.length === 0,
    isPartial: () => isPartial,
    take: (isSpent) => {
      const ops: DomOp[] = [];
      // Before the placing: what is told whole afterwards has its present values anyway.
      tellAttributes(ops);
      tellTexts(ops);
      const placed = placeTouched(ops, isSpent);
      isPartial = placed && touched.size > 0;
      // The rest may move out of what is gone, and scrollers are not long enough yet.
      if (isPartial) return ops;
      for (const id of gone) ops[ops.length] = ['-', id];
      for (const op of last) if (isStill(op)) ops[ops.length] = op;
      tellStates(ops);
      clear();
      return placed ? ops : null;
    },
    clear,
  };
}

/** What follows a child that is touched and all that follow it and are touched. */
function endOfRun(child: Node, touched: ReadonlySet<Node>): Node | null {
  let it: Node | null = child;
  while (it !== null && touched.has(it)) it = dom.next(it);
  return it;
}

/** `name` is a local name where it has a namespace: that is all a record says. */
function tellAttribute(element: Element, id: number, name: AttributeName): DomOp {
  if (typeof name === 'string') {
    const value = dom.getAttribute(element, name);
    return ['a', id, name, value === null ? null : shownAttribute(element, name, value)];
  }
  const there = dom.attributeNode(element, name[0], name[1]);
  return there === null
    ? ['a', id, name, null]
    : ['a', id, [name[0], there.name], shownAttribute(element, there.name, there.value)];
}

function topDown(byParent: ReadonlyMap<Node, readonly Node[]>): Node[] {
  const depths = new Map<Node, number>();
  for (const parent of byParent.keys()) {
    let depth = 0;
    for (let it = above(parent); it !== null; it = above(it)) depth++;
    depths.set(parent, depth);
  }
  return [...byParent.keys()].sort((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0));
}
