// What scripts have stored in this origin (HTML, "Web storage"): kept at the server, so that it moves with the pages.
import { ownPaths } from '../protocol/cookie-names.ts';
import { getter, method, natives, platformClass, self } from './natives.ts';
import { own, ownUrl } from './own.ts';

type Entries = readonly (readonly [key: string, value: string])[];

const storage = platformClass('Storage');
const lengthOf = getter(storage, 'length');
const keyAt = method(storage, 'key');
const getItem = method(storage, 'getItem');
const setItem = method(storage, 'setItem');
const clear = method(storage, 'clear');
const areas = { local: 'localStorage', session: 'sessionStorage' } as const;

/** Null where the document may have none: a sandbox without an origin. */
function areaOf(name: keyof typeof areas): Storage | null {
  try {
    return self[areas[name]];
  } catch {
    return null;
  }
}

function entriesOf(area: Storage | null): Entries {
  const entries: (readonly [string, string])[] = [];
  if (area === null) return entries;
  for (let i = 0; i < lengthOf(area); i++) {
    const key = keyAt(area, i);
    if (key !== null) entries[entries.length] = [key, getItem(area, key) ?? ''];
  }
  return entries;
}

function fill(area: Storage | null, entries: unknown): void {
  if (area === null || !Array.isArray(entries)) return;
  clear(area);
  for (const entry of entries as readonly unknown[]) {
    if (!Array.isArray(entry) || typeof entry[0] !== 'string' || typeof entry[1] !== 'string') continue;
    try {
      setItem(area, entry[0], entry[1]);
    } catch {
      // This browser allows less than the other: the rest may be smaller.
    }
  }
}

/** Before any script of the site runs: what another browser had stored for it is what it finds. */
export function takeStored(): void {
  const text = own('GET', ownPaths.storage);
  const stored = text === null ? null : parsed(text);
  if (typeof stored !== 'object' || stored === null) return;
  const { local, session } = stored as { readonly local?: unknown; readonly session?: unknown };
  fill(areaOf('local'), local);
  fill(areaOf('session'), session);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not our server's answer: somebody stands in between.
    return null;
  }
}

const EMPTY = JSON.stringify({ local: [], session: [] });

export interface StoredKeeper {
  /** Tells the server what has changed; done when it knows. */
  readonly keep: () => Promise<void>;
}

/** One for all documents of an origin that can see each other would do; each tells only what it has not told itself. */
export function storedKeeper(): StoredKeeper {
  let told = EMPTY;
  return {
    keep: async () => {
      const local = entriesOf(areaOf('local'));
      const session = entriesOf(areaOf('session'));
      const text = JSON.stringify({ local, session });
      if (text === told) return;
      const before = told;
      told = text;
      try {
        // What a page leaves behind when it goes must outlive it, where it is small enough (Fetch, "keepalive").
        const options = { method: 'POST', body: text, keepalive: text.length < 20_000 };
        const { ok } = await natives.fetch(ownUrl(ownPaths.storage), options);
        if (!ok) told = before;
      } catch {
        told = before;
      }
    },
  };
}
