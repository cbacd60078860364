// The mirror side: makes a document what the live page tells, at once and in order, and notices when it is out of step.
import { parseOps, type DomOp } from '../../protocol/dom.ts';
import { natives } from '../natives.ts';
import { createApply, type Hands } from './apply.ts';
import type { Part } from './checking.ts';
import { createClaims, type Claims } from './claims.ts';
import { createComparing } from './comparing.ts';
import { createNodes } from './nodes.ts';
import type { Told } from './record.ts';
import { slice, soon } from './slices.ts';

export interface Reflector {
  readonly idOf: (node: Node) => number | undefined;
  readonly nodeOf: (id: number) => Node | undefined;
  readonly hear: (told: Told) => void;
  /** Whether all that was told has been looked at. */
  readonly isIdle: () => boolean;
}

/** What a mirror asks the live page for. */
export interface Wanted {
  readonly reason: string;
  /** It was found to differ from the live page. */
  readonly drift: boolean;
  /** These alone; none: everything. */
  readonly parts: readonly Part[];
}

interface Parts {
  readonly document: Document;
  readonly hands: Hands;
  /** Everything is asked for once until it comes. */
  readonly resync: (wanted: Wanted) => void;
  /** Before and after something is applied. */
  readonly applying: () => void;
  readonly applied: () => void;
  /** Called for each shadow root and each frame's document that is made. */
  readonly onRoot: (root: Node) => void;
}

const SLICE_MS = 20;
const MAX_WAIT_MS = 30_000;
/** After what a mirror compares something else. */
const CHANGES = /^[-+mat]$/;

interface Open {
  readonly ops: readonly DomOp[];
  at: number;
}

export function createReflector({ document, hands, resync, applying, applied, onRoot }: Parts): Reflector {
  const nodes = createNodes();
  /** While a snapshot is applied: what was there before it. */
  let claims: Claims | null = null;
  /** Told, and waiting for its turn. */
  const waiting: Told[] = [];
  let open: Open | null = null;
  let isScheduled = false;
  let inStep = false;
  /** A snapshot comes that others asked for. */
  let skips = false;
  let asked = false;
  let stream = '';
  let next = 0;
  /** Losses since the last time everything was found right. */
  let losses = 0;

  const lose = (reason: string): void => {
    inStep = false;
    claims = null;
    if (asked) return;
    asked = true;
    const ask = (): void => resync({ reason: reason.slice(0, 200), drift: true, parts: [] });
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
  const comparing = createComparing({
    document,
    nodes,
    isInStep: () => inStep,
    askFor: (parts, isNew) => resync({ reason: 'drift', drift: isNew, parts }),
    giveUp: lose,
  });
  const apply = createApply({
    document,
    nodes,
    hands,
    onRoot,
    claims: () => claims,
    compare: (told) => {
      losses = 0;
      comparing.compare(told);
    },
  });

  /** Whether there is anything to do with what follows. */
  const begin = ([, , name, before, after]: Extract<DomOp, readonly ['start', ...unknown[]]>): void => {
    // Somebody else asked for it: whoever has had everything so far is where the snapshot begins.
    skips = inStep && before !== '' && before === stream && after === next - 1;
    stream = name;
    next = 1;
    asked = false;
    if (skips) return;
    inStep = false;
    comparing.restart();
    nodes.clear();
    nodes.set(0, document);
    // A parser that is still at work keeps its own nodes: they are left to it, outside of the document.
    if (document.readyState === 'loading') document.replaceChildren();
    claims = createClaims();
  };
  const end = (): void => {
    if (skips) skips = false;
    else if (claims !== null && attempt(claims.finish)) inStep = true;
    claims = null;
  };
  const act = (op: DomOp): void => {
    if (op[0] === 'start') begin(op);
    else if (op[0] === 'end') return end();
    if (skips || (!inStep && claims === null)) return;
    if (CHANGES.test(op[0])) comparing.stale();
    attempt(() => apply(op));
  };

  /** What was told next, read; null where nothing is to be done with it. */
  const read = (told: Told): Open | null => {
    const isBuilding = inStep || skips || claims !== null;
    if (told.kind === 'changes' && !isBuilding) return null;
    if (told.kind === 'changes' && told.seq !== next) {
      lose(`change ${told.seq} instead of ${next}`);
      return null;
    }
    const ops = parseOps(told.ops);
    if (ops === null) lose('not a list of operations');
    else if (told.kind === 'snapshot' && ops[0]?.[0] !== 'start') lose('a snapshot without a beginning');
    else {
      if (told.kind === 'changes') next = told.seq + 1;
      return { ops, at: 0 };
    }
    return null;
  };
  const step = (): boolean => {
    if (open === null) {
      const told = waiting.shift();
      if (told === undefined) return false;
      open = read(told);
      return true;
    }
    const op = open.ops[open.at++];
    if (op === undefined) open = null;
    else act(op);
    return true;
  };
  const run = (): void => {
    isScheduled = true;
    applying();
    isScheduled = slice(SLICE_MS, step);
    applied();
    if (isScheduled)
      soon(() => {
        isScheduled = false;
        run();
      });
  };
  return {
    idOf: nodes.idOf,
    nodeOf: nodes.nodeOf,
    hear: (told) => {
      waiting.push(told);
      if (!isScheduled) run();
    },
    isIdle: () => open === null && waiting.length === 0,
  };
}
