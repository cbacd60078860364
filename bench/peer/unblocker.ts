// A peer: unblocker in express, from the folder it is installed in: `unblocker.js SITE FOLDER`.
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';

type Unblocker = (options: Record<string, unknown>) => RequestHandler;

const [, , site = '', folder = '.'] = process.argv;
const unblocker = createRequire(join(folder, 'x.js'))('unblocker') as Unblocker;
const app = express();
app.use(unblocker({ prefix: '/proxy/', httpAgent: new Agent({ keepAlive: true }) }));
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`ready http://127.0.0.1:${String(port)}/proxy/${site}/`);
});
server.keepAliveTimeout = 60_000;
