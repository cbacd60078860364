// Who asks, in terms of the real web: Fetch Metadata and SameSite are about sites, and the browser sees only ours.
import { getDomain } from 'tldts';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressBook } from '../../protocol/address.ts';

export type FetchSite = 'same-origin' | 'same-site' | 'cross-site' | 'none';

/** Schemeful: HTML Standard, "schemelessly same site" and the scheme. */
export function relation(initiator: URL, to: URL): Exclude<FetchSite, 'none'> {
  if (initiator.origin === to.origin) return 'same-origin';
  const options = { allowPrivateDomains: true };
  const site = getDomain(initiator.hostname, options) ?? initiator.hostname;
  const same =
    initiator.protocol === to.protocol && site === (getDomain(to.hostname, options) ?? to.hostname);
  return same ? 'same-site' : 'cross-site';
}

/** Real URL of the page that asks; null where it is the shell, nobody, or not said. */
export function initiatorOf(headers: IncomingHttpHeaders, book: AddressBook): URL | null {
  for (const text of [headers.origin, headers.referer]) {
    if (text !== undefined && book.isProxied(text)) return new URL(book.real(text));
  }
  return null;
}

/** Of a page that has no origin (in a sandbox), or of one that is no host of ours: to those all hosts of ours are one site. */
export const isForeign = (headers: IncomingHttpHeaders): boolean =>
  headers['sec-fetch-site'] === 'cross-site';

/** From the nearest to the farthest: of a way through several hosts the farthest counts. */
const FARTHER: readonly FetchSite[] = ['none', 'same-origin', 'same-site', 'cross-site'];
const farther = (a: FetchSite, b: FetchSite): FetchSite => (FARTHER.indexOf(a) > FARTHER.indexOf(b) ? a : b);

/** `before`: what the request was to the host that redirected here, if one did (Fetch Metadata, "set the Sec-Fetch-Site header"). */
export function fetchSite(
  headers: IncomingHttpHeaders,
  to: URL,
  book: AddressBook,
  before: FetchSite | undefined,
): FetchSite {
  if (isForeign(headers)) return 'cross-site';
  const initiator = initiatorOf(headers, book);
  const seen = headers['sec-fetch-site'];
  if (initiator !== null) {
    const direct = relation(initiator, to);
    if (before !== undefined) return farther(direct, before);
    // The browser has seen another host on the way, and nobody knows which.
    return direct === 'same-origin' && seen === 'same-site' ? 'cross-site' : direct;
  }
  if (seen === 'same-origin' || seen === 'none') return seen;
  // From the shell (somebody entered an address), or from a page that says nothing of itself.
  return headers['sec-fetch-mode'] === 'navigate' ? 'none' : 'cross-site';
}

/** What tough-cookie calls the same thing. */
export function sameSiteContext(
  site: FetchSite,
  headers: IncomingHttpHeaders,
  method: string,
): 'strict' | 'lax' | 'none' {
  if (site !== 'cross-site') return 'strict';
  // Such a page leads no window of its own.
  if (isForeign(headers)) return 'none';
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' || headers['sec-fetch-mode'] === undefined;
  return isNavigation && (method === 'GET' || method === 'HEAD') ? 'lax' : 'none';
}
