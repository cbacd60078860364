// Sites that nobody here wrote, served from loopback.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import express from 'express';

export interface Site extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Method and path of every request the site got, in order. */
  readonly requests: readonly string[];
}

const resolve = createRequire(__filename);
/** The folder of an installed package. */
export const packageFolder = (name: string): string => dirname(resolve.resolve(`${name}/package.json`));

function listen(server: Server): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      done((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => {
      done();
    });
    server.closeAllConnections();
  });
}

/** Serves a listener on a free loopback port, and notes what is asked of it. */
export async function serveSite(listener: RequestListener): Promise<Site> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    listener(request, response);
  });
  const port = await listen(server);
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    requests,
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}

/** Serves one page per path. */
export function servePages(pages: Readonly<Record<string, string>>): Promise<Site> {
  return serveSite((request, response) => {
    const path = (request.url ?? '').replace(/[?#].*/s, '');
    const body = pages[path];
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': path.endsWith('.js')
        ? 'text/javascript'
        : path.endsWith('.css')
          ? 'text/css'
          : 'text/html; charset=utf-8',
    });
    response.end(body ?? 'not here');
  });
}

/** Serves a folder as any static host would. */
export function serveFolder(folder: string): Promise<Site> {
  return serveSite(express().use(express.static(folder)));
}

/** Swagger UI as its documentation has it hosted: the package's files, with an initializer that names a description. */
export function serveSwagger(description: object): Promise<Site> {
  const app = express();
  app.get('/plants.json', (_, response) => void response.json(description));
  app.get('/swagger-initializer.js', (_, response) => {
    response.type('js').send(`window.onload = () => {
      window.ui = SwaggerUIBundle({ url: new URL('/plants.json', location.href).href, dom_id: '#swagger-ui',
        presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: 'StandaloneLayout', validatorUrl: null });
    };`);
  });
  return serveSite(app.use(express.static(packageFolder('swagger-ui-dist'))));
}

const run = promisify(execFile);

/** The React example of create-vite, built by Vite as its user would. */
export async function serveViteExample(): Promise<Site> {
  // Inside the project, so that the build finds react; removed with the site.
  const folder = await mkdtemp(join(dirname(packageFolder('vite')), '.vite-example-'));
  await cp(join(packageFolder('create-vite'), 'template-react'), folder, { recursive: true });
  // The template's own names a plugin for the developer's server only.
  await writeFile(
    join(folder, 'vite.config.js'),
    "export default { oxc: { jsx: { runtime: 'automatic' } } };",
  );
  await run(process.execPath, [join(packageFolder('vite'), 'bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: folder,
  });
  const site = await serveFolder(join(folder, 'dist'));
  return {
    ...site,
    [Symbol.asyncDispose]: async () => {
      await site[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Settings that its types do not have yet: no word to its makers, no guided tour over the editor. */
const untyped = {
  telemetry: { enabled: false, updateNotification: false },
  editorTheme: { page: {}, tours: false },
};

/** Node-RED's editor: an application with a WebSocket, run as its documentation embeds it. */
export async function serveNodeRed(): Promise<Site> {
  const { default: red } = await import('node-red');
  const folder = await mkdtemp(join(tmpdir(), 'node-red-'));
  const requests: string[] = [];
  const app = express();
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    app(request, response);
  });
  server.on('upgrade', ({ url }) => requests.push(`UPGRADE ${url ?? ''}`));
  const settings = {
    ...untyped,
    uiHost: '127.0.0.1',
    uiPort: 0,
    httpAdminRoot: '/',
    httpNodeRoot: '/api',
    userDir: folder,
    credentialSecret: 'a test',
    logging: { console: { level: 'off' as const, metrics: false, audit: false } },
  };
  red.init(server, settings);
  app.use('/', red.httpAdmin);
  const port = await listen(server);
  await red.start();
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      await red.stop();
      await closeServer(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
