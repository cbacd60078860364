import type { JournalRecord } from '../session/journal.ts';

/** Where journals are kept. Records come in their order; what has been appended is never changed. */
export interface JournalStore {
  readonly append: (session: string, record: JournalRecord) => Promise<void>;
  /** Oldest first; empty for a session it knows nothing of. */
  readonly read: (session: string) => Promise<readonly JournalRecord[]>;
  readonly remove: (session: string) => Promise<void>;
  readonly close: () => Promise<void>;
}
