// A site's Content-Security-Policy as the browser has to read it (CSP3): what names the site's hosts names their proxied
// hosts, and our own script may run. Used by the proxy, and by pages for what their scripts write.
import type { AddressBook, BaseAddress, ProxiedUrl, RealUrl } from './address.ts';
import { OWN_PATH } from './wire.ts';

export interface PolicyPlace {
  readonly book: AddressBook;
  readonly base: BaseAddress;
  /** Of the document or worker. */
  readonly url: RealUrl;
  /** Lets run what is ours, and what we have changed of what the policy allows by its hash. */
  readonly nonce: string;
}

type Directives = Map<string, readonly string[]>;

/** Unknown to browsers, and so without effect: what the site wrote, for whoever asks a violation or an element. */
const MARK = 'lockstep-policy';
const MARKED = new RegExp(`("?)${MARK} ([^\\s;"<>]*)[^"<>]*`, 'g');

/** CSP3 section 2.2.1, "parse a serialized CSP": of several of a name the first counts. */
export function parsePolicy(text: string): Directives {
  const found: Directives = new Map();
  for (const directive of text.split(';')) {
    const [name = '', ...values] = directive.trim().split(/[\t\n\f\r ]+/);
    const key = name.toLowerCase();
    if (name !== '' && !found.has(key)) found.set(key, values);
  }
  return found;
}

const SOURCE_LIST = /-src(?:-elem|-attr)?$|^(?:base-uri|form-action)$/;
/**
 * The proxy's to hold (who may frame the page, what is asked for by https), or about what is different here: bytes that were
 * rewritten, and texts that were rewritten on their way into the document.
 */
