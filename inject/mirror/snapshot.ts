// The whole document as operations. Its structure is entered at one moment; what each node holds is read in slices,
// so that a large page is never blocked for long. What changes meanwhile is told afterwards.
import type { DomOp } from '../../protocol/dom.ts';
import { natives } from '../natives.ts';
import { encode } from './encode.ts';
import type { Ledger } from './ledger.ts';
import { walk, type Step } from './walk.ts';

const SLICE_MS = 20;
/** Nodes between two looks at the clock. */
const STRIDE = 64;

interface Parts {
  readonly document: Document;
  readonly ledger: Ledger;
  readonly describe: (step: Step, tell: (op: DomOp) => void, tellLast: (op: DomOp) => void) => void;
  /** Called for every node at the moment its place is entered. */
  readonly enter: (node: Node) => void;
  readonly isStopped: () => boolean;
  readonly first: DomOp;
  readonly done: (ops: string) => void;
}

export function takeSnapshot({ document, ledger, describe, enter, isStopped, first, done }: Parts): void {
  ledger.restart();
  // The place is kept too: with an entry that moves before it is read, its parent at this moment counts.
  const steps: (Step & { readonly parent: number })[] = [];
  walk(ledger, document, null, 0, (step) => {
    enter(step.entry.node);
    const { entry, next, moved } = step;
    steps[steps.length] = { entry, next, moved, parent: entry.parent?.id ?? 0 };
  });
  let text = `[${encode(first)}`;
  let last = '';
  let at = 0;
  const tell = (op: DomOp): void => {
    text += `,${encode(op)}`;
  };
  const tellLast = (op: DomOp): void => {
    last += `,${encode(op)}`;
  };
  const slice = (): void => {
    if (isStopped()) return;
    const until = natives.now() + SLICE_MS;
    for (; at < steps.length; at++) {
      if (at % STRIDE === 0 && natives.now() > until) {
        natives.setTimeout(slice, 0);
        return;
      }
      const step = steps[at];
      if (step !== undefined) describe(step, tell, tellLast);
    }
    done(`${text}${last}]`);
  };
  slice();
}
