// Who asks Lockstep itself: proxied pages are same-site with it, so that only the very same origin is to be trusted.
import type { IncomingHttpHeaders } from 'node:http';
import type { BaseAddress } from '../../protocol/address.ts';

export const originOf = ({ protocol, host }: BaseAddress): string => `${protocol}//${host}`;

/**
 * Whether a request may use cookies to change something: it comes from a page of ours, or from no browser at all.
 * Browsers send Sec-Fetch-Site or, the older ones, Origin with every such request, and no page can make them not to.
 */
export function isOwnRequest(headers: IncomingHttpHeaders, base: BaseAddress): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return headers.origin === undefined || headers.origin === originOf(base);
}

/** Whether cookies of this base may be Secure: browsers take *.localhost for a secure context without TLS. */
export function isSecure({ protocol, host }: BaseAddress): boolean {
  return protocol === 'https:' || /(^|\.)localhost(:\d+)?$/.test(host);
}