const DROPPED = new Set([
  'frame-ancestors',
  'upgrade-insecure-requests',
  'block-all-mixed-content',
  'require-sri-for',
  'require-trusted-types-for',
  'plugin-types',
  // What the browser would send names the addresses that it sees.
  'report-uri',
  'report-to',
  'referrer',
]);
const HOST_SOURCE =
  /^(?:(https?|wss?):\/\/)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[\da-f:.]+\])(?::(\d{1,5}|\*))?(\/[^?#;,]*)?$/i;
const TIED = /^'(?:nonce-.+|sha(?:256|384|512)-.+|strict-dynamic)'$/i;
const HASH = /^'sha(?:256|384|512)-.+'$/i;

/** Schemes that a source of one scheme matches: CSP3, "scheme-part match"; of sockets those of their pages. */
const secured = (scheme: string): readonly string[] =>
  /^(?:https|wss)/.test(scheme) ? ['https:'] : ['http:', 'https:'];

/** All proxied hosts: a wildcard can name no label that ends with something. */
function everyHost(scheme: string, { base }: PolicyPlace): readonly string[] {
  const pages = `${base.protocol}//*.${base.host}`;
  const sockets = pages.replace('http', 'ws');
  return scheme.startsWith('ws') ? [sockets, ...(scheme === 'ws:' ? [pages] : [])] : [pages];
}

interface HostSource {
  readonly scheme: string | undefined;
  readonly host: string;
  readonly port: string | undefined;
  readonly path: string;
}

function mapHost({ scheme, host, port, path }: HostSource, place: PolicyPlace): readonly string[] {
  const { base, book, url } = place;
  const web = base.protocol === 'https:' ? 's://' : '://';
  const before = scheme === undefined ? '' : (scheme.startsWith('ws') ? 'ws' : 'http') + web;
  if (host.startsWith('*') || port === '*') return [`${before}*.${base.host}${path}`];
  const out = new Set<string>();
  for (const protocol of secured(scheme ?? new URL(url).protocol)) {
    // CSP3, "port-part match": the port of http may be that of https.
    for (const it of port === '80' && protocol === 'https:' ? ['80', '443'] : [port ?? '']) {
      const origin = `${protocol}//${host}:${it}`;
      if (!URL.canParse(origin)) continue;
      out.add(before + new URL(book.proxiedOrigin(new URL(origin).origin)).host + path);
    }
  }
  return [...out];
}

function mapSource(source: string, place: PolicyPlace): readonly string[] {
  if (source.toLowerCase() === "'self'") {
    const { protocol, host } = new URL(place.url);
    return protocol === 'http:' ? [source, place.book.proxiedOrigin(`https://${host}`)] : [source];
  }
  if (source === '*' || source.startsWith("'")) return [source];
  if (/^(?:https?|wss?):$/i.test(source)) return everyHost(source.toLowerCase(), place);
  const [, scheme, host, port, path = ''] = HOST_SOURCE.exec(source) ?? [];
  if (host === undefined) return [source];
  return mapHost({ scheme: scheme?.toLowerCase(), host: host.toLowerCase(), port, path }, place);
}

const isNone = (list: readonly string[]): boolean => list.length === 1 && list[0]?.toLowerCase() === "'none'";

/** CSP3 section 6.8.3, "fallback list". */
const FALLBACKS = {
  'script-src-elem': ['script-src-elem', 'script-src', 'default-src'],
  'style-src-elem': ['style-src-elem', 'style-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
} as const;

/** The sources that govern inline scripts or style sheets; undefined: nothing does. */
export function governing(policy: Directives, what: keyof typeof FALLBACKS): readonly string[] | undefined {
  for (const name of FALLBACKS[what]) {
    const list = policy.get(name);
    if (list !== undefined) return list;
  }
  return undefined;
}

/** Lets our own script and its requests through where the site's policy says anything of such. */
function withOurs(mapped: Directives, { book, url, nonce }: PolicyPlace): void {
  const own = book.proxiedOrigin(new URL(url).origin) + OWN_PATH;
  const add = (
    what: keyof typeof FALLBACKS,
    sources: (list: readonly string[]) => readonly string[],
  ): void => {
    const list = governing(mapped, what);
    if (list === undefined) return;
    const more = sources(list);
    if (more.length > 0) mapped.set(what, [...(isNone(list) ? [] : list), ...more]);
  };
  const ours = `'nonce-${nonce}'`;
  // A nonce would put "unsafe-inline" out of force where nothing else does (CSP3 section 6.7.3.2).
  add('script-src-elem', (list) => (list.some((it) => TIED.test(it)) ? [own, ours] : [own]));
  add('style-src-elem', (list) => (list.some((it) => HASH.test(it)) ? [ours] : []));
  add('connect-src', () => [own]);
}

/** One policy. */
export function mapPolicy(text: string, place: PolicyPlace): ProxiedUrl {
  const mapped: Directives = new Map();
  for (const [name, values] of parsePolicy(text)) {
    if (DROPPED.has(name)) continue;
    if (SOURCE_LIST.test(name))
      mapped.set(
        name,
        values.flatMap((it) => mapSource(it, place)),
      );
    else if (name === 'sandbox' && !allowsScripts(values)) mapped.set(name, [...values, 'allow-scripts']);
    else mapped.set(name, values);
  }
  withOurs(mapped, place);
  const mark = `${MARK} ${encodeURIComponent(text.trim())}`;
  return [mark, ...[...mapped].map(([name, values]) => [name, ...values].join(' '))].join('; ');
}

const allowsScripts = (flags: readonly string[]): boolean =>
  flags.some((it) => it.toLowerCase() === 'allow-scripts');

/** A sandbox without scripts would keep ours from running, too: the site's are stopped in another way. */
export function stopsScripts(text: string): boolean {
  const flags = parsePolicy(text).get('sandbox');
  return flags !== undefined && !allowsScripts(flags);
}

/** Every mapped policy in a text back to what the site wrote. Behind a quote it is an attribute's value in markup. */
export function originalPolicies(text: string): string {
  if (!text.includes(MARK)) return text;
  return text.replace(MARKED, (_, quote: string, encoded: string) => {
    const policy = decodeURIComponent(encoded);
    return quote === '' ? policy : quote + policy.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
  });
}

/** Whether a policy is a mapped one of the site's; any other is ours. */
export const isMapped = (policy: string): boolean => policy.startsWith(MARK);

/** Whether a meta element's content is a policy, by the name that it begins with: who asks cannot see the element. */
export const looksLikePolicy = (content: string): boolean =>
  /^[\s;]*(?:(?:default|script|style|img|connect|font|media|object|frame|child|worker|manifest)-src(?:-elem|-attr)?|base-uri|form-action|require-trusted-types-for|trusted-types|upgrade-insecure-requests|block-all-mixed-content)(?=[\s;]|$)/i.test(
    content,
  );
