// A site, and Lockstep's site hosts in front of it, on loopback.
import http, {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSiteHandler, type SiteHandlerOptions } from '../../../proxy/http/site-handler.ts';
import { siteLabelOf } from '../../../proxy/http/site-address.ts';
import { createSiteSession, type SiteSession } from '../../../proxy/http/site-session.ts';

export const BASE = { protocol: 'http:', host: 'lockstep.test' } as const;
export const SESSION = 'abcdefgh';
export const LIVE = `ls_${SESSION}=live`;
export const MIRROR = `ls_${SESSION}=mirror`;

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly text: string;
  readonly trailers: NodeJS.Dict<string>;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  /** Another site's origin. */
  readonly origin?: string;
  readonly cookie?: string | null;
}

export interface SiteWorld extends AsyncDisposable {
  /** Real origin of the site. */
  readonly origin: string;
  /** Its proxied origin. */
  readonly proxied: string;
  readonly asked: readonly Asked[];
  readonly session: SiteSession;
  readonly port: number;
  /** By the live browser, as a sub-resource that says nothing of itself unless told otherwise. */
  readonly ask: (path: string, how?: Ask) => Promise<Answer>;
  readonly page: (path: string, how?: Ask) => Promise<Answer>;
  readonly asMirror: (path: string, dest: string, how?: Ask) => Promise<Answer>;
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

export function listen(server: Server): Promise<number> {
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(portOf(server))));
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

export function fetchRaw(port: number, host: string, path: string, how: Ask = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body, cookie = LIVE } = how;
  return new Promise((done, failed) => {
    const sent = http.request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        agent: false,
        headers: { host, ...(cookie === null ? {} : { cookie }), ...headers },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', failed);
        answer.on('end', () => {
          const raw = Buffer.concat(parts);
          const { statusCode = 0, trailers } = answer;
          done({ status: statusCode, headers: answer.headers, raw, text: raw.toString(), trailers });
        });
      },
    );
    sent.on('error', failed);
    sent.end(body);
  });
}

export type WorldOptions = Partial<Omit<SiteHandlerOptions, 'find'>> & {
  readonly onUpgrade?: (req: IncomingMessage, socket: Duplex) => void;
};

export async function startSiteWorld(
  listener: RequestListener,
  options: WorldOptions = {},
): Promise<SiteWorld> {
  const asked: Asked[] = [];
  const site = createServer({ insecureHTTPParser: false }, (req, res) => {
    asked.push({ method: req.method ?? '', url: req.url ?? '', headers: req.headers });
    listener(req, res);
  });
  if (options.onUpgrade !== undefined) site.on('upgrade', options.onUpgrade);
  const origin = `http://127.0.0.1:${String(await listen(site))}`;
  const roles = { live: 'live', mirror: 'mirror' } as const;
  const session = createSiteSession({
    id: SESSION,
    base: BASE,
    roleOf: (token) =>
      token === 'live' || token === 'mirror' ? { participant: token, role: roles[token] } : null,
  });
  const handler = createSiteHandler({
    base: BASE,
    find: (id) => (id === SESSION ? session : undefined),
    bundles: {
      live: { body: Buffer.from('/*live*/'), version: 'v1' },
      mirror: { body: Buffer.from('/*mirror*/'), version: 'v1' },
      worker: { body: Buffer.from('/*worker*/'), version: 'v1' },
    },
    policy: { allowPrivate: ['127.0.0.1'], allow: ['*'], deny: [], base: BASE, ownPort: () => null },
    limits: { bodyBytes: 1_000_000, timeoutMs: 5_000, loads: 100, sites: 100 },
    builtIn: new Map(),
    log: {
      debug: () => undefined,
      warn: (fields) => {
        console.warn(fields);
      },
    },
    ...options,
  });
  const server = createServer((req, res) => {
    if (siteLabelOf(req.headers.host, BASE) === null) res.writeHead(421).end();
    else handler.request(req, res);
  });
  server.on('upgrade', handler.upgrade);
  const port = await listen(server);
  const ask: SiteWorld['ask'] = (path, how = {}) =>
    fetchRaw(port, new URL(session.book.proxiedOrigin(how.origin ?? origin)).host, path, how);
  const navigation = { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate', accept: 'text/html,*/*' };
  return {
    origin,
    proxied: session.book.proxiedOrigin(origin),
    asked,
    session,
    port,
    ask,
    page: (path, how = {}) => ask(path, { ...how, headers: { ...navigation, ...how.headers } }),
    asMirror: (path, dest, how = {}) =>
      ask(path, {
        cookie: MIRROR,
        ...how,
        headers: {
          ...(dest === 'iframe' ? navigation : { 'sec-fetch-dest': dest, 'sec-fetch-mode': 'no-cors' }),
          ...how.headers,
        },
      }),
    [Symbol.asyncDispose]: async () => {
      await handler.close();
      session.close();
      await closeServer(server);
      await closeServer(site);
    },
  };
}
