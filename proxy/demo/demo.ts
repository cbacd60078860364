// The shop "Fern & Field": a site to try Lockstep on with no network at all.
import express, { type Express } from 'express';
import { createServer } from 'node:http';
import { assetRoutes } from './assets/asset.ts';
import { demoOrigin } from './layout.ts';
import { accountRoutes } from './pages/account.ts';
import { basketRoutes } from './pages/basket.ts';
import { categoryRoutes } from './pages/category.ts';
import { checkoutRoutes } from './pages/checkout.ts';
import { failureRoutes } from './pages/failures.ts';
import { guideRoutes } from './pages/guide.ts';
import { homeRoutes } from './pages/home.ts';
import { plannerRoutes } from './pages/planner.ts';
import { productRoutes } from './pages/product.ts';
import { searchRoutes } from './pages/search.ts';
import { slowRoutes } from './pages/slow.ts';
import { visitRoutes } from './pages/visit.ts';
import { workshopRoutes } from './pages/workshops.ts';
import type { Shop } from './visit.ts';
import { visitorList } from './visitors.ts';

const maxVisitors = 500;
const bodyLimit = '64kb';

export interface Demo {
  /** What people enter and see: the forwarder knows that it is answered on `port` of loopback. */
  readonly origin: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

function openShop(): Shop {
  let orders = 1000;
  return { visitors: visitorList(maxVisitors), now: () => Date.now(), orderNumber: () => `FF-${++orders}` };
}

function shopApp(shop: Shop): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.urlencoded({ extended: false, limit: bodyLimit }), express.json({ limit: bodyLimit }));
  assetRoutes(app);
  const rooms = [
    homeRoutes,
    categoryRoutes,
    productRoutes,
    searchRoutes,
    basketRoutes,
    accountRoutes,
    checkoutRoutes,
    plannerRoutes,
    guideRoutes,
    visitRoutes,
    workshopRoutes,
    slowRoutes,
  ];
  for (const routes of rooms) routes(app, shop);
  failureRoutes(app, shop);
  return app;
}

/** Starts the shop on a free port of loopback. */
export async function startDemo(): Promise<Demo> {
  const server = createServer(shopApp(openShop()));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the demo shop listens on no port');
  return {
    origin: demoOrigin,
    port: address.port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        // The planner's clocks would keep it open for ever.
        server.closeAllConnections();
      }),
  };
}
