// The admin page and its API.
import { Router, type RequestHandler } from 'express';
import { requireOwn, sessionIn } from '../api/access.ts';
import { ApiError } from '../api/api-error.ts';
import type { Around } from '../api/around.ts';
import type { Assets } from '../api/assets.ts';
import { pageDocument } from '../api/pages.ts';
import { createThrottle } from '../api/throttle.ts';
import { createFeed } from './feed.ts';
import { overviewOf } from './overview.ts';
import { badBody } from '../api/refusal.ts';
import { adminOnly, sendOut } from '../api/ruling.ts';
import { signing } from '../api/shapes.ts';

/** Guessing is hopeless against a made token, and must be against a chosen one. */
const SIGN_INS_PER_MINUTE = 10;

export function adminPage(assets: Assets): RequestHandler {
  return (_req, res) => {
    res.type('html').send(pageDocument(assets, { page: 'admin', title: 'Lockstep: sessions' }));
  };
}

export function adminRoutes(around: Around): Router {
  const { door, registry } = around;
  const routes = Router();
  const throttle = createThrottle(SIGN_INS_PER_MINUTE, around.now);
  const takesCalls = (): boolean => around.sip.gateway !== null;
  const feed = createFeed(registry, takesCalls, (req) => door.isAdmin(req.headers));

  routes.post('/sign-in', (req, res) => {
    requireOwn(around, req);
    throttle(req);
    const said = signing.safeParse(req.body);
    if (!said.success) throw badBody(said.error, '{"token": "..."}');
    if (!door.isToken(said.data.token)) throw new ApiError('unauthorized', 'This is not the admin token.');
    res.append('set-cookie', door.signIn()).status(204).end();
  });
  routes.post('/sign-out', (req, res) => {
    requireOwn(around, req);
    res.append('set-cookie', door.signOut(req.headers)).status(204).end();
  });

  routes.use((req, _res, next) => {
    adminOnly(around, req);
    if (req.method !== 'GET' && req.method !== 'HEAD') requireOwn(around, req);
    next();
  });
  routes.get('/sessions', (_req, res) => void res.json(overviewOf(registry, takesCalls())));
  routes.get('/feed', (req, res) => feed.follow(req, res));
  routes.post('/sessions/:id/end', (req, res) => {
    sessionIn(around, req).happen({ type: 'ended', reason: 'ended', by: 'admin' });
    res.status(204).end();
  });
  routes.post('/sessions/:id/revoke', (req, res) => {
    sessionIn(around, req).happen({ type: 'revoked' });
    res.status(204).end();
  });
  routes.post('/sessions/:id/participants/:pid/remove', (req, res) => {
    sendOut(sessionIn(around, req), req.params.pid, 'admin');
    res.status(204).end();
  });
  return routes;
}
