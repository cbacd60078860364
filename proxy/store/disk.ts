// Sessions in a folder of this machine (LMDB): they outlive the process, and the power.
import { open, type RootDatabase } from 'lmdb';
import { SESSION_ID } from '../../protocol/address.ts';
import type { JournalRecord } from '../session/journal.ts';
import { openFolder } from './folder.ts';
import { lockFolder } from './folder-lock.ts';
import { createQueue, type Batch } from './queue.ts';
import { MAX_RECORDS, oldestToKeep } from './retention.ts';
import { createSeal, type Seal } from './seal.ts';
import type { Kept, SessionStore } from './session-store.ts';

export interface DiskOptions {
  readonly folder: string;
  /** '': a key file in the folder. */
  readonly secret: string;
  readonly maxRecords?: number;
  readonly fault: (error: unknown, what: string) => void;
}

type Database = RootDatabase<Buffer, string>;

/** What this version writes, sealed: it says both whose key it is and which shapes lie here. */
const FORMAT = 'lockstep 1';
/** After every key of ours: they are ASCII. */
const LAST = '~';
const partKey = (session: string, part: string): string => `part/${session}/${part}`;
const recordKey = (session: string, n: number): string => `record/${session}/${String(n).padStart(12, '0')}`;

/** Fails with a sentence for the operator. */
export async function diskStore(options: DiskOptions): Promise<SessionStore> {
  const { folder, secret } = options;
  const seal = createSeal(openFolder(folder, secret));
  const release = await lockFolder(folder);
  try {
    // Without overlappingSync a write is done when it is on the disk, not when others see it.
    const db: Database = open({ path: folder, noSubdir: false, encoding: 'binary', overlappingSync: false });
    checkFormat(db, seal, folder);
    return storeIn({ db, seal, maxRecords: options.maxRecords ?? MAX_RECORDS }, release, options.fault);
  } catch (error) {
    await release();
    throw error;
  }
}

function storeIn(disk: Disk, release: () => Promise<void>, fault: DiskOptions['fault']): SessionStore {
  const { db, seal } = disk;
  const queue = createQueue({ write: (batch) => write(disk, batch), fault, onFailure: 'tell', again: 1_000 });
  let isClosed = false;
  return {
    outlives: true,
    isSure: () => true,
    load: async () => {
      await queue.flush();
      return readParts(disk);
    },
    keep: (session, part, read, urgency) => {
      if (!isClosed) queue.change(session, urgency).parts.set(part, read);
    },
    append: (session, record) => {
      if (!isClosed) queue.change(session, 'now').records.push(record);
    },
    whenKept: queue.whenKept,
    read: async (session) => {
      await queue.flush();
      const found = db.getRange({
        start: recordKey(session, 0),
        end: recordKey(session, 0).slice(0, -12) + LAST,
      });
      // Sealed by us: what opens has the shape that we gave it.
      return Array.from(found, ({ key, value }) => JSON.parse(seal.open(key, value)) as JournalRecord);
    },
    remove: (session) => {
      if (isClosed) return;
      const changes = queue.change(session, 'now');
      changes.isRemoved = true;
      changes.parts.clear();
      changes.records.length = 0;
    },
    close: async () => {
      isClosed = true;
      await queue.flush();
      await db.close();
      await release();
    },
  };
}

interface Disk {
  readonly db: Database;
  readonly seal: Seal;
  readonly maxRecords: number;
}

function checkFormat(db: Database, seal: Seal, folder: string): void {
  const found = db.get('format');
  if (found === undefined) {
    db.putSync('format', seal.close('format', FORMAT));
    return;
  }
  let said: string;
  try {
    said = seal.open('format', found);
  } catch (error) {
    throw new Error(`What lies in ${folder} was sealed with another key: see LOCKSTEP_SECRET.`, {
      cause: error,
    });
  }
  if (said !== FORMAT) throw new Error(`What lies in ${folder} was written by another version (${said}).`);
}

/** All puts of one tick are one transaction of LMDB's: all of them are there after a crash, or none. */
async function write({ db, seal, maxRecords }: Disk, batch: Batch): Promise<void> {
  const done: Promise<boolean>[] = [];
  const put = (key: string, value: unknown): void =>
    void done.push(db.put(key, seal.close(key, JSON.stringify(value))));
  const removeBetween = (start: string, end: string): void => {
    for (const key of db.getKeys({ start, end })) done.push(db.remove(key));
  };
  for (const [session, { parts, records, isRemoved }] of batch) {
    if (isRemoved) {
      removeBetween(partKey(session, ''), partKey(session, LAST));
      removeBetween(recordKey(session, 0), recordKey(session, 0).slice(0, -12) + LAST);
    }
    for (const [part, read] of parts) put(partKey(session, part), read());
    for (const record of records) put(recordKey(session, record.n), record);
    const oldest = oldestToKeep(records, maxRecords);
    if (oldest > 0) removeBetween(recordKey(session, 0), recordKey(session, oldest));
  }
  await Promise.all(done);
}

function readParts({ db, seal }: Disk): ReadonlyMap<string, Kept> {
  const all = new Map<string, Kept>();
  for (const { key, value } of db.getRange({ start: partKey('', '').slice(0, -1), end: `part/${LAST}` })) {
    const [, session = '', part = ''] = key.split('/');
    if (!SESSION_ID.test(session)) continue;
    all.set(session, { ...all.get(session), [part]: JSON.parse(seal.open(key, value)) as unknown });
  }
  return all;
}
