// Journals in this process's memory: they last as long as their sessions, which do not outlive the process either.
import type { JournalRecord } from '../session/journal.ts';
import type { JournalStore } from './journal-store.ts';

/** Of one session; the oldest go first. The chain of those that are left still verifies. */
const MAX_RECORDS = 20_000;

export function embeddedStore(maxRecords = MAX_RECORDS): JournalStore {
  const journals = new Map<string, JournalRecord[]>();
  return {
    append: (session, record) => {
      const journal = journals.get(session) ?? [];
      journals.set(session, journal);
      journal.push(record);
      // In strides, since shift() on a long array is dear.
      if (journal.length > maxRecords * 1.1) journal.splice(0, journal.length - maxRecords);
      return Promise.resolve();
    },
    read: (session) => Promise.resolve([...(journals.get(session) ?? [])]),
    remove: (session) => {
      journals.delete(session);
      return Promise.resolve();
    },
    close: () => {
      journals.clear();
      return Promise.resolve();
    },
  };
}
