// Digest access authentication (RFC 7616) as SIP uses it (RFC 3261 section 22, RFC 8760): SHA-256 and MD5.
import { createHash } from 'node:crypto';
import { quote, splitOutside, TOKEN, unquote } from '../message/grammar.ts';

/** Strongest first, as challenges are sent (RFC 8760 section 2.4). */
export const ALGORITHMS = ['SHA-256', 'MD5'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export type DigestFields = ReadonlyMap<string, string>;

export const hash = (algorithm: Algorithm, text: string): string =>
  createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
    .update(text)
    .digest('hex');

export function algorithmOf(name: string | undefined): Algorithm | null {
  // RFC 7616 section 3.3: without one, MD5 is meant.
  return ALGORITHMS.find((it) => it === (name ?? 'MD5').toUpperCase()) ?? null;
}

/** `Digest name=value, ...`; null: it is something else. */
export function parseDigest(text: string): DigestFields | null {
  const [, rest] = /^Digest\s+(.*)$/is.exec(text.trim()) ?? [];
  const parts = rest === undefined ? null : splitOutside(rest, ',');
  if (parts === null) return null;
  const fields = new Map<string, string>();
  for (const part of parts) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(0, at)).trim().toLowerCase();
    if (!TOKEN.test(name) || fields.has(name)) return null;
    fields.set(name, unquote(part.slice(at + 1).trim()));
  }
  return fields;
}

/** Those that RFC 7616 section 3.4 wants without quotes. */
const BARE: ReadonlySet<string> = new Set(['algorithm', 'qop', 'nc', 'stale']);

export function printDigest(fields: DigestFields, isChallenge: boolean): string {
  const written = [...fields].map(([name, value]) =>
    BARE.has(name) && !(isChallenge && name === 'qop') ? `${name}=${value}` : `${name}=${quote(value)}`,
  );
  return `Digest ${written.join(', ')}`;
}

export interface Proof {
  readonly algorithm: Algorithm;
  readonly user: string;
  readonly realm: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  readonly nc: string;
  readonly cnonce: string;
  /** Null: as RFC 2069, which RFC 3261 still allows. */
  readonly qop: 'auth' | null;
}

export function proofOf(it: Proof): string {
  const ha1 = hash(it.algorithm, `${it.user}:${it.realm}:${it.password}`);
  const ha2 = hash(it.algorithm, `${it.method}:${it.uri}`);
  const middle = it.qop === null ? it.nonce : `${it.nonce}:${it.nc}:${it.cnonce}:${it.qop}`;
  return hash(it.algorithm, `${ha1}:${middle}:${ha2}`);
}
