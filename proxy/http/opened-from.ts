// Windows that links open are the shell's: what the browser would have said of the link is said for it.
import { asksForDocument, type Exchange, type Step } from './exchange.ts';
import { initiatorOf, relation } from './fetch-site.ts';
import { withoutFragment } from './record.ts';

/** No page opens more windows than it waits for. */
const MAX_OPENED = 100;

/** The page that asks is the referrer of `to`, if its policy lets it be one. */
export function noteOpener({ session, req }: Exchange, to: string): void {
  const from = req.headers.referer;
  if (from === undefined || !session.book.isProxied(from)) return;
  if (session.openedFrom.size >= MAX_OPENED) session.openedFrom.clear();
  session.openedFrom.set(withoutFragment(new URL(to).href), session.book.real(from));
}

/** Referrer Policy, "strict-origin-when-cross-origin"; the page's own policy has had its say when it asked. */
const trimmed = (from: URL, to: URL): string => (from.origin === to.origin ? from.href : `${from.origin}/`);

export const openedFrom: Step = (exchange) => {
  const { session, req, role, url, method } = exchange;
  const key = withoutFragment(url.href);
  const said = role === 'live' && method === 'GET' ? session.openedFrom.get(key) : undefined;
  if (said === undefined || !asksForDocument(exchange) || initiatorOf(req.headers, session.book) !== null)
    return false;
  session.openedFrom.delete(key);
  const from = new URL(said);
  req.headers.referer = session.book.proxied(trimmed(from, url));
  req.headers['sec-fetch-site'] = exchange.site = relation(from, url);
  // Somebody clicked.
  req.headers['sec-fetch-user'] = '?1';
  return false;
};
