// The whole document as operations. What stands where is noted at one moment; what each node holds is read and told in
// slices, so that a large page is never blocked for long, and mirrors build the first of it while the last is read. What
// changes meanwhile is told afterwards.
import type { DomOp } from '../../protocol/dom.ts';
import { encode } from './encode.ts';
import { frameContent } from './frame-content.ts';
import type { Ledger } from './ledger.ts';
import { dom } from './native-dom.ts';
import { slice, soon } from './slices.ts';
import { walk } from './walk.ts';

const SLICE_MS = 12;
/** Letters after which a part goes out: what is read at a time, here and there, must not take long either. */
const PART = 150_000;

/** Every node in document order, its number and its parent's. */
interface Standing {
  readonly nodes: Node[];
  readonly ids: number[];
  readonly parents: number[];
}

/** Tells one node. */
export type Describe = (
  place: { readonly node: Node; readonly id: number; readonly parent: number },
  tell: (op: DomOp) => void,
  tellLast: (op: DomOp) => void,
) => void;

interface Parts {
  readonly document: Document;
  readonly ledger: Ledger;
  /** Whether the books are right: who has had everything so far goes on from here. */
  readonly joins: boolean;
  /** Called for every node at the moment its place is noted. */
  readonly enter: (node: Node) => void;
  readonly describe: Describe;
  readonly isStopped: () => boolean;
  readonly first: DomOp;
  readonly tell: (ops: string) => void;
  readonly done: () => void;
}

/** Writes the books anew. */
function entered({ document, ledger, enter }: Parts): Standing {
  const standing: Standing = { nodes: [], ids: [], parents: [] };
  ledger.restart();
  walk(ledger, document, null, 0, ({ entry }) => {
    enter(entry.node);
    const at = standing.nodes.length;
    standing.nodes[at] = entry.node;
    standing.ids[at] = entry.id;
    standing.parents[at] = entry.parent?.id ?? 0;
  });
  return standing;
}

/** Reads the order of what is in the books off the document; null where something is not in them. */
function read({ document, ledger }: Parts): Standing | null {
  const standing: Standing = { nodes: [], ids: [], parents: [] };
  const { nodes, ids, parents } = standing;
  const [open, below]: [Node[], number[]] = [[document], [0]];
  // Index arithmetic instead of push and pop: a page may have replaced them.
  let count = 1;
  while (count > 0) {
    const node = open[--count] as Node;
    const id = ledger.entryOf(node)?.id;
    if (id === undefined) return null;
    const at = nodes.length;
    nodes[at] = node;
    ids[at] = id;
    parents[at] = below[count] ?? 0;
    const type = dom.type(node);
    if (type === 3 || type === 8) continue;
    for (let child = dom.last(node); child !== null; child = dom.previous(child)) {
      open[count] = child;
      below[count++] = id;
    }
    if (type !== 1) continue;
    for (const inner of [frameContent(node as Element), dom.shadowRoot(node as Element)]) {
      if (inner === null) continue;
      open[count] = inner;
      below[count++] = id;
    }
  }
  return standing;
}

export function takeSnapshot(parts: Parts): void {
  const { describe, isStopped, first, tell, done } = parts;
  const { nodes, ids, parents } = (parts.joins ? read(parts) : null) ?? entered(parts);
  let text = `[${encode(first)}`;
  let last = '';
  const now = (op: DomOp): void => {
    text += `${text === '' ? '[' : ','}${encode(op)}`;
  };
  const atLast = (op: DomOp): void => {
    last += `,${encode(op)}`;
  };
  let at = 0;
  const step = (): boolean => {
    const [node, id, parent] = [nodes[at], ids[at], parents[at]];
    if (node === undefined || id === undefined || parent === undefined) return false;
    at++;
    describe({ node, id, parent }, now, atLast);
    return text.length < PART;
  };
  const go = (): void => {
    if (isStopped()) return;
    const isFull = !slice(SLICE_MS, step);
    if (at === nodes.length) {
      last += `,${encode(['end'])}]`;
      tell(text === '' ? `[${last.slice(1)}` : text + last);
      return done();
    }
    if (isFull) {
      tell(`${text}]`);
      text = '';
    }
    soon(go);
  };
  go();
}
