// Nonces that need no memory until they are used (RFC 7616 section 3.3), and which counts of each were used.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Nonces {
  readonly issue: () => string;
  /** `stale`: ours, but too old, or this count of it was used already: the caller may try again with a fresh one. */
  readonly use: (nonce: string, nc: string) => 'good' | 'stale' | 'foreign';
}

const LIFETIME_MS = 300_000;
const MAX_KNOWN = 10_000;
/** Counts may come out of order by this much. */
const WINDOW = 64;

interface Used {
  highest: number;
  readonly counts: Set<number>;
}

export function createNonces(now: () => number): Nonces {
  const secret = randomBytes(32);
  const known = new Map<string, Used>();
  const sign = (text: string): string =>
    createHmac('sha256', secret).update(text).digest('base64url').slice(0, 24);

  function isOurs(nonce: string): boolean {
    const [time = '', salt = '', mark = ''] = nonce.split('.');
    const right = Buffer.from(sign(`${time}.${salt}`));
    const given = Buffer.from(mark);
    return given.length === right.length && timingSafeEqual(given, right);
  }

  return {
    issue: () => {
      const text = `${now().toString(36)}.${randomBytes(6).toString('base64url')}`;
      return `${text}.${sign(text)}`;
    },
    use: (nonce, nc) => {
      if (!isOurs(nonce)) return 'foreign';
      const count = /^[0-9a-f]{8}$/i.test(nc) ? parseInt(nc, 16) : 0;
      if (now() - parseInt(nonce, 36) > LIFETIME_MS || count === 0) return 'stale';
      const used = known.get(nonce) ?? { highest: 0, counts: new Set<number>() };
      if (used.counts.has(count) || count <= used.highest - WINDOW) return 'stale';
      used.counts.add(count);
      used.highest = Math.max(used.highest, count);
      for (const it of used.counts) if (it <= used.highest - WINDOW) used.counts.delete(it);
      known.delete(nonce);
      known.set(nonce, used);
      const oldest = known.keys().next().value;
      if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
      return 'good';
    },
  };
}
