// What becomes of every header of a browser's request on its way to the site: a table.
import type { IncomingHttpHeaders } from 'node:http';
import { OWN_PATH } from '../../protocol/wire.ts';
import { ACCEPT_ENCODING } from './decoded.ts';
import { asksForDocument, type Exchange, type Visit } from './exchange.ts';
import { initiatorOf } from './fetch-site.ts';
import { siteCookies } from './jar.ts';
import { recordKey } from './kind.ts';

type Rule = (value: string, visit: Visit) => string | undefined;

const drop: Rule = () => undefined;

const realReferer: Rule = (value, { session: { book }, url }) => {
  if (!book.isProxied(value)) return undefined;
  const real = new URL(book.real(value));
  if (real.pathname.startsWith(OWN_PATH)) return undefined;
  // The browser saw one scheme on both ends: "strict-origin-when-cross-origin" says nothing on the way down to http.
  return real.protocol === 'https:' && url.protocol === 'http:' ? undefined : real.href;
};

/** A window's own page is in a frame only because of the shell. A frame of another site, unasked, is a frame. */
const realDest: Rule = (value, { req: { headers }, site }) => {
  if (value !== 'iframe') return value;
  const cross = site === 'cross-site' && headers['sec-fetch-user'] === undefined;
  return cross ? value : 'document';
};

const rules: Readonly<Record<string, Rule>> = {
  // Of the connection to us; the agent makes its own.
  connection: drop,
  'keep-alive': drop,
  'proxy-connection': drop,
  'proxy-authorization': drop,
  te: drop,
  trailer: drop,
  upgrade: drop,
  // Node has answered it already.
  expect: drop,
  'http2-settings': drop,
  // Who stands in front of us is nothing to the site.
  forwarded: drop,
  'x-forwarded-for': drop,
  'x-forwarded-host': drop,
  'x-forwarded-port': drop,
  'x-forwarded-proto': drop,
  'x-real-ip': drop,
  via: drop,
  'accept-encoding': (_, visit) => (visit.req.headers.range === undefined ? ACCEPT_ENCODING : 'identity'),
  // From the jar only.
  cookie: drop,
  host: (_, { url }) => url.host,
  origin: (value, { session: { book } }) =>
    book.isProxied(value) ? new URL(book.real(value)).origin : 'null',
  referer: realReferer,
  'sec-fetch-site': (_, { site }) => site,
  'sec-fetch-dest': realDest,
  'sec-fetch-storage-access': drop,
};

/** How a browser introduces itself, whatever it asks for. */
const IDENTITY = /^(?:user-agent|accept-language|dnt|sec-gpc|sec-ch-.*)$/;
/** A mirror's own caches and positions are nothing to the site. */
const MIRROR_DROPS = new Set([
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
  'if-range',
  'range',
  'cache-control',
  'pragma',
]);

export function outgoingHeaders(visit: Visit, method: string): IncomingHttpHeaders {
  const { req, session, role } = visit;
  const out: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(req.headers)) {
    if (value === undefined || name.startsWith('x-lockstep-')) continue;
    if (role === 'mirror' && (MIRROR_DROPS.has(name) || IDENTITY.test(name))) continue;
    const rule = rules[name];
    const mapped = rule === undefined ? value : rule(String(value), visit);
    if (mapped !== undefined) out[name] = mapped;
    if (role === 'live' && IDENTITY.test(name) && session.identity.get(name) !== String(value)) {
      session.identity.set(name, String(value));
      session.changed('site', 'soon');
    }
  }
  if (role === 'mirror') for (const [name, value] of session.identity) out[name] = value;
  const cookie = visit.anonymous ? '' : siteCookies(visit, method);
  if (cookie !== '') out['cookie'] = cookie;
  out['accept-encoding'] ??= ACCEPT_ENCODING;
  entered(out, visit);
  return out;
}

/** An address that somebody entered in the shell was asked for by a person, and by no page. */
function entered(out: IncomingHttpHeaders, { req, session: { book } }: Visit): void {
  if (out['sec-fetch-site'] !== 'none' || initiatorOf(req.headers, book) !== null) return;
  out['sec-fetch-user'] = '?1';
  if (out['origin'] === 'null' && req.method === 'GET') delete out['origin'];
}

/** A 304 needs the body that it stands for in the record, or mirrors would have to ask the site. */
export function withoutStaleConditions(out: IncomingHttpHeaders, exchange: Exchange): IncomingHttpHeaders {
  const { record } = exchange.session;
  const key = exchange.url.href;
  const has = asksForDocument(exchange)
    ? record.document(key) !== undefined
    : record.hasResource(recordKey(exchange));
  if (has) return out;
  const { 'if-none-match': _, 'if-modified-since': __, ...rest } = out;
  return rest;
}
