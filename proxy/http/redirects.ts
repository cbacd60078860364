// Redirects: through which hosts they lead, and that they end: a browser gives up on them with a page in which nothing of ours runs.
import type { IncomingHttpHeaders } from 'node:http';
import type { RealUrl } from '../../protocol/address.ts';
import { asksForDocument, type Exchange, type Visit } from './exchange.ts';
import { SiteError } from './fault.ts';
import type { FetchSite } from './fetch-site.ts';
import { withoutFragment } from './record.ts';

/** Fetch Standard, "HTTP-redirect fetch": the twenty-first is an error. Chromium already gives up at the twentieth. */
const MOST = 19;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** No browser follows more at the same time. */
const MAX_TRAILS = 200;

/** Where an answer leads; null where it is no redirect. */
const targetOf = ({ url }: Visit, status: number, location: string | undefined): RealUrl | null =>
  REDIRECTS.has(status) && location !== undefined && URL.canParse(location, url.href)
    ? withoutFragment(new URL(location, url.href).href)
    : null;

/** Remembers what was asked for by way of which hosts: the browser sees only hosts of ours, all of one site. */
function noteTrail({ session: { trails }, site }: Visit, to: RealUrl): void {
  if (trails.size >= MAX_TRAILS) trails.clear();
  trails.set(to, site);
}

/** What the request was that was redirected here; undefined where the browser has seen no other host on the way. */
export function takeTrail(
  trails: Map<RealUrl, FetchSite>,
  headers: IncomingHttpHeaders,
  url: URL,
): FetchSite | undefined {
  if (trails.size === 0) return undefined;
  const key = withoutFragment(url.href);
  const found = trails.get(key);
  trails.delete(key);
  return headers['sec-fetch-site'] === 'same-site' ? found : undefined;
}

/** Follows the live browser's way, and counts its redirects to a document; throws where there are too many. */
export function checkRedirects(exchange: Exchange, status: number, location: string | undefined): void {
  const { session, role, url } = exchange;
  if (role !== 'live') return;
  const target = targetOf(exchange, status, location);
  if (target !== null) noteTrail(exchange, target);
  if (!asksForDocument(exchange)) return;
  const { to, count } = session.redirected;
  const inRow = to === url.href ? count : 0;
  session.redirected = target === null ? { to: '', count: 0 } : { to: target, count: inRow + 1 };
  if (session.redirected.count <= MOST) return;
  session.redirected = { to: '', count: 0 };
  throw new SiteError('redirects', 'Twenty redirects in a row.');
}
