// What becomes of every header of a site's answer: THE table.
import { headerItems } from './header-list.ts';
import { mapRefresh } from '../../protocol/refresh.ts';
import type { AddressBook } from '../../protocol/address.ts';

export interface HeaderContext {
  readonly book: AddressBook;
  /** Real URL of what is answered. */
  readonly url: string;
  /** The browser gets other bytes than the site sent. */
  readonly bodyChanges: boolean;
  /** A document of the live browser, rewritten. */
  readonly isPage: boolean;
}

/** The new value; undefined drops the header. */
export type HeaderRule = (value: string, context: HeaderContext) => string | undefined;

const drop: HeaderRule = () => undefined;
const dropIfChanged: HeaderRule = (value, { bodyChanges }) => (bodyChanges ? undefined : value);

/** Node gives and takes header bytes as Latin-1; browsers read URLs in them as UTF-8. */
function inUtf8(value: string, map: (text: string) => string): string {
  if (/^[\0-\x7f]*$/.test(value)) return map(value);
  const text = Buffer.from(value, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? map(value) : Buffer.from(map(text)).toString('latin1');
}

const mapUrl: HeaderRule = (value, { book, url }) => inUtf8(value, (text) => book.rewrite(text, url));

/** RFC 8288: `<url>; rel=...`. Hints for connections to the real hosts go: the browser never talks to them. */
const mapLink: HeaderRule = (value, { book, url }) => {
  const mapped = inUtf8(value, (text) =>
    headerItems(text)
      .filter((link) => link.startsWith('<') && link.includes('>') && !isHint(link))
      .map((link) => {
        const end = link.indexOf('>');
        return `<${book.rewrite(link.slice(1, end).trim(), url)}${link.slice(end)}`;
      })
      .join(', '),
  );
  return mapped === '' ? undefined : mapped;
};

const isHint = (link: string): boolean =>
  link
    .slice(link.indexOf('>'))
    .split(';')
    .map((parameter) => parameter.split('='))
    .some(
      ([name = '', value = '']) =>
        name.trim().toLowerCase() === 'rel' && /^\W*(?:dns-prefetch|preconnect)\b/i.test(value),
    );

/** Compared letter by letter (Fetch, "CORS check"): what is no origin in its one spelling lets nobody in, and must not here. */
const mapOrigin = (origin: string, book: AddressBook): string =>
  /^https?:\/\//.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin
    ? book.proxiedOrigin(origin)
    : origin;

const mapOrigins: HeaderRule = (value, { book }) =>
  value
    .split(',')
    .map((origin) => mapOrigin(origin.trim(), book))
    .join(', ');

/** Policies that would take from the injected script what it needs, or name hosts the browser does not see. */
const mapPermissions: HeaderRule = (value, { book }) => {
  const kept = headerItems(value)
    .filter((directive) => !/^(?:sync-xhr|unload)\s*=/.test(directive))
    .map((directive) =>
      directive.replace(/"([^"]+)"/g, (_, origin: string) => `"${mapOrigin(origin, book)}"`),
    );
  return kept.length === 0 ? undefined : kept.join(', ');
};

/** A page holds its participant's role: it may be kept, but never used again without asking. */
const mapCaching: HeaderRule = (value, { isPage }) => {
  if (!isPage || /\bno-store\b/i.test(value)) return value;
  return 'private, no-cache';
};

/** Everything that is not here passes as it is. */
export const responseHeaders: Readonly<Record<string, HeaderRule>> = {
  // RFC 9110 section 7.6.1: of the connection to the site, not of the answer.
  connection: drop,
  'keep-alive': drop,
  'proxy-connection': drop,
  'proxy-authenticate': drop,
  'transfer-encoding': drop,
  upgrade: drop,
  // The site's body, before it was rewritten.
  'content-length': dropIfChanged,
  'content-encoding': dropIfChanged,
  'content-md5': dropIfChanged,
  digest: dropIfChanged,
  'content-digest': dropIfChanged,
  'repr-digest': dropIfChanged,
  'accept-ranges': dropIfChanged,
  // Into the session's jar, never into a browser.
  'set-cookie': drop,
  'set-cookie2': drop,
  // What documents and workers get of these page-policy.ts says; of anything else they are only read.
  'x-content-security-policy': drop,
  'x-webkit-csp': drop,
  // Isolation is by host here; these would lock the page out of the shell, or away from proxied hosts.
  'cross-origin-opener-policy': drop,
  'cross-origin-opener-policy-report-only': drop,
  'cross-origin-embedder-policy': drop,
  'cross-origin-embedder-policy-report-only': drop,
  'cross-origin-resource-policy': drop,
  'document-policy': drop,
  'feature-policy': drop,
  'require-document-policy': drop,
  'permissions-policy': mapPermissions,
  // About the site's real host: here they would be said of ours, or lead around the proxy.
  'strict-transport-security': drop,
  'public-key-pins': drop,
  'public-key-pins-report-only': drop,
  'expect-ct': drop,
  'alt-svc': drop,
  'x-firefox-spdy': drop,
  'critical-ch': drop,
  'accept-ch': drop,
  nel: drop,
  'report-to': drop,
  'reporting-endpoints': drop,
  'speculation-rules': drop,
  'supports-loading-mode': drop,
  'no-vary-search': drop,
  // Would empty the browser's cookies of ours for this host; the jar is cleared where this is read.
  'clear-site-data': (value) => {
    const kept = value.split(',').filter((part) => !/"(?:cookies|\*|executionContexts)"/.test(part));
    const all = value.includes('"*"') ? ['"cache"', '"storage"'] : kept.map((part) => part.trim());
    return all.length === 0 ? undefined : all.join(', ');
  },
  // URLs and origins.
  location: mapUrl,
  'content-location': mapUrl,
  sourcemap: mapUrl,
  'x-sourcemap': mapUrl,
  refresh: (value, { book, url }) =>
    inUtf8(value, (text) => mapRefresh(text, (target) => book.rewrite(target, url))),
  link: mapLink,
  'access-control-allow-origin': mapOrigins,
  'timing-allow-origin': mapOrigins,
  'cache-control': mapCaching,
};

/** A site's headers as the browser gets them. Several of a name stay several. */
export function mapResponseHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  context: HeaderContext,
): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const rule = responseHeaders[name];
    const values = typeof value === 'string' ? [value] : value;
    const mapped = values.flatMap((it) => (rule === undefined ? it : (rule(it, context) ?? [])));
    if (mapped.length > 0) out[name] = mapped.length === 1 && mapped[0] !== undefined ? mapped[0] : mapped;
  }
  if (context.isPage) out['cache-control'] ??= 'private, no-cache';
  return out;
}

/** Whether Clear-Site-Data names cookies. */
export const clearsCookies = (value: string | undefined): boolean => /"(?:cookies|\*)"/.test(value ?? '');
