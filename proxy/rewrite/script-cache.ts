// Rewritten scripts by what they were: sites send the same bundles over and over, and to every session.
import { createHash } from 'node:crypto';

export interface ScriptCache {
  readonly get: (key: string) => string | undefined;
  readonly set: (key: string, text: string) => void;
}

/** Longer than a fingerprint and what it costs. */
const LONG = 1_024;

/** A short key of a text. */
export const contentKey = (kind: string, text: string): string =>
  text.length < LONG ? `${kind}=${text}` : `${kind}:${createHash('sha256').update(text).digest('base64url')}`;

/** Keeps what was used last, within a number of characters. */
export function scriptCache(maxCharacters: number): ScriptCache {
  const kept = new Map<string, string>();
  let size = 0;
  return {
    get: (key) => {
      const text = kept.get(key);
      if (text === undefined) return undefined;
      kept.delete(key);
      kept.set(key, text);
      return text;
    },
    set: (key, text) => {
      if (text.length > maxCharacters) return;
      size += text.length - (kept.get(key)?.length ?? 0);
      kept.delete(key);
      kept.set(key, text);
      for (const [oldest, old] of kept) {
        if (size <= maxCharacters) break;
        kept.delete(oldest);
        size -= old.length;
      }
    },
  };
}
