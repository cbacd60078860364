// The mirror side: makes a document what the live page tells, at once and in order, and notices when it is out of step.
import { parseOps, type DomOp } from '../../protocol/dom.ts';
import { natives } from '../natives.ts';
import { createApply, type Hands } from './apply.ts';
import { createClaims, type Claims } from './claims.ts';
import { createNodes } from './nodes.ts';
import type { Told } from './record.ts';

export interface Reflector {
  readonly idOf: (node: Node) => number | undefined;
  readonly nodeOf: (id: number) => Node | undefined;
  readonly hear: (told: Told) => void;
  /** Whether it has a snapshot and all that followed it. */
  readonly isInStep: () => boolean;
}

interface Parts {
  readonly document: Document;
  readonly hands: Hands;
  /** Asks for a fresh snapshot; once until it comes. */
  readonly resync: (reason: string) => void;
  /** Before and after something is applied. */
  readonly applying: () => void;
  readonly applied: () => void;
  /** Called for each shadow root and each frame's document that is made. */
  readonly onRoot: (root: Node) => void;
}

const SLICE_MS = 30;
const STRIDE = 64;
const MAX_WAIT_MS = 30_000;
const WATCH_MS = 1_000;
/** Watching may cost this share of the time at most. */
const WATCH_SHARE = 50;

export function createReflector({ document, hands, resync, applying, applied, onRoot }: Parts): Reflector {
  const nodes = createNodes();
  let claims: Claims | null = null;
  const apply = createApply({ document, nodes, hands, onRoot, claims: () => claims });
  /** Told while a snapshot is still being applied. */
  let waiting: Told[] = [];
  let busy = false;
  let inStep = false;
  let asked = false;
  let stream = '';
  let next = 0;

  /** Losses since the last time everything was found right. */
  let losses = 0;
  /** Its last fingerprint, while nothing has come after it. */
  let expected: DomOp | null = null;

  const lose = (reason: string): void => {
    inStep = false;
    if (asked) return;
    asked = true;
    const ask = (): void => resync(reason.slice(0, 200));
    // What fails again and again must not keep the live page busy with snapshots.
    if (losses++ < 2) ask();
    else natives.setTimeout(ask, Math.min(MAX_WAIT_MS, 500 * 2 ** losses));
  };
  const attempt = (act: () => void): boolean => {
    try {
      act();
      return true;
    } catch (error) {
      lose(error instanceof Error ? error.message : 'failed');
      return false;
    }
  };
  const finish = (ok: boolean): void => {
    const { finish: takeAway } = claims ?? { finish: () => undefined };
    if (ok && attempt(takeAway)) inStep = true;
    claims = null;
    busy = false;
    applied();
    const told = waiting;
    waiting = [];
    for (const it of told) hear(it);
  };
  const replace = (ops: readonly DomOp[]): void => {
    applying();
    nodes.clear();
    nodes.set(0, document);
    // A parser that is still at work keeps its own nodes: they are left to it, outside of the document.
    if (document.readyState === 'loading') document.replaceChildren();
    claims = createClaims();
    busy = true;
    let at = 0;
    const slice = (): void => {
      const until = natives.now() + SLICE_MS;
      for (; at < ops.length; at++) {
        const op = ops[at];
        if (at % STRIDE === STRIDE - 1 && natives.now() > until) {
          natives.setTimeout(slice, 0);
          return;
        }
        if (op !== undefined && !attempt(() => apply(op))) return finish(false);
      }
      finish(true);
    };
    slice();
  };
  const hearSnapshot = (ops: readonly DomOp[]): void => {
    const [first] = ops;
    if (first?.[0] !== 'start') return lose('a snapshot without a beginning');
    const [, , name, before, after] = first;
    // Somebody else asked for it: whoever has had everything so far is where the snapshot begins.
    const joins = inStep && before !== '' && before === stream && after === next - 1;
    stream = name;
    expected = null;
    next = 1;
    asked = false;
    if (!joins) replace(ops);
  };
  const hearChanges = (seq: number, ops: readonly DomOp[]): void => {
    if (!inStep) return;
    if (seq !== next) return lose(`change ${seq} instead of ${next}`);
    next = seq + 1;
    applying();
    for (const op of ops) {
      const isRight = attempt(() => apply(op));
      expected = isRight && op[0] === '#' ? op : null;
      if (!isRight) break;
      if (expected !== null) losses = 0;
    }
    applied();
  };
  /** What the live page last said of itself must stay true while it says nothing else. */
  const watch = (): void => {
    const began = natives.now();
    const still = expected;
    if (still !== null && inStep && !busy && !document.hidden) attempt(() => apply(still));
    natives.setTimeout(watch, Math.max(WATCH_MS, (natives.now() - began) * WATCH_SHARE));
  };
  natives.setTimeout(watch, WATCH_MS);
  const hear = (told: Told): void => {
    if (busy) {
      waiting.push(told);
      return;
    }
    const ops = parseOps(told.ops);
    if (ops === null) return lose('not a list of operations');
    if (told.kind === 'snapshot') hearSnapshot(ops);
    else hearChanges(told.seq, ops);
  };
  return { idOf: nodes.idOf, nodeOf: nodes.nodeOf, hear, isInStep: () => inStep && !busy };
}
