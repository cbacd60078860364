// Real URL (as the site wrote it) <-> proxied URL (as the browser sees it): the only code that knows how one is spelled as the other.
import { fingerprint } from './fingerprint.ts';

/** Where Lockstep itself answers: `{ protocol: 'http:', host: 'lockstep.localhost:8080' }`. */
export interface BaseAddress {
  readonly protocol: 'http:' | 'https:';
  /** Host with its port unless that is the protocol's default, lower case. */
  readonly host: string;
}

/** A URL as the site wrote it. A plain text is either until a name says which; the two never stand for each other. */
export type RealUrl = string & { readonly spelled?: 'real' };
/** The same URL as the browser sees it, below the base host. */
export type ProxiedUrl = string & { readonly spelled?: 'proxied' };

/** A session id: eight of `a-z2-7`, first in every label, so that no label begins with `xn--`. */
export const SESSION_ID = /^[a-z2-7]{8}$/;

// <session>-<tag>-<host>: tag is `s` (https) or `h` (http) and the port unless it is the scheme's default.
// `b` after the tag: the host in base32, for hosts whose dots and hyphens would not come back from the plain
// form. `x`: a fingerprint of the origin, for hosts too long for one DNS label; the server keeps the list.
const LABEL = /^([a-z2-7]{8})-([sh])(\d{0,5})(b?)-([a-z0-9-]+)$/;
const HASHED = /^([a-z2-7]{8})-x-([a-z0-9]+)$/;
/** RFC 1035 section 2.3.4. */
const MAX_LABEL = 63;
const DEFAULT_PORT = { 'http:': '80', 'https:': '443' } as const;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

function toBase32(text: string): string {
  let out = '';
  let bits = 0;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    value = ((value << 8) | (text.charCodeAt(i) & 255)) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += BASE32.charAt((value >> bits) & 31);
    }
  }
  return bits > 0 ? out + BASE32.charAt((value << (5 - bits)) & 31) : out;
}

function fromBase32(text: string): string {
  let out = '';
  let bits = 0;
  let value = 0;
  for (const letter of text) {
    const five = BASE32.indexOf(letter);
    if (five < 0) return '';
    value = ((value << 5) | five) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out += String.fromCharCode((value >> bits) & 255);
    }
  }
  return out;
}

const toPlain = (host: string): string => host.replace(/-/g, '--').replace(/\./g, '-');
const fromPlain = (text: string): string => text.replace(/--|-/g, (m) => (m === '--' ? '-' : '.'));

/** The DNS label of a site. `known` is false where the label is only a fingerprint the server has to be told of. */
export function labelOf(
  session: string,
  origin: string,
): { readonly label: string; readonly known: boolean } {
  const url = new URL(origin);
  const host = url.hostname;
  const tag = (url.protocol === 'https:' ? 's' : 'h') + url.port;
  const plain = toPlain(host);
  const returns = /^[a-z0-9.-]+$/.test(host) && !plain.endsWith('-') && fromPlain(plain) === host;
  const label = returns ? `${session}-${tag}-${plain}` : `${session}-${tag}b-${toBase32(host)}`;
  if (label.length <= MAX_LABEL) return { label, known: true };
  return { label: `${session}-x-${fingerprint(url.origin)}`, known: false };
}

/** What a label says; `origin` is null for a fingerprint, and the whole is null for what is no label of ours. */
export function parseLabel(
  label: string,
): { readonly session: string; readonly origin: string | null } | null {
  const hashed = HASHED.exec(label);
  if (hashed?.[1] !== undefined) return { session: hashed[1], origin: null };
  const found = LABEL.exec(label);
  if (found === null) return null;
  const [, session = '', scheme, port = '', base32, text = ''] = found;
  const protocol = scheme === 's' ? 'https:' : 'http:';
  if (port !== '' && (Number(port) > 65535 || port === DEFAULT_PORT[protocol])) return null;
  const host = base32 === 'b' ? fromBase32(text) : fromPlain(text);
  const written = `${protocol}//${host}${port === '' ? '' : `:${port}`}`;
  if (host === '' || !URL.canParse(written)) return null;
  // Exactly one label for an origin: otherwise one site would have two hosts, with two storages.
  const { origin } = new URL(written);
  return labelOf(session, origin).label === label ? { session, origin } : null;
}

