// What scripts of a session's sites have stored in the live browser (HTML, "Web storage"), so that it can move along.
import { createShelf } from './shelf.ts';

interface Kept {
  readonly text: string;
  readonly size: number;
  /** In whose browser this is what is stored. */
  holder: string;
}

export interface SiteStorage {
  /** What a participant's browser has stored now. Not kept while that browser has yet to take what another had. */
  readonly keep: (origin: string, participant: string, text: string) => void;
  /** Whether a participant's browser has something to take. */
  readonly isWaiting: (origin: string, participant: string) => boolean;
  /** What another browser had stored, once; null: nothing to take. */
  readonly take: (origin: string, participant: string) => string | null;
}

/** `bound`: UTF-16 units of all origins; the longest unchanged go first. */
export function createSiteStorage(bound: number): SiteStorage {
  const shelf = createShelf<Kept>(bound);
  const isWaiting: SiteStorage['isWaiting'] = (origin, participant) => {
    const kept = shelf.get(origin);
    return kept !== undefined && kept.holder !== participant;
  };
  return {
    isWaiting,
    keep: (origin, participant, text) => {
      if (!isWaiting(origin, participant))
        shelf.put(origin, { text, size: text.length, holder: participant });
    },
    take: (origin, participant) => {
      const kept = shelf.get(origin);
      if (kept === undefined || kept.holder === participant) return null;
      kept.holder = participant;
      return kept.text;
    },
  };
}
