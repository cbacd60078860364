// For monitors and load balancers: is it alive, does it take requests, and how is it doing.
import { Router } from 'express';
import { ApiError } from '../api/api-error.ts';
import type { Around } from '../api/around.ts';
import { createMonitor } from './metrics.ts';

export function monitorRoutes(around: Around): Router {
  const { door, options, registry, phase } = around;
  const monitor = options.metrics === 'off' ? null : createMonitor(registry);
  const routes = Router();
  routes.get('/_lockstep/health', (_req, res) => {
    res.set('cache-control', 'no-store').json({ status: 'ok' });
  });
  routes.get('/_lockstep/ready', (_req, res) => {
    // While it closes, whoever balances the load sends people elsewhere.
    const isReady = !phase.isClosing;
    res
      .status(isReady ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: isReady ? 'ready' : 'closing' });
  });
  routes.get('/metrics', async (req, res) => {
    if (monitor === null) throw new ApiError('not-found', 'Metrics are off here: see LOCKSTEP_METRICS.');
    if (options.metrics === 'admin' && !door.isAdmin(req.headers))
      throw new ApiError('unauthorized', 'Metrics are for the admin: send the token as a bearer token.');
    res
      .set('cache-control', 'no-store')
      .type(monitor.contentType)
      .send(await monitor.text());
  });
  return routes;
}
