// Sessions in this process's memory: they last as long as the process.
import type { JournalRecord } from '../session/journal.ts';
import { MAX_RECORDS, surplus } from './retention.ts';
import type { Kept, Parts, SessionStore } from './session-store.ts';

type Readers = { [P in keyof Parts]?: () => Parts[P] };

export function memoryStore(maxRecords = MAX_RECORDS): SessionStore {
  const journals = new Map<string, JournalRecord[]>();
  // Not the parts themselves: whoever has them holds them already.
  const readers = new Map<string, Readers>();
  return {
    outlives: false,
    isSure: () => true,
    load: () => Promise.resolve(new Map(Array.from(readers, ([session, it]) => [session, readAll(it)]))),
    keep: (session, part, read) => {
      const known: Readers = readers.get(session) ?? {};
      readers.set(session, known);
      (known as Record<string, () => unknown>)[part] = read;
    },
    append: (session, record) => {
      const journal = journals.get(session) ?? [];
      journals.set(session, journal);
      journal.push(record);
      journal.splice(0, surplus(journal.length, maxRecords));
    },
    whenKept: (_session, then) => then(),
    read: (session) => Promise.resolve([...(journals.get(session) ?? [])]),
    remove: (session) => {
      journals.delete(session);
      readers.delete(session);
    },
    close: () => {
      journals.clear();
      readers.clear();
      return Promise.resolve();
    },
  };
}

const readAll = (readers: Readers): Kept =>
  Object.fromEntries(Object.entries(readers).map(([part, read]) => [part, read()]));
