// The end of a session: the shell has a browser forget what a site's host has stored in it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseLabel, type BaseAddress } from '../../protocol/address.ts';
import { ownPaths } from '../../protocol/cookie-names.ts';
import { originOf } from '../registry/own-request.ts';
import { parseCookies } from '../rewrite/cookies.ts';
import { siteLabelOf } from './site-address.ts';

/**
 * Answers a request for clearing a site's host, and says whether it was one. The session is gone from the registry by
 * then, and need not be known: a host's storage is its session's alone. Only our own pages may ask; no page of a site can
 * name their origin as its own.
 */
export function clearSite(req: IncomingMessage, res: ServerResponse, base: BaseAddress): boolean {
  if (req.url !== ownPaths.clear) return false;
  const label = siteLabelOf(req.headers.host, base);
  if (label === null || parseLabel(label) === null) return false;
  if (req.method !== 'POST' || req.headers.origin !== originOf(base)) {
    res.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    res.end('Not for you.\n');
    return true;
  }
  res.writeHead(204, {
    // Not "cookies": that takes those of the whole registrable domain (Clear Site Data, section 3.1), all sessions' and
    // the admin's among them.
    'clear-site-data': '"storage", "cache"',
    'set-cookie': parseCookies(req.headers.cookie).map(({ name }) => `${name}=; Path=/; Max-Age=0`),
    'access-control-allow-origin': originOf(base),
    'access-control-allow-credentials': 'true',
    'cache-control': 'no-store',
    vary: 'Origin',
  });
  res.end();
  return true;
}
