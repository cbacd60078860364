// The one boundary where what went wrong with a site becomes an answer.
import { htmlRewriter } from '../rewrite/html.ts';
import { errorTexts } from './error-text.ts';
import { asksForDocument, type Exchange } from './exchange.ts';
import { faultOf, SiteError } from './fault.ts';
import { livePolicy } from './own-policy.ts';
import { noticePage } from './notice-page.ts';
import { bootContext } from './page-context.ts';
import { withoutFragment } from './record.ts';
import { sendText } from './send.ts';

export function sendFault(exchange: Exchange, error: unknown): void {
  const { res, url, session, around } = exchange;
  // Answered: one thing that breaks often breaks others.
  if (res.writableEnded) return;
  const code = exchange.fault ?? faultOf(error);
  session.upstreamFaults += 1;
  around.log.debug(
    { session: session.id, host: url.host, fault: code, error },
    'a site did not answer as it should',
  );
  if (res.headersSent || res.destroyed) {
    exchange.writer?.drop();
    res.destroy();
    return;
  }
  const detail = error instanceof SiteError ? error.message : '';
  if (asksForDocument(exchange)) sendPage(exchange, code, detail);
  else sendShort(exchange, code);
}

function sendPage(exchange: Exchange, code: keyof typeof errorTexts, detail: string): void {
  const { url, around, session, role } = exchange;
  const { status, title, what, advice } = errorTexts[code];
  const page = noticePage({ title, text: what(url.host), advice, detail });
  exchange.writer?.drop();
  exchange.writer = null;
  if (role === 'live') {
    // So that the others see it, too.
    const document = session.record.beginDocument(withoutFragment(url.href), status);
    document.read('utf-8');
    document.write(Buffer.from(page));
    document.done();
  }
  const rewriter = htmlRewriter(bootContext(exchange));
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': livePolicy(around.base),
  };
  sendText(exchange, { status, statusText: '', headers }, rewriter.write(page) + rewriter.end());
}

function sendShort(exchange: Exchange, code: keyof typeof errorTexts): void {
  const { status, what } = errorTexts[code];
  const body = JSON.stringify({ error: { code, message: what(exchange.url.host) } });
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  sendText(exchange, { status, statusText: '', headers }, `${body}\n`);
}
