// Everything on the base host but the socket.
import express, { type Express } from 'express';
import { adminPage, adminRoutes } from '../admin/routes.ts';
import { monitorRoutes } from '../metrics/routes.ts';
import type { Around } from './around.ts';
import { ASSETS_PATH } from './assets.ts';
import { entranceRoutes } from './entrance.ts';
import { joinRoutes } from './join.ts';
import { originOf } from '../registry/own-request.ts';
import { openApi } from './openapi.ts';
import { originRoutes } from './origins.ts';
import { pageDocument } from './pages.ts';
import { noRoute, refusals } from './refusal.ts';
import { securityHeaders } from './security-headers.ts';
import { sessionRoutes } from './sessions.ts';

/** A URL of 64 kB, and what JSON makes of it. */
const MAX_BODY = '140kb';

export function createApp(around: Around): Express {
  const { assets, demoUrl, base, options } = around;
  const app = express();
  app.disable('x-powered-by');
  // Whoever stands in front and speaks for others is on this machine or in this network.
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  app.use(securityHeaders(base));
  app.use(ASSETS_PATH, assets.serve);
  app.get('/', (_req, res) => {
    const data = { 'demo-url': demoUrl, create: options.create };
    res.type('html').send(pageDocument(assets, { page: 'start', title: 'Lockstep', data }));
  });
  app.use(monitorRoutes(around));
  app.get('/admin', adminPage(assets));
  app.use(express.json({ limit: MAX_BODY }));
  app.get('/api/openapi.json', (_req, res) => void res.json(openApi(originOf(base))));
  app.use('/api/sessions', sessionRoutes(around));
  app.use('/api/admin', adminRoutes(around));
  app.use('/s', entranceRoutes(around));
  app.use('/j', joinRoutes(around));
  app.use(originRoutes(around));
  app.use(noRoute, refusals(around.fault));
  return app;
}
