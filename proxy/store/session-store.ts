import type { SerializedCookieJar } from 'tough-cookie';
import type { JournalRecord } from '../session/journal.ts';
import type { Room } from '../session/room.ts';

/** What is kept of a session beside its journal. Each part is plain JSON, and is written anew as a whole. */
export interface Parts {
  readonly room: Room;
  readonly doors: KeptDoors;
  readonly site: KeptSite;
  readonly jar: SerializedCookieJar;
}

/** What opens a session. */
export interface KeptDoors {
  readonly alias: string | null;
  readonly keys: { readonly owner: string; readonly guest: string };
  /** SHA-256 of a token -> participant: who reads the disk has nobody's cookie. */
  readonly shells: Readonly<Record<string, string>>;
  readonly sites: Readonly<Record<string, string>>;
}

/** What its sites' hosts need to go on under the pages that run in people's browsers. */
export interface KeptSite {
  readonly key: string;
  readonly secret: string;
  readonly hashed: Readonly<Record<string, string>>;
  readonly visited: readonly string[];
  readonly identity: Readonly<Record<string, string>>;
  readonly cookieVersion: number;
}

export type Kept = Partial<Parts>;

/** `soon`: with the next write that somebody waits for, or within a second. */
export type Urgency = 'now' | 'soon';

/** Where sessions are kept. */
export interface SessionStore {
  /** Whether what it keeps is there after a restart. */
  readonly outlives: boolean;
  /** Whether what is decided here counts: not while another node could have taken the sessions over. */
  readonly isSure: () => boolean;
  /** By session, what was kept when the store was opened or since. */
  readonly load: () => Promise<ReadonlyMap<string, Kept>>;
  /** `read` is asked when it is written: a part that changes twice in a tick is written once. */
  readonly keep: <P extends keyof Parts>(
    session: string,
    part: P,
    read: () => Parts[P],
    urgency: Urgency,
  ) => void;
  /** Records come in their order; what has been appended is never changed. */
  readonly append: (session: string, record: JournalRecord) => void;
  /** Calls once all is kept that was to be `now`, in the order of asking; at once where it is already. */
  readonly whenKept: (session: string, then: () => void) => void;
  /** Oldest first; empty for a session it knows nothing of. */
  readonly read: (session: string) => Promise<readonly JournalRecord[]>;
  readonly remove: (session: string) => void;
  readonly close: () => Promise<void>;
}
