// Who may frame a page, as its site meant it: X-Frame-Options and frame-ancestors, with the shell left out of account.
import type { IncomingHttpHeaders } from 'node:http';
import { parsePolicy } from '../../protocol/content-policy.ts';

type Frames = (ancestor: URL) => boolean;

const LIST = /[\t\n\f\r ]*,[\t\n\f\r ]*/;
const HOST = /^(?:(https?):\/\/)?(\*|(?:\*\.)?[a-z0-9._-]+|\[[\da-f:.]+\])(?::(\d{1,5}|\*))?(?:\/.*)?$/i;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** HTML Standard, "check a navigation response's adherence to X-Frame-Options"; null: it says nothing. */
function byOption(value: string, self: URL): Frames | null {
  const words = new Set(value.toLowerCase().trim().split(LIST));
  const known = ['deny', 'allowall', 'sameorigin'].some((it) => words.has(it));
  if (words.size > 1) return known ? () => false : null;
  if (words.has('deny')) return () => false;
  return words.has('sameorigin') ? (it) => it.origin === self.origin : null;
}

/** CSP3 section 6.7.2.7, "does url match expression in origin", of an ancestor's origin. */
function matches(source: string, ancestor: URL, self: URL): boolean {
  const word = source.toLowerCase();
  if (word === '*') return true;
  const scheme = (wanted: string): boolean =>
    ancestor.protocol === wanted || (wanted === 'http:' && ancestor.protocol === 'https:');
  if (/^https?:$/.test(word)) return scheme(word);
  if (word === "'self'")
    return ancestor.hostname === self.hostname && ancestor.port === self.port && scheme(self.protocol);
  const [, protocol, host, port] = HOST.exec(word) ?? [];
  if (host === undefined || !scheme(protocol === undefined ? self.protocol : `${protocol}:`)) return false;
  const isHost =
    host === '*' ||
    (host.startsWith('*.') ? ancestor.hostname.endsWith(host.slice(1)) : ancestor.hostname === host);
  const own = DEFAULT_PORTS[ancestor.protocol] ?? '';
  const its = ancestor.port === '' ? own : ancestor.port;
  const isUpgraded = port === '80' && its === '443';
  return isHost && (port === '*' || its === (port ?? own) || isUpgraded);
}

/** How a page may be framed by site pages; null: by any. */
function framesOf(headers: IncomingHttpHeaders, self: URL): readonly Frames[] | null {
  const text = [headers['content-security-policy'] ?? ''].flat().join(',');
  const lists = text.split(',').flatMap((it) => {
    const list = parsePolicy(it).get('frame-ancestors');
    return list === undefined ? [] : [list];
  });
  // CSP3 section 6.4.2.2: X-Frame-Options counts where no policy says anything.
  if (lists.length > 0) return lists.map((list) => (it) => list.some((source) => matches(source, it, self)));
  const option = byOption([headers['x-frame-options'] ?? ''].flat().join(','), self);
  return option === null ? null : [option];
}

/** The real origins, of those whose pages the session has, that may frame this page; null: all. */
export function framersOf(
  headers: IncomingHttpHeaders,
  self: URL,
  known: Iterable<string>,
): readonly string[] | null {
  const frames = framesOf(headers, self);
  if (frames === null) return null;
  return [...known].filter((origin) => frames.every((may) => may(new URL(origin))));
}
