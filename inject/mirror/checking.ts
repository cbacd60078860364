// The live side of looking for drifts: goes round the document, stretch after stretch, as long as it changes and once more
// when it does not, and tells fingerprints for the mirrors to compare. Asked for a part, it tells that part alone.
import type { DomOp } from '../../protocol/dom.ts';
import { natives } from '../natives.ts';
import { describe, shownText } from './describe.ts';
import type { Entry, Ledger } from './ledger.ts';
import { dom } from './native-dom.ts';
import { slice } from './slices.ts';
import { stretchFrom, type Side } from './stretch.ts';

/** A stretch of the document: the number it begins at, and how many nodes. */
export type Part = readonly [from: number, count: number];

export interface Checking {
  /** Something has changed: what was told holds no more. */
  readonly changed: () => void;
  /** What tells parts again, or in smaller ones which of them it is. */
  readonly answer: (parts: readonly Part[]) => readonly DomOp[];
  readonly stop: () => void;
}

interface Parts {
  readonly document: Document;
  readonly ledger: Ledger;
  /** Tells what has changed so far; false: nothing can be told now. */
  readonly settled: () => boolean;
  readonly tell: (ops: readonly DomOp[]) => void;
  /** Before a round begins. */
  readonly round: () => void;
  /** Whether anything in the document is hidden from mirrors. */
  readonly hides: () => boolean;
  /** What an element shows beside its markup. */
  readonly describeShown: (element: Element, id: number, tell: (op: DomOp) => void) => void;
}

const ROUND_MS = 1_000;
/** Nodes of one fingerprint. */
const STRETCH = 500;
const SLICE_MS = 3;
/** Checking may cost one part of so many of the time. */
const SHARE = 20;
/** Fewer are told again as they are; of more, it is first found out which. */
const FEW = 48;
const PIECES = 16;
/** Of a node that nobody was told of. */
const UNKNOWN = -1;

interface Retold {
  readonly nodes: DomOp[];
  readonly places: DomOp[];
  readonly shown: DomOp[];
}

export function createChecking(parts: Parts): Checking {
  const { document, ledger, settled, tell, round, hides } = parts;
  const idOf = (node: Node): number | undefined => ledger.entryOf(node)?.id;
  const side: Side = {
    document,
    idOf,
    textOf: (node) => shownText(node, hides()),
  };
  let timer: number | undefined;
  /** Where it goes on, and what is around that. */
  let trail: readonly Node[] = [];
  let hasChanged = false;
  let changedInRound = false;

  const here = (): Node => {
    for (const node of trail) if (idOf(node) !== undefined && dom.isConnected(node)) return node;
    return document;
  };
  const go = (): void => {
    timer = undefined;
    const began = natives.now();
    if (trail.length === 0) {
      round();
      changedInRound = hasChanged;
      hasChanged = false;
    }
    if (!settled()) return again(ROUND_MS);
    const ops: DomOp[] = [];
    trail = trailOf(here());
    const goesOn = slice(SLICE_MS, () => {
      const at = trail[0] ?? document;
      const { count, sum, next } = stretchFrom(at, STRETCH, side);
      ops[ops.length] = ['#', numberOf(at), count, sum];
      trail = trailOf(next);
      return next !== null;
    });
    tell(ops);
    if (goesOn) return again((natives.now() - began) * SHARE);
    if (hasChanged || changedInRound) again(ROUND_MS);
  };
  const again = (ms: number): void => {
    timer ??= natives.setTimeout(go, ms);
  };

  const numberOf = (node: Node | null): number => (node === null ? 0 : (idOf(node) ?? UNKNOWN));
  const retell = ([from, count]: Part, into: Retold): void => {
    let node: Node | null = ledger.nodeOf(from) ?? null;
    for (let n = 0; node !== null && n < count; n++) {
      const entry = ledger.entryOf(node);
      if (entry !== undefined) retellNode(node, entry, into);
      node = stretchFrom(node, 1, side).next;
    }
  };
  const retellNode = (node: Node, { id, parent }: Entry, { nodes, places, shown }: Retold): void => {
    const [above, next] = [parent?.id ?? 0, numberOf(dom.next(node))];
    const told = describe(node, { parent: above, next, id });
    if (told === null) return;
    const [, , , , ...description] = told;
    nodes[nodes.length] = ['=', id, ...description] as Extract<DomOp, readonly ['=', ...unknown[]]>;
    places[places.length] = ['@', above, id, next, numberOf(dom.first(node))];
    if (dom.type(node) === 1) parts.describeShown(node as Element, id, (op) => (shown[shown.length] = op));
  };
  const sums = ([from, count]: Part, ops: DomOp[]): void => {
    const most = count <= FEW ? FEW : Math.ceil(count / PIECES);
    let node: Node | null = ledger.nodeOf(from) ?? null;
    for (let left = count; node !== null && left > 0;) {
      const stretch = stretchFrom(node, Math.min(left, most), side);
      ops[ops.length] = ['#', numberOf(node), stretch.count, stretch.sum];
      left -= stretch.count;
      node = stretch.next;
    }
  };
  return {
    changed: () => {
      hasChanged = true;
      again(ROUND_MS);
    },
    answer: (asked) => {
      const told: Retold = { nodes: [], places: [], shown: [] };
      for (const part of asked) if (part[1] <= FEW) retell(part, told);
      const ops = told.nodes;
      // Last first, so that each finds its next one in place.
      for (let i = told.places.length - 1; i >= 0; i--) ops[ops.length] = told.places[i] as DomOp;
      for (const op of told.shown) ops[ops.length] = op;
      for (const part of asked) sums(part, ops);
      return ops;
    },
    stop: () => {
      if (timer !== undefined) natives.clearTimeout(timer);
    },
  };
}

/** A node and those around it, as it may be gone when its turn comes. */
function trailOf(node: Node | null): Node[] {
  const trail: Node[] = [];
  for (let it = node; it !== null; it = dom.parent(it)) trail[trail.length] = it;
  return trail;
}
