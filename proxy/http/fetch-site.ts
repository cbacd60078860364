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

/** A sandboxed page of the session asks: its origin is none, but it tells its address, which nobody else can. */
export const isSandboxed = (headers: IncomingHttpHeaders, book: AddressBook): boolean =>
  headers['sec-fetch-site'] === 'cross-site' && initiatorOf(headers, book) !== null;

export function fetchSite(headers: IncomingHttpHeaders, to: URL, book: AddressBook): FetchSite {
  const initiator = initiatorOf(headers, book);
  const seen = headers['sec-fetch-site'];
  // To all hosts of ours, which are of one site: a page of an opaque origin asks, or somebody else's.
  if (seen === 'cross-site') return seen;
  if (initiator !== null) {
    const direct = relation(initiator, to);
    // The browser has seen a redirect through another host that the first initiator does not tell of.
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
  // From a page of an opaque origin, which leads no window of its own.
  if (headers['sec-fetch-site'] === 'cross-site') return 'none';
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' || headers['sec-fetch-mode'] === undefined;
  return isNavigation && (method === 'GET' || method === 'HEAD') ? 'lax' : 'none';
}
