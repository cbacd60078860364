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
  /** Writes all that waits. */
  readonly flush: () => Promise<void>;
}

/** How long that may wait for which nobody waits. */
const SOON_MS = 1_000;

/** `write` resolves when all of the batch is on disk, and rejects when none of it is. */
export function createQueue(
  write: (batch: Batch) => Promise<void>,
  fault: (error: unknown, what: string) => void,
): Queue {
  let batch: Batch = new Map();
  let number = 1;
  /** Session -> the last batch that somebody who asks now has to wait for. */
  const urgent = new Map<string, number>();
  const waiting = new Map<number, (() => void)[]>();
  let writing: Promise<void> | null = null;
  let tick: NodeJS.Immediate | null = null;
  let timer: NodeJS.Timeout | null = null;

  function wakeUp(urgency: Urgency): void {
    if (urgency === 'now') tick ??= setImmediate(start);
    else timer ??= setTimeout(start, SOON_MS).unref();
  }

  function start(): void {
    if (tick !== null) clearImmediate(tick);
    if (timer !== null) clearTimeout(timer);
    tick = null;
    timer = null;
    // Whatever came meanwhile goes with the next: the slower the disk, the larger the batches.
    if (writing !== null || batch.size === 0) return;
    const [now, current] = [batch, number++];
    batch = new Map();
    writing = write(now)
      .catch((error: unknown) => {
        fault(error, 'sessions are not kept');
        // They go on meanwhile, and it is tried again.
        batch = merged(now, batch);
        wakeUp('soon');
      })
      .then(() => {
        writing = null;
        for (const [session, until] of urgent) if (until <= current) urgent.delete(session);
        const due = waiting.get(current) ?? [];
        waiting.delete(current);
        if (urgent.size > 0) start();
        else if (batch.size > 0) wakeUp('soon');
        for (const then of due) then();
      });
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
      waiting.set(until, [...(waiting.get(until) ?? []), then]);
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
