// Sessions in Redis, shared by many nodes: each is one node's at a time, and nothing another writes of it counts.
import { CLAIM, FIELDS, RECORDS, WRITE } from '../cluster/scripts.ts';
import type { Redis } from '../cluster/redis.ts';
import type { JournalRecord } from '../session/journal.ts';
import { createGate } from './gate.ts';
import { createQueue, type Batch, type Changes } from './queue.ts';
import { MAX_RECORDS, oldestToKeep } from './retention.ts';
import type { Seal } from './seal.ts';
import type { Kept, SessionStore } from './session-store.ts';

export interface RedisStoreOptions {
  readonly redis: Redis;
  /** Of this run of this process alone. */
  readonly node: string;
  readonly seal: Seal;
  /** Whether no other node can have taken what is this one's. */
  readonly isSure: () => boolean;
  /** Another node has the session, and so it is not ours any more. */
  readonly lost: (session: string) => void;
  readonly maxRecords?: number;
  readonly fault: (error: unknown, what: string) => void;
}

/** `there`: what its node says. */
export type Claimed = { readonly run: string } & (
  | { readonly is: 'none' }
  | { readonly is: 'there'; readonly said: string }
  | { readonly is: 'mine'; readonly kept: Kept }
);

export interface RedisStore extends SessionStore {
  /** Takes a session that no node has that is there. */
  readonly claim: (session: string) => Promise<Claimed>;
  /** Sessions and claims, in turn. */
  readonly claims: () => readonly string[];
  /** Nothing more is kept of a session, nor is anybody told. */
  readonly drop: (session: string) => void;
  /** Tells what waits, now that this is sure again. */
  readonly open: () => void;
}

interface Hold {
  readonly claim: string;
  /** Of the last write. */
  number: number;
  /** Whether Redis has yet to hear of it. */
  isNew: boolean;
}

const AGAIN_MS = 100;
const partPlace = (session: string, part: string): string => `part/${session}/${part}`;
const recordPlace = (session: string, n: number | string): string => `record/${session}/${String(n)}`;

export function redisStore(options: RedisStoreOptions): RedisStore {
  const { redis, node, seal, isSure, lost, maxRecords = MAX_RECORDS, fault } = options;
  const holds = new Map<string, Hold>();
  let claimed = 0;
  let isClosed = false;
  const gate = createGate(isSure);
  const freshClaim = (): string => `${node}/${String(++claimed)}`;
  const queue = createQueue({ write: writeAll, fault, onFailure: 'wait', again: AGAIN_MS });

  function holdOf(session: string): Hold {
    const known = holds.get(session);
    if (known !== undefined) return known;
    const made = { claim: freshClaim(), number: 0, isNew: true };
    holds.set(session, made);
    return made;
  }
  function drop(session: string): void {
    holds.delete(session);
    queue.drop(session);
    gate.forget(session);
  }
  async function writeAll(batch: Batch): Promise<void> {
    // In one go: those that fail are tried again with those that did not, which does nothing the second time.
    const all = await Promise.allSettled(
      Array.from(batch, async ([session, changes]) => {
        if (!(await write(session, changes))) batch.delete(session);
      }),
    );
    const failed = all.find((it) => it.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
  /** False: it is not ours. */
  async function write(session: string, changes: Changes): Promise<boolean> {
    const hold = holds.get(session);
    if (hold === undefined) return false;
    const args = writing(session, changes, { ...hold, number: ++hold.number, maxRecords, seal });
    const isDone = (await redis.run(WRITE, [], args)) === 1;
    // What was dropped or taken anew meanwhile is not this write's.
    if (holds.get(session) !== hold) return false;
    hold.isNew = false;
    if (changes.isRemoved) holds.delete(session);
    else if (!isDone) {
      drop(session);
      lost(session);
    }
    return isDone;
  }
  const change = (session: string, urgency: 'now' | 'soon'): Changes => {
    holdOf(session);
    return queue.change(session, urgency);
  };
  return {
    outlives: true,
    isSure,
    load: async () => {
      await queue.flush();
      const args = Array.from(holds, ([session, { claim }]) => [session, claim]).flat();
      const found = (await redis.run(FIELDS, [], args)) as readonly [Buffer, readonly Buffer[]][number][];
      return new Map(
        pairs(found).map(([session, fields]) => [
          String(session),
          keptIn(String(session), fields as readonly Buffer[], seal),
        ]),
      );
    },
    keep: (session, part, read, urgency) => {
      if (!isClosed) change(session, urgency).parts.set(part, read);
    },
    append: (session, record) => {
      if (!isClosed) change(session, 'now').records.push(record);
    },
    whenKept: (session, then) => queue.whenKept(session, () => gate.pass(session, then)),
    read: async (session) => {
      await queue.flush();
      const found = (await redis.run(RECORDS, [], [session])) as readonly Buffer[];
      return pairs(found)
        .filter(([n]) => String(n) !== 'first')
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([n, value]) => JSON.parse(seal.open(recordPlace(session, String(n)), value)) as JournalRecord);
    },
    remove: (session) => {
      if (isClosed || !holds.has(session)) return;
      const changes = queue.change(session, 'now');
      changes.isRemoved = true;
      changes.parts.clear();
      changes.records.length = 0;
    },
    close: async () => {
      isClosed = true;
      await queue.flush();
    },
    claim: async (session) => {
      const claim = freshClaim();
      const found = (await redis.run(CLAIM, [], [session, node, claim])) as readonly (
        Buffer | readonly Buffer[]
      )[];
      const [run, is] = found.slice(0, 2).map(String);
      if (is === 'there') return { run: run ?? '', is, said: String(found[2]) };
      if (is !== 'mine') return { run: run ?? '', is: 'none' };
      holds.set(session, { claim, number: 0, isNew: false });
      return { run: run ?? '', is, kept: keptIn(session, found[2] as readonly Buffer[], seal) };
    },
    claims: () => Array.from(holds, ([session, { claim, isNew }]) => (isNew ? [] : [session, claim])).flat(),
    drop,
    open: gate.open,
  };
}

function writing(
  session: string,
  { parts, records, isRemoved }: Changes,
  { claim, number, isNew, maxRecords, seal }: Hold & { readonly maxRecords: number; readonly seal: Seal },
): readonly (string | Buffer)[] {
  const flag = (it: boolean): string => (it ? '1' : '');
  const sealed = (place: string, value: unknown): Buffer => seal.close(place, JSON.stringify(value));
  return [
    session,
    claim,
    String(number),
    flag(isNew),
    flag(isRemoved),
    String(oldestToKeep(records, maxRecords)),
    String(parts.size),
    ...Array.from(parts, ([part, read]) => [part, sealed(partPlace(session, part), read())]).flat(),
    ...records.flatMap((it) => [String(it.n), sealed(recordPlace(session, it.n), it)]),
  ];
}

const PARTS: readonly string[] = ['room', 'doors', 'site', 'jar'];

/** Sealed by us: what opens has the shape that we gave it. */
function keptIn(session: string, fields: readonly Buffer[], seal: Seal): Kept {
  return Object.fromEntries(
    pairs(fields)
      .map(([name, value]) => [String(name), value] as const)
      .filter(([name]) => PARTS.includes(name))
      .map(([name, value]) => [name, JSON.parse(seal.open(partPlace(session, name), value)) as unknown]),
  );
}

const pairs = <T>(flat: readonly T[]): [T, T][] =>
  Array.from({ length: flat.length >> 1 }, (_, i) => [flat[2 * i] as T, flat[2 * i + 1] as T]);
