// What Lockstep itself answers on a site's host.
import { z } from 'zod';
import { bundlePaths, ownPaths } from '../../protocol/cookie-names.ts';
import { OWN_PATH } from '../../protocol/wire.ts';
import { rewriteCss } from '../rewrite/css.ts';
import { rewriteHtml } from '../rewrite/html.ts';
import { rewriteScript } from '../rewrite/script.ts';
import { documentUrl } from './cookie-writes.ts';
import type { Bundles, Exchange, Step } from './exchange.ts';
import { scriptCookies, storeCookie } from './jar.ts';
import { noteOpener } from './opened-from.ts';
import { plainContext } from './page-context.ts';
import { readText } from './request-text.ts';
import { sendText } from './send.ts';

const MAX_SOURCE_BYTES = 16 * 1024 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';

function answer(exchange: Exchange, status: number, body: string, type = 'text/plain; charset=utf-8'): true {
  sendText(
    exchange,
    { status, statusText: '', headers: { 'content-type': type, 'cache-control': 'no-store' } },
    body,
  );
  return true;
}

const bundleNames = new Map<string, keyof Bundles>(
  (['live', 'mirror', 'worker'] as const).map((name) => [bundlePaths[name], name]),
);

/** The injected bundles: for everybody, since they are the same for everybody. */
export const bundle: Step = (exchange) => {
  const { url, around, res, method } = exchange;
  const name = bundleNames.get(url.pathname);
  if (name === undefined) return false;
  const { body, version } = around.bundles[name];
  const isCurrent = url.searchParams.get('v') === version;
  res.writeHead(200, {
    'content-type': 'text/javascript; charset=utf-8',
    'content-length': body.length,
    'cache-control': isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache',
    // Workers and frames without an origin load it across origins.
    'access-control-allow-origin': '*',
  });
  res.end(method === 'HEAD' ? undefined : body);
  return true;
};

/** What browsers show where a page may not be framed, they alone can show. */
const refused: Endpoint = (exchange) => {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  };
  sendText(exchange, { status: 403, statusText: '', headers }, '<!DOCTYPE html>');
  return true;
};

type Endpoint = (exchange: Exchange) => true | Promise<true>;

/** Where a script reads and writes cookies: only on its own site. */
function cookieUrl(exchange: Exchange): string {
  const at = exchange.url.searchParams.get('at') ?? '';
  return URL.canParse(at) && new URL(at).origin === exchange.origin ? at : documentUrl(exchange);
}

const cookies: Endpoint = (exchange) => {
  const { session } = exchange;
  const text = scriptCookies(session, cookieUrl(exchange));
  return answer(exchange, 200, JSON.stringify({ version: session.cookieVersion, cookies: text }), JSON_TYPE);
};

const MAX_COOKIE_BYTES = 16 * 1024;

const cookie: Endpoint = async (exchange) => {
  const text = await readText(exchange.req, MAX_COOKIE_BYTES);
  storeCookie(exchange.session, cookieUrl(exchange), text, true);
  return cookies(exchange);
};

function announcedOrigin(text: string): string | null {
  try {
    const said: unknown = JSON.parse(text);
    const origin = typeof said === 'object' && said !== null && 'origin' in said ? said.origin : null;
    if (typeof origin !== 'string' || !/^https?:/.test(origin)) return null;
    return new URL(origin).origin === origin ? origin : null;
  } catch {
    // Neither JSON nor a URL.
    return null;
  }
}

const underway: Endpoint = (exchange) => {
  const isAwaited = [...exchange.session.awaited].some((it) => !it.headersSent);
  return answer(exchange, 200, JSON.stringify(isAwaited), JSON_TYPE);
};

const host: Endpoint = async (exchange) => {
  const { session } = exchange;
  const origin = announcedOrigin(await readText(exchange.req, 4_096));
  if (origin === null || session.hashed.size >= exchange.around.limits.sites)
    return answer(exchange, 400, 'No origin.\n');
  session.book.proxiedOrigin(origin);
  exchange.res.writeHead(204).end();
  return true;
};

