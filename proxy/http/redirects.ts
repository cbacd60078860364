// Redirects without end: a browser gives up on them with a page of its own, in which nothing of ours runs.
import { asksForDocument, type Exchange } from './exchange.ts';
import { SiteError } from './fault.ts';

/** Fetch Standard, "HTTP-redirect fetch": the twenty-first is an error. Chromium already gives up at the twentieth. */
const MOST = 19;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Counts the redirects of the live browser's way to a document; throws where there are too many. */
export function checkRedirects(exchange: Exchange, status: number, location: string | undefined): void {
  const { session, role, url } = exchange;
  if (role !== 'live' || !asksForDocument(exchange)) return;
  const { to, count } = session.redirected;
  const isOn = REDIRECTS.has(status) && location !== undefined && URL.canParse(location, url.href);
  const inRow = to === url.href ? count : 0;
  session.redirected = isOn
    ? { to: new URL(location, url.href).href.replace(/#.*/s, ''), count: inRow + 1 }
    : { to: '', count: 0 };
  if (session.redirected.count <= MOST) return;
  session.redirected = { to: '', count: 0 };
  throw new SiteError('redirects', 'Twenty redirects in a row.');
}
