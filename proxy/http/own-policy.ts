// The Content-Security-Policy that Lockstep sends on site hosts: only proxied hosts, so that what slips through is stopped.
import type { BaseAddress } from '../../protocol/address.ts';
import { bundlePaths } from '../../protocol/cookie-names.ts';

function hosts(base: BaseAddress): {
  readonly pages: string;
  readonly sockets: string;
  readonly frames: string;
} {
  const pages = `${base.protocol}//*.${base.host}`;
  const sockets = `${base.protocol === 'https:' ? 'wss:' : 'ws:'}//*.${base.host}`;
  return { pages, sockets, frames: `frame-ancestors ${base.protocol}//${base.host} ${pages}` };
}

export function livePolicy(base: BaseAddress): string {
  const { pages, sockets, frames } = hosts(base);
  const sources = `'self' ${pages} ${sockets} data: blob: mediastream: 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'`;
  return `default-src ${sources}; form-action 'self' ${pages}; ${frames}`;
}

/** A mirror runs one script, ours: `origin` is the proxied origin that serves it. */
export function mirrorPolicy(base: BaseAddress, origin: string): string {
  const { pages, frames } = hosts(base);
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
    `form-action 'none'`,
    frames,
  ].join('; ');
}
