// Header fields: one name for each, whether it came in its long or its compact form, and lists taken apart.
import { splitOutside } from './grammar.ts';

export interface Field {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}
export type Fields = readonly Field[];

/** RFC 3261 section 20, RFC 4028, RFC 6665, RFC 3841. */
const compact: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
};

/** Those whose values may be written into one field, with commas between them. */
const lists: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'allow',
  'contact',
  'proxy-require',
  'record-route',
  'recv-info',
  'require',
  'route',
  'supported',
  'unsupported',
  'via',
]);

/** Those of which there is one at most. */
const single: ReadonlySet<string> = new Set([
  'call-id',
  'content-length',
  'content-type',
  'cseq',
  'expires',
  'from',
  'max-forwards',
  'min-se',
  'session-expires',
  'to',
]);

/** How a name is written; all others by the rule: each word with a capital. */
const spelled: Readonly<Record<string, string>> = {
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  'min-se': 'Min-SE',
  'mime-version': 'MIME-Version',
  'www-authenticate': 'WWW-Authenticate',
  rseq: 'RSeq',
};

export const longName = (name: string): string => {
  const lower = name.toLowerCase();
  return Object.hasOwn(compact, lower) ? (compact[lower] ?? lower) : lower;
};

export const spelling = (name: string): string =>
  (Object.hasOwn(spelled, name) ? spelled[name] : undefined) ??
  name.replace(/(^|-)[a-z]/g, (it) => it.toUpperCase());

export const isSingle = (name: string): boolean => single.has(name);

/** The values of one field; null: a quote in it never ends. */
export function valuesOf(name: string, value: string): readonly string[] | null {
  if (!lists.has(name)) return [value];
  return splitOutside(value, ',')?.filter((it) => it !== '') ?? null;
}

export const all = (fields: Fields, name: string): readonly string[] =>
  fields.filter((it) => it.name === name).map((it) => it.value);
export const first = (fields: Fields, name: string): string | undefined =>
  fields.find((it) => it.name === name)?.value;
export const without = (fields: Fields, ...names: readonly string[]): Fields =>
  fields.filter((it) => !names.includes(it.name));
export const field = (name: string, value: string | number): Field => ({ name, value: String(value) });

/** The tokens of a list field, in lower case. */
export const tokens = (fields: Fields, name: string): ReadonlySet<string> =>
  new Set(all(fields, name).map((it) => (it.split(';')[0] ?? '').trim().toLowerCase()));
