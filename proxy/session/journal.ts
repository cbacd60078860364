// What happened in a session: append-only, each record holding the hash of the one before.
import { createHash } from 'node:crypto';

/** Why control changed hands. */
export type ControlReason =
  | 'joined'
  | 'requested'
  | 'granted'
  | 'passed'
  | 'released'
  | 'taken'
  | 'revoked'
  | 'given'
  | 'lost'
  | 'left'
  | 'removed';

export type Happening =
  | { readonly kind: 'created'; readonly url: string }
  | { readonly kind: 'joined'; readonly participant: string; readonly name: string; readonly role: string }
  | { readonly kind: 'connected' | 'lost' | 'away' | 'left'; readonly participant: string }
  /** The server stopped, or was stopped, and runs again: whoever was connected was not for a while. */
  | { readonly kind: 'restarted' }
  | { readonly kind: 'removed'; readonly participant: string; readonly by: string }
  | { readonly kind: 'renamed'; readonly participant: string; readonly name: string }
  | {
      readonly kind: 'control';
      readonly holder: string | null;
      readonly epoch: number;
      readonly why: ControlReason;
    }
  | { readonly kind: 'live'; readonly participant: string | null }
  /** A page stands again, after so many milliseconds without a browser that ran it. */
  | { readonly kind: 'stands'; readonly participant: string; readonly without: number }
  | { readonly kind: 'opened' | 'page'; readonly window: string; readonly url: string }
  | { readonly kind: 'closed'; readonly window: string }
  | { readonly kind: 'leaked'; readonly window: string; readonly url: string; readonly directive: string }
  /** Mirrors are covered, or not any more; what pages are shown meanwhile is nobody's business. */
  | { readonly kind: 'paused' | 'resumed'; readonly by: string }
  | { readonly kind: 'ended'; readonly reason: string; readonly by: string };

export type JournalRecord = Happening & {
  /** Counts from 1, without gaps. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Hash of the record before; 64 zeros in the first. */
  readonly prev: string;
  /** SHA-256, in hex, of this record's JSON without `hash`, its keys in alphabetical order. */
  readonly hash: string;
};

/** Where a chain stands: all that the next record needs to know of the ones before. */
export interface ChainHead {
  readonly n: number;
  readonly hash: string;
}

export const emptyChain: ChainHead = { n: 0, hash: '0'.repeat(64) };

export function nextRecord(head: ChainHead, at: number, what: Happening): JournalRecord {
  const open = { n: head.n + 1, at, ...what, prev: head.hash };
  return { ...open, hash: hashOf(open) };
}

/** The first record at which a chain breaks, by its place from 0, and why. */
export interface Break {
  readonly at: number;
  readonly why: 'changed' | 'out-of-place';
}

/**
 * Null: the records follow one another and none was changed. A journal whose oldest records were let go is unbroken, and so
 * is an empty one.
 */
export function breakIn(records: readonly JournalRecord[]): Break | null {
  let head: ChainHead | null = null;
  for (const [at, { hash, ...open }] of records.entries()) {
    if (hashOf(open) !== hash) return { at, why: 'changed' };
    const follows: boolean =
      head === null
        ? open.n !== 1 || open.prev === emptyChain.hash
        : open.n === head.n + 1 && open.prev === head.hash;
    if (!follows) return { at, why: 'out-of-place' };
    head = { n: open.n, hash };
  }
  return null;
}

export const verifyJournal = (records: readonly JournalRecord[]): boolean => breakIn(records) === null;

/** Those of one kind, or that name one participant. Between them some are missing: they do not verify. */
export function filtered(
  records: readonly JournalRecord[],
  { kind, participant }: { readonly kind?: string | undefined; readonly participant?: string | undefined },
): readonly JournalRecord[] {
  const names = (it: JournalRecord): boolean =>
    [
      'participant' in it ? it.participant : null,
      'holder' in it ? it.holder : null,
      'by' in it ? it.by : null,
    ].includes(participant ?? '');
  return records.filter(
    (it) => (kind === undefined || it.kind === kind) && (participant === undefined || names(it)),
  );
}

/** One stretch of control: who held it, from when to when (null: still), and why it began. */
export interface Holding {
  readonly holder: string | null;
  readonly epoch: number;
  readonly from: number;
  readonly to: number | null;
  readonly why: ControlReason;
}

/** Who held control, from when to when, oldest first. */
export function controlHistory(records: readonly JournalRecord[]): readonly Holding[] {
  const changes = records.filter((it) => it.kind === 'control');
  const end = records.find((it) => it.kind === 'ended')?.at ?? null;
  return changes.map(({ holder, epoch, at, why }, i) => ({
    holder,
    epoch,
    from: at,
    to: changes[i + 1]?.at ?? end,
    why,
  }));
}

function hashOf(record: object): string {
  const sorted = Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
