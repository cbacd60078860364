// What waits to be written: gathered for a tick, written as one, while the next is gathered.
import type { JournalRecord } from '../session/journal.ts';
import type { Parts, Urgency } from './session-store.ts';

/** What has become of one session since the last write. */
export interface Changes {
  readonly parts: Map<keyof Parts, () => unknown>;
  readonly records: JournalRecord[];
  isRemoved: boolean;
}

export type Batch = Map<string, Changes>;

export interface Queue {
  /** The changes of a session, to be added to at once. */
  readonly change: (session: string, urgency: Urgency) => Changes;
  readonly whenKept: (session: string, then: () => void) => void;
  /** Forgets what waits of a session, and who waits for it. */
  readonly drop: (session: string) => void;
  /** Writes all that waits. */
  readonly flush: () => Promise<void>;
}

export interface QueueOptions {
  /** Resolves when all of the batch is kept; rejects when it is not, or nobody knows. */
  readonly write: (batch: Batch) => Promise<void>;
  readonly fault: (error: unknown, what: string) => void;
  /** Those who wait for what could not be written: told all the same, or kept waiting until it is. */
  readonly onFailure: 'tell' | 'wait';
  /** After how many milliseconds it is tried again. */
  readonly again: number;
}

interface Waiting {
  readonly session: string;
  readonly then: () => void;
}

/** How long that may wait for which nobody waits. */
const SOON_MS = 1_000;

export function createQueue({ write, fault, onFailure, again }: QueueOptions): Queue {
  let batch: Batch = new Map();
  let number = 1;
  /** Session -> the last batch that somebody who asks now has to wait for. */
  const urgent = new Map<string, number>();
  const waiting = new Map<number, readonly Waiting[]>();
  let writing: Promise<void> | null = null;
  let isFailing = false;
  let tick: NodeJS.Immediate | null = null;
  let timer: NodeJS.Timeout | null = null;

  function wakeUp(urgency: Urgency): void {
    // One thing at a time: what fails is not tried with every word that is said meanwhile.
    if (urgency === 'now' && !isFailing) tick ??= setImmediate(start);
    else timer ??= setTimeout(start, isFailing ? again : SOON_MS).unref();
  }

  function start(): void {
    if (tick !== null) clearImmediate(tick);
    if (timer !== null) clearTimeout(timer);
    tick = null;
    timer = null;
    // Whatever came meanwhile goes with the next: the slower the store, the larger the batches.
    if (writing !== null || batch.size === 0) return;
    const [now, current] = [batch, number++];
    batch = new Map();
    writing = write(now)
      .then(
        () => void (isFailing = false),
        (error: unknown) => failed(error, now, current),
      )
      .then(() => done(current));
  }

  function failed(error: unknown, now: Batch, current: number): void {
    if (!isFailing) fault(error, 'sessions are not kept');
    isFailing = true;
    batch = merged(now, batch);
    if (onFailure === 'tell') return;
    waiting.set(number, [...(waiting.get(current) ?? []), ...(waiting.get(number) ?? [])]);
    waiting.delete(current);
    for (const [session, until] of urgent) if (until <= current) urgent.set(session, number);
  }

  function done(current: number): void {
    writing = null;
    for (const [session, until] of urgent) if (until <= current) urgent.delete(session);
    const due = waiting.get(current) ?? [];
    waiting.delete(current);
    if (isFailing) wakeUp('soon');
    else if (urgent.size > 0) start();
    else if (batch.size > 0) wakeUp('soon');
    for (const { then } of due) then();
  }

  return {
    change: (session, urgency) => {
      const changes = batch.get(session) ?? { parts: new Map(), records: [], isRemoved: false };
      batch.set(session, changes);
      if (urgency === 'now') urgent.set(session, number);
      wakeUp(urgency);
      return changes;
    },
    whenKept: (session, then) => {
      const until = urgent.get(session);
      if (until === undefined) return then();
      waiting.set(until, [...(waiting.get(until) ?? []), { session, then }]);
    },
    drop: (session) => {
      batch.delete(session);
      urgent.delete(session);
      for (const [of, list] of waiting)
        waiting.set(
          of,
          list.filter((it) => it.session !== session),
        );
    },
    flush: async () => {
      start();
      if (writing === null) return;
      await writing;
      start();
      await writing;
    },
  };
}

/** What could not be written, under what has come since. */
function merged(failed: Batch, since: Batch): Batch {
  const all: Batch = new Map(failed);
  for (const [session, later] of since) {
    const before = failed.get(session);
    if (before === undefined || later.isRemoved) all.set(session, later);
    else
      all.set(session, {
        parts: new Map([...before.parts, ...later.parts]),
        records: [...before.records, ...later.records],
        isRemoved: before.isRemoved,
      });
  }
  return all;
}