const referrer: Endpoint = async (exchange) => {
  const to = await readText(exchange.req, 64 * 1024);
  if (!URL.canParse(to) || !/^https?:/.test(to)) return answer(exchange, 400, 'No URL.\n');
  noteOpener(exchange, to);
  exchange.res.writeHead(204).end();
  return true;
};

const pageDialog = z.strictObject({
  kind: z.enum(['alert', 'confirm', 'prompt', 'print']),
  text: z.string().max(1_000),
});

const dialog: Endpoint = async (exchange) => {
  const text = await readText(exchange.req, 16 * 1024);
  const said = pageDialog.nullable().safeParse(jsonOf(text));
  if (!said.success) return answer(exchange, 400, 'No dialog.\n');
  exchange.session.dialogTold(said.data);
  exchange.res.writeHead(204).end();
  return true;
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Said as what it is not: a text.
    return text;
  }
}

/** Twice what browsers keep for an origin: letters outside of ASCII take more than a byte. */
const MAX_STORED_BYTES = 32 * 1024 * 1024;

const storage: Endpoint = async (exchange) => {
  const { session, origin, participant, method } = exchange;
  if (method === 'POST') {
    session.storage.keep(origin, participant, await readText(exchange.req, MAX_STORED_BYTES));
    exchange.res.writeHead(204).end();
    return true;
  }
  const text = session.storage.take(origin, participant);
  return answer(exchange, 200, text ?? 'null', JSON_TYPE);
};

const rewrite: Endpoint = async (exchange) => {
  const as = exchange.url.searchParams.get('as');
  const text = await readText(exchange.req, MAX_SOURCE_BYTES);
  const context = { ...plainContext(exchange), url: documentUrl(exchange) };
  switch (as) {
    case 'script':
    case 'module':
    case 'handler':
    case 'function-body':
      return answer(exchange, 200, rewriteScript(text, as, context));
    case 'html':
      return answer(exchange, 200, rewriteHtml(text, context));
    case 'css':
      return answer(exchange, 200, rewriteCss(text, context));
    default:
      return answer(exchange, 400, 'As what?\n');
  }
};

const endpoints: Readonly<Record<string, { readonly methods: readonly string[]; readonly run: Endpoint }>> = {
  [ownPaths.cookies]: { methods: ['GET'], run: cookies },
  [ownPaths.cookie]: { methods: ['POST'], run: cookie },
  [ownPaths.underway]: { methods: ['GET'], run: underway },
  [ownPaths.host]: { methods: ['POST'], run: host },
  [ownPaths.refused]: { methods: ['GET'], run: refused },
  [ownPaths.referrer]: { methods: ['POST'], run: referrer },
  [ownPaths.dialog]: { methods: ['POST'], run: dialog },
  [ownPaths.storage]: { methods: ['GET', 'POST'], run: storage },
  [ownPaths.rewrite]: { methods: ['POST'], run: rewrite },
};

/** Only a page of this very host: browsers say so themselves, and a page cannot make them say otherwise. */
function isSameOrigin({ req: { headers }, session, origin }: Exchange): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === undefined || headers.origin === session.book.proxiedOrigin(origin);
}

export const ownEndpoints: Step = (exchange) => {
  const { url, role, anonymous, method } = exchange;
  if (!url.pathname.startsWith(OWN_PATH)) return false;
  const found = endpoints[url.pathname];
  if (found === undefined) return answer(exchange, 404, 'Nothing here.\n');
  if (!found.methods.includes(method)) return answer(exchange, 405, `Use ${found.methods.join(' or ')}.\n`);
  if (role !== 'live' || anonymous || !isSameOrigin(exchange)) return answer(exchange, 403, 'Not for you.\n');
  return found.run(exchange);
};
