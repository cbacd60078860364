// POST /_lockstep/host on the base host: the shell names a site whose label is only a fingerprint, before it goes there.
import { Router, type Request } from 'express';
import { z } from 'zod';
import { ownPaths } from '../../protocol/cookie-names.ts';
import { callerIn } from '../registry/caller.ts';
import type { RunningSession } from '../registry/running-session.ts';
import { requireOwn } from './access.ts';
import { ApiError } from './api-error.ts';
import type { Around } from './around.ts';
import { badBody } from './refusal.ts';

const announcement = z.strictObject({
  origin: z
    .string()
    .max(2_048)
    .refine((it) => /^https?:/.test(it) && URL.canParse(it) && new URL(it).origin === it),
});

export function originRoutes(around: Around): Router {
  const routes = Router();
  routes.post(ownPaths.host, (req, res) => {
    requireOwn(around, req);
    const session = sessionOfShell(around, req);
    if (session === null) throw new ApiError('unauthorized', 'Only participants of a session may do this.');
    const said = announcement.safeParse(req.body);
    if (!said.success) throw badBody(said.error, '{"origin": "https://example.com"}');
    if (session.site.hashed.size >= around.options.maxSites)
      throw new ApiError('limit', 'This session has had too many sites with long names.');
    session.site.book.proxiedOrigin(said.data.origin);
    res.status(204).end();
  });
  return routes;
}

/** Our pages send the whole referrer to ourselves (Referrer-Policy: same-origin): it says whose shell this is. */
function sessionOfShell({ registry, base }: Around, req: Request): RunningSession | null {
  const referrer = req.headers.referer ?? '';
  const id = URL.canParse(referrer) ? /^\/s\/([^/]+)$/.exec(new URL(referrer).pathname)?.[1] : undefined;
  const session = id === undefined ? undefined : registry.find(id);
  return session !== undefined && callerIn(session, req.headers, base) !== null ? session : null;
}
