// What the live page tells of itself, kept for mirror frames that are not there yet.
import type { Relayed } from '../../protocol/wire.ts';

/** A page's changes can come faster than a slow mirror loads; beyond this a fresh snapshot is cheaper than the backlog. */
const MAX_CHARACTERS = 32_000_000;

export interface DomTold {
  readonly window: string;
  readonly frame: string;
  readonly page: string;
  readonly kind: 'snapshot' | 'changes';
  /** Characters of its text. */
  readonly size: number;
}

interface Kept {
  readonly page: string;
  readonly told: Relayed[];
  size: number;
}

export interface DomBuffer {
  readonly keep: (it: DomTold, relayed: Relayed) => void;
  /** Everything since the last snapshot, which is first; empty where no snapshot is known. The buffer forgets it. */
  readonly take: (window: string, frame: string, page: string | null) => readonly Relayed[];
  readonly forgetWindow: (window: string) => void;
}

export function createDomBuffer(): DomBuffer {
  const kept = new Map<string, Kept>();
  /** Window -> the page whose snapshot came last. */
  const pages = new Map<string, string>();
  const keyOf = (window: string, frame: string): string => `${window}/${frame}`;
  const forgetWindow = (window: string): void => {
    for (const key of [...kept.keys()]) if (key.startsWith(`${window}/`)) kept.delete(key);
  };
  return {
    keep: (it, relayed) => {
      const key = keyOf(it.window, it.frame);
      if (it.kind === 'snapshot') {
        // A new page: what its predecessor's inner frames said belongs to frames that are gone.
        if (it.frame === '' && pages.get(it.window) !== it.page) forgetWindow(it.window);
        if (it.frame === '') pages.set(it.window, it.page);
        kept.set(key, { page: it.page, told: [relayed], size: it.size });
        return;
      }
      const stream = kept.get(key);
      // Changes without their snapshot are of no use: whoever comes asks for a new one.
      if (stream?.page !== it.page) return;
      stream.told.push(relayed);
      stream.size += it.size;
      if (stream.size > MAX_CHARACTERS) kept.delete(key);
    },
    take: (window, frame, page) => {
      const key = keyOf(window, frame);
      const stream = kept.get(key);
      if (stream === undefined || (page !== null && stream.page !== page)) return [];
      kept.delete(key);
      return stream.told;
    },
    forgetWindow,
  };
}
