// The mirror's side of looking for drifts: compares fingerprints when they are told, and while nothing else is told, again
// and again. Of what differs it asks for that part; where that does not help, for everything.
import type { DomOp } from '../../protocol/dom.ts';
import { natives } from '../natives.ts';
import type { Part } from './checking.ts';
import { dom } from './native-dom.ts';
import type { Nodes } from './nodes.ts';
import { slice } from './slices.ts';
import { stretchFrom } from './stretch.ts';

type Told = Extract<DomOp, readonly ['#', ...unknown[]]>;

export interface Comparing {
  readonly compare: (told: Told) => void;
  /** Something else was told: what was compared before may be another now. */
  readonly stale: () => void;
  /** Everything is told anew. */
  readonly restart: () => void;
}

interface Parts {
  readonly document: Document;
  readonly nodes: Nodes;
  readonly isInStep: () => boolean;
  /** `isNew`: not the smaller parts of what was asked for before. */
  readonly askFor: (parts: readonly Part[], isNew: boolean) => void;
  /** Asking for parts does not help. */
  readonly giveUp: (reason: string) => void;
}

const WATCH_MS = 1_000;
const SLICE_MS = 3;
/** Watching may cost one part of so many of the time. */
const SHARE = 20;
/** How often one and the same part is asked for. */
const TRIES = 3;
/** More parts than this at a time: everything is less. */
const MAX_PARTS = 32;
/** How long an answer is waited for. */
const PATIENCE_MS = 1_500;

export function createComparing({ document, nodes, isInStep, askFor, giveUp }: Parts): Comparing {
  const side = {
    document,
    idOf: nodes.idOf,
    textOf: (node: Node): string => dom.text(node as CharacterData),
  };
  /** Where each begins -> what was told of it, while it holds. */
  const known = new Map<number, Told>();
  const tries = new Map<number, number>();
  let differing: Part[] = [];
  /** Asked for last, and not found right yet. */
  const open = new Set<string>();
  let askedAt = 0;

  const holds = ([, from, count, sum]: Told): boolean => {
    const node = nodes.nodeOf(from);
    if (node === undefined || !natives.isConnected(node)) return false;
    const mine = stretchFrom(node, count, side);
    return mine.count === count && mine.sum === sum;
  };
  const ask = (): void => {
    const parts = differing;
    differing = [];
    if (!isInStep() || parts.length === 0) return;
    const again = parts.some(([from]) => (tries.get(from) ?? 0) >= TRIES);
    if (again || parts.length > MAX_PARTS) return giveUp(`drift: ${parts.length} parts differ`);
    for (const [from] of parts) tries.set(from, (tries.get(from) ?? 0) + 1);
    const now = natives.now();
    const isNew = open.size === 0 || now - askedAt > PATIENCE_MS;
    open.clear();
    for (const part of parts) open.add(part.join());
    askedAt = now;
    askFor(parts, isNew);
  };
  const differs = (from: number, count: number): void => {
    known.delete(from);
    if (differing.length === 0) natives.queueMicrotask(ask);
    differing.push([from, count]);
  };
  const watch = (): void => {
    const left = [...known.values()].values();
    const go = (): void => {
      const began = natives.now();
      const goesOn = slice(SLICE_MS, () => {
        const { value, done } = left.next();
        if (done === true) return false;
        if (known.get(value[1]) === value && !holds(value)) differs(value[1], value[2]);
        return true;
      });
      const cost = natives.now() - began;
      if (goesOn) natives.setTimeout(go, cost * SHARE);
      else natives.setTimeout(watch, Math.max(WATCH_MS, cost * SHARE));
    };
    if (isInStep() && !document.hidden) go();
    else natives.setTimeout(watch, WATCH_MS);
  };
  natives.setTimeout(watch, WATCH_MS);
  return {
    compare: (told) => {
      const [, from, count] = told;
      if (!holds(told)) return differs(from, count);
      tries.delete(from);
      open.delete(`${from},${count}`);
      known.set(from, told);
    },
    stale: () => known.clear(),
    restart: () => {
      known.clear();
      tries.clear();
      open.clear();
    },
  };
}