/** `//host/path` of an absolute URL that begins with `start`. */
const withoutScheme = (url: string, start: string): string | null =>
  url.startsWith(start) ? url.slice(url.indexOf('//')) : null;

/** The addresses of one session. `hashed` is the list of fingerprint labels and their origins; it may grow. */
export interface AddressBook {
  /** The origin, `https://example.com`, as the browser sees it. */
  readonly proxiedOrigin: (realOrigin: RealUrl) => ProxiedUrl;
  /** An absolute URL of http(s) or ws(s) in its proxied form; any other, and one that is proxied already, as it is. */
  readonly proxied: (url: RealUrl) => ProxiedUrl;
  /** The inverse: what is not one of this session's proxied URLs comes back as it is. */
  readonly real: (url: ProxiedUrl) => RealUrl;
  /** Whether a URL is one of this session's proxied ones. */
  readonly isProxied: (url: string) => boolean;
  /** Maps text as an author wrote it (an attribute's value): what is relative stays as written. */
  readonly rewrite: (text: RealUrl, realBase: RealUrl) => ProxiedUrl;
  /** Maps a plain origin alone (`plainOriginEnd`): the rest of its URL stays as it is. Null where it is not that plain. */
  readonly swap: (plain: string) => string | null;
}

/** An origin in the one spelling that a URL parser gives back; the rest of such a URL may stay as it was written. */
const PLAIN = /^(?:https?|wss?):\/\/[a-z0-9.-]+(?::\d+)?(?=[/?#]|$)/;
const PLAIN_RELATIVE = /^\/\/[a-z0-9.-]+(?::\d+)?(?=[/?#]|$)/;

const isHostLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 45 || code === 46;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function after(text: string, from: number, to: number, is: (code: number) => boolean): number {
  let at = from;
  while (at < to && is(text.charCodeAt(at))) at++;
  return at;
}

/** As PLAIN, of a URL that stands between two places of a text: where its origin ends, or -1. */
export function plainOriginEnd(text: string, from: number, to: number): number {
  const scheme = text.startsWith('http', from) ? from + 4 : text.startsWith('ws', from) ? from + 2 : -1;
  if (scheme < 0) return -1;
  const colon = text.startsWith('s', scheme) ? scheme + 1 : scheme;
  if (!text.startsWith('://', colon)) return -1;
  const host = colon + 3;
  let at = after(text, host, to, isHostLetter);
  if (at === host) return -1;
  if (at < to && text.startsWith(':', at)) {
    const port = at + 1;
    at = after(text, port, to, isDigit);
    if (at === port) return -1;
  }
  return at >= to || '/?#'.includes(text.charAt(at)) ? at : -1;
}

/** Origins a session's page meets, at most; beyond that the memory starts afresh. */
const MAX_PREFIXES = 4_096;

const ABSOLUTE = /^[\0- ]*(?:(?:h\s*t\s*t\s*p\s*s?|w\s*s\s*s?)\s*:|[\\/]\s*[\\/])/i;

export function addressBook(
  base: BaseAddress,
  session: string,
  hashed: ReadonlyMap<string, string>,
  /** Told of every fingerprint label minted, before it is used. */
  onHashed: (label: string, origin: string) => void,
): AddressBook {
  const suffix = `.${base.host}`;
  const socketProtocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
  const labels = new Map<string, string>();

  const hostOf = (origin: string): string => {
    const cached = labels.get(origin);
    if (cached !== undefined) return cached;
    const { label, known } = labelOf(session, origin);
    if (!known) onHashed(label, origin);
    const host = label + suffix;
    labels.set(origin, host);
    return host;
  };
  const originOf = (host: string): string | null => {
    if (!host.endsWith(suffix)) return null;
    const label = host.slice(0, -suffix.length);
    const parsed = parseLabel(label);
    if (parsed?.session !== session) return null;
    return parsed.origin ?? hashed.get(label) ?? null;
  };
  // Not put together from its parts: an empty query or fragment is part of a URL too.
  const rest = (url: URL): string => url.href.slice(url.href.indexOf('/', url.href.indexOf('//') + 2));
  const account = (url: URL): string =>
    url.username === '' && url.password === ''
      ? ''
      : `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;

  // A page maps the same few origins over and over: the origin is swapped in the text, and the rest keeps its spelling.
  const prefixes = { proxied: new Map<string, string>(), real: new Map<string, string>() };
  const swapOrigin = (way: 'proxied' | 'real', prefix: string): string | null => {
    let mapped = prefixes[way].get(prefix);
    if (mapped === undefined) {
      if (!URL.canParse(prefix) || new URL(prefix).href !== `${prefix}/`) return null;
      mapped = (way === 'proxied' ? proxiedSlow : realSlow)(`${prefix}/`).slice(0, -1);
      if (prefixes[way].size >= MAX_PREFIXES) prefixes[way].clear();
      // A fingerprint's origin may become known later.
      if (way === 'proxied' || mapped !== prefix) prefixes[way].set(prefix, mapped);
    }
    return mapped;
  };
  const swapPrefix = (way: 'proxied' | 'real', text: string): string | null => {
    const prefix = PLAIN.exec(text)?.[0];
    const mapped = prefix === undefined ? null : swapOrigin(way, prefix);
    return mapped === null ? null : mapped + text.slice(prefix?.length);
  };
  const proxied = (text: string): ProxiedUrl => swapPrefix('proxied', text) ?? proxiedSlow(text);
  const real = (text: string): RealUrl => {
    if (!text.includes(suffix)) return text;
    // What stands without a scheme was written on a page of the same scheme, which the label tells.
    if (PLAIN_RELATIVE.test(text)) return withoutScheme(real(base.protocol + text), '') ?? text;
    return swapPrefix('real', text) ?? realSlow(text);
  };

  const proxiedSlow = (text: string): string => {
    if (!URL.canParse(text)) return text;
    const url = new URL(text);
    const socket = url.protocol === 'ws:' || url.protocol === 'wss:';
    if (!socket && url.protocol !== 'http:' && url.protocol !== 'https:') return text;
    if (url.host === base.host || url.host.endsWith(suffix)) return text;
    const secure = url.protocol === 'https:' || url.protocol === 'wss:';
    const origin = `${secure ? 'https:' : 'http:'}//${url.host}`;
    return `${socket ? socketProtocol : base.protocol}//${account(url)}${hostOf(origin)}${rest(url)}`;
  };

  const realSlow = (text: string): string => {
    if (!URL.canParse(text)) return text;
    const url = new URL(text);
    const origin = originOf(url.host);
    if (origin === null) return text;
    const socket = url.protocol === 'ws:' || url.protocol === 'wss:';
    const scheme = socket ? origin.replace(/^http/, 'ws') : origin;
    const at = scheme.indexOf('//') + 2;
    return `${scheme.slice(0, at)}${account(url)}${scheme.slice(at)}${rest(url)}`;
  };

  return {
    proxied,
    real,
    swap: (plain) => swapOrigin('proxied', plain),
    proxiedOrigin: (origin) => `${base.protocol}//${hostOf(origin)}`,
    isProxied: (text) => text.includes(suffix) && URL.canParse(text) && originOf(new URL(text).host) !== null,
    rewrite: (text, realBase) => {
      // Behind a plain origin nothing can make a URL invalid.
      if (PLAIN.test(text)) return proxied(text);
      if (!ABSOLUTE.test(text) || !URL.canParse(text, realBase)) return text;
      const scheme = PLAIN_RELATIVE.test(text) ? /^https?:/.exec(realBase)?.[0] : undefined;
      if (scheme !== undefined) return withoutScheme(proxied(scheme + text), `${base.protocol}//`) ?? text;
      // "https:path" without slashes is relative where the base has that scheme (URL Standard, special relative state).
      return proxied(new URL(text, realBase).href);
    },
  };
}
