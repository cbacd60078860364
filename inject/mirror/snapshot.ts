// The whole document as operations. What stands where is what the books say at one moment; what each node holds is read and
// told in slices, so that a large page is never blocked for long, and mirrors build the first of it while the last is read.
// What changes meanwhile is told afterwards.
import type { DomOp } from '../../protocol/dom.ts';
import { encode } from './encode.ts';
import type { Standing } from './ledger.ts';
import { slice, soon } from './slices.ts';

const SLICE_MS = 12;
/** Letters after which a part goes out: what is read at a time, here and there, must not take long either. */
const PART = 150_000;

/** Tells one node. */
export type Describe = (
  place: { readonly node: Node; readonly id: number; readonly parent: number },
  tell: (op: DomOp) => void,
  tellLast: (op: DomOp) => void,
) => void;

interface Parts {
  readonly standing: Standing;
  readonly describe: Describe;
  readonly isStopped: () => boolean;
  readonly first: DomOp;
  readonly tell: (ops: string) => void;
  readonly done: () => void;
}

export function takeSnapshot({ standing, describe, isStopped, first, tell, done }: Parts): void {
  const { nodes, ids, parents } = standing;
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
