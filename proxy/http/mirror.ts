// What a mirror gets: never the site's scripts, and never a request of its own where the live browser made it.
import { inertDocument } from '../rewrite/inert.ts';
import { asksForDocument, type Exchange } from './exchange.ts';
import { recordKey } from './kind.ts';
import { mirrorPolicy, proxiedFramers } from './own-policy.ts';
import { bootContext } from './page-context.ts';
import { hidesSomething } from './privacy.ts';
import { play } from './playback.ts';
import { withoutFragment, type Document } from './record.ts';
import { record } from './recording.ts';
import { sendText } from './send.ts';

/** How long a document that is still coming is waited for: its mirror fills up from the live page anyway. */
const PATIENCE_MS = 250;
const ATTEMPTS = 3;
const BARE = '<!DOCTYPE html>';

/** The document type decides on quirks mode; it stands first, or there is none. */
const doctypeOf = (html: string): string =>
  /^\ufeff?(?:\s|<!--[\s\S]*?-->)*(<!doctype[^>]*>)/i.exec(html)?.[1] ?? '';

async function settled(document: Document): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (document.body.state() === 'open' && Date.now() < until) {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((done) => {
      timer = setTimeout(done, until - Date.now());
    });
    await Promise.race([document.body.changed(), patience]);
    clearTimeout(timer);
  }
}

function inertText(exchange: Exchange, document: Document | undefined): string {
  const context = bootContext(exchange);
  if (document === undefined) return inertDocument(BARE, context);
  const html = document.html();
  const isHidden = hidesSomething(exchange.session.privacyOf(exchange.origin), html);
  if (isHidden || document.body.state() !== 'done') return inertDocument(doctypeOf(html), context);
  document.inert ??= inertDocument(html, context);
  return document.inert;
}

/** For a page that the record has nothing of: the live page fills it. */
export function sendBare(exchange: Exchange): void {
  sendInert(exchange, undefined);
}

function sendInert(exchange: Exchange, document: Document | undefined): void {
  const { session, around, origin } = exchange;
  const framers = document?.head?.framers ?? null;
  const above = framers === null ? null : proxiedFramers(framers, session.book);
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': mirrorPolicy(around.base, session.book.proxiedOrigin(origin), above),
    // The same address is a live page once this browser becomes the live one.
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
  };
  const status = document?.status() ?? 200;
  sendText(exchange, { status, statusText: '', headers }, inertText(exchange, document));
}

async function sendDocument(exchange: Exchange): Promise<boolean> {
  const { session, url } = exchange;
  const document = session.record.document(withoutFragment(url.href));
  if (document === undefined) {
    // A picture or a PDF in a frame is a document to the browser, and a resource to the record.
    const resource = session.record.resource(recordKey(exchange));
    if (resource !== undefined && resource.head() !== null && (await play(exchange, resource))) return true;
  } else await settled(document);
  sendInert(exchange, document);
  return true;
}

/** The steps of a mirror's request; what comes out false is fetched from the site once, and kept. */
export async function mirror(exchange: Exchange): Promise<boolean> {
  if (exchange.role !== 'mirror') return false;
  const { method, session } = exchange;
  if (method !== 'GET' && method !== 'HEAD') {
    const headers = { allow: 'GET, HEAD', 'content-type': 'text/plain; charset=utf-8' };
    sendText(
      exchange,
      { status: 405, statusText: '', headers },
      'Only the browser that runs the page may do that.\n',
    );
    return true;
  }
  if (asksForDocument(exchange)) return sendDocument(exchange);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const resource = session.record.resource(recordKey(exchange));
    if (resource === undefined) break;
    if (await play(exchange, resource)) return true;
  }
  // As a stranger would ask: with the jar's cookies, a guest could read what only the signed-in visitor may.
  exchange.anonymous = true;
  // At once, before anybody else can find that it is missing.
  record(exchange);
  return false;
}
