// What browsers are told about Lockstep's own pages and answers. The proxied sites' pages are none of these.
import type { RequestHandler } from 'express';
import type { BaseAddress } from '../../protocol/address.ts';
import { ownPaths } from '../../protocol/cookie-names.ts';
import { originOf } from '../registry/own-request.ts';

export function securityHeaders(base: BaseAddress): RequestHandler {
  const policy = contentPolicy(base);
  return (_req, res, next) => {
    res.setHeader('content-security-policy', policy);
    res.setHeader('x-content-type-options', 'nosniff');
    // Invites stand in addresses: no site may learn them.
    res.setHeader('referrer-policy', 'same-origin');
    // Proxied pages are same-site with us: without these they could embed our answers and hold our window.
    res.setHeader('cross-origin-resource-policy', 'same-origin');
    res.setHeader('cross-origin-opener-policy', 'same-origin');
    res.setHeader('x-frame-options', 'DENY');
    res.setHeader('cache-control', 'no-store');
    next();
  };
}

function contentPolicy(base: BaseAddress): string {
  const sites = `${base.protocol}//*.${base.host}`;
  const socket = originOf(base).replace(/^http/, 'ws');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${sites}`,
    "font-src 'self'",
    // 'self' covers WebSockets only in newer browsers (CSP 3, "match a URL's scheme").
    `connect-src 'self' ${socket} ${sites}${ownPaths.clear}`,
    `frame-src ${sites}`,
    "frame-ancestors 'none'",
    "form-action 'self'",
    "base-uri 'none'",
  ].join('; ');
}
