// The Content-Security-Policy that Lockstep sends on site hosts: only proxied hosts, so that what slips through is stopped.
import type { AddressBook, BaseAddress } from '../../protocol/address.ts';
import { bundlePaths } from '../../protocol/cookie-names.ts';

/** Proxied origins that may frame a page besides the shell; null: all; 'opaque': also pages that have no origin. */
export type Framers = readonly string[] | null | 'opaque';

export const proxiedFramers = (origins: Iterable<string>, book: AddressBook): readonly string[] =>
  [...origins].map((it) => book.proxiedOrigin(it));

function hosts(
  base: BaseAddress,
  framers: Framers,
): {
  readonly pages: string;
  readonly sockets: string;
  readonly frames: string;
} {
  const pages = `${base.protocol}//*.${base.host}`;
  const sockets = `${base.protocol === 'https:' ? 'wss:' : 'ws:'}//*.${base.host}`;
  if (framers === 'opaque') return { pages, sockets, frames: '' };
  const above = [`${base.protocol}//${base.host}`, ...(framers ?? [pages])].join(' ');
  return { pages, sockets, frames: `; frame-ancestors ${above}` };
}

export function livePolicy(base: BaseAddress, framers: Framers = null): string {
  const { pages, sockets, frames } = hosts(base, framers);
  const sources = `'self' ${pages} ${sockets} data: blob: mediastream: 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'`;
  return `default-src ${sources}; form-action 'self' ${pages}${frames}`;
}

/** In a sandbox without scripts: of the site's none runs, and ours does. `own`: where ours are. */
export const scriptlessPolicy = (own: string): string => `script-src ${own}; script-src-attr 'none'`;

/** A mirror runs one script, ours: `origin` is the proxied origin that serves it. */
export function mirrorPolicy(base: BaseAddress, origin: string, framers: Framers = null): string {
  const { pages, frames } = hosts(base, framers);
  const media = `'self' ${pages} data: blob:`;
  return [
    `default-src 'none'`,
    `script-src ${origin}${bundlePaths.mirror}`,
    `style-src ${media} 'unsafe-inline'`,
    `img-src ${media}`,
    `font-src ${media}`,
    `media-src ${media}`,
    `frame-src ${media}`,
    `object-src ${media}`,
    `connect-src 'self'`,
    `base-uri 'self' ${pages}`,
    `form-action 'none'${frames}`,
  ].join('; ');
}
