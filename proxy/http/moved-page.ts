// A page that moves to another browser is not fetched again: it may be the answer to a form, or be made for one visit.
import { htmlRewriter } from '../rewrite/html.ts';
import { asksForDocument, type Step } from './exchange.ts';
import { pageContext } from './page-context.ts';
import { withoutFragment } from './record.ts';
import { sendText } from './send.ts';
import type { SiteSession } from './site-session.ts';

/** A browser that has not asked by then goes there of its own accord. */
const AWAITED_MS = 30_000;

/** The pages that windows show, and that the browser which is to run them from `now` on will ask for. */
export function expectMoved({ movedPages }: SiteSession, urls: readonly string[], now: number): void {
  movedPages.clear();
  for (const url of urls) movedPages.set(withoutFragment(url), now + AWAITED_MS);
}

export const movedPage: Step = (exchange) => {
  const { role, anonymous, method, session, url } = exchange;
  if (role !== 'live' || anonymous || method !== 'GET' || !asksForDocument(exchange)) return false;
  const at = withoutFragment(url.href);
  const until = session.movedPages.get(at);
  if (until === undefined || !session.movedPages.delete(at) || until < Date.now()) return false;
  const document = session.record.document(at);
  if (document?.head == null || document.body.state() !== 'done') return false;
  const rewriter = htmlRewriter(pageContext(exchange, document.head));
  const text = rewriter.write(document.html()) + rewriter.end();
  // The record holds text, whatever bytes it came as.
  const headers = { ...document.head.headers, 'content-type': 'text/html; charset=utf-8' };
  sendText(exchange, { ...document.head, headers }, text);
  return true;
};
