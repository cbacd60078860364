// The http listener: tells sites' hosts, Lockstep's own and others apart before anything else looks at a request.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import type { Options } from '../config/options.ts';
import type { BaseAddress } from '../protocol/address.ts';
import { SIP_PATH, SOCKET_PATH } from '../protocol/wire.ts';
import { placeOf } from './base-address.ts';
import type { Router } from './cluster/router.ts';
import type { SiteHandler } from './http/site-handler.ts';
import type { SipGateway } from './sip/gateway/gateway.ts';
import type { Gateway } from './sockets/gateway.ts';

export interface Rooms {
  readonly base: BaseAddress;
  readonly sites: SiteHandler;
  readonly gateway: Gateway;
  readonly app: RequestListener;
  /** Null: off, or not there yet. */
  readonly sip: () => SipGateway | null;
  /** Null: this server is alone. */
  readonly router: Router | null;
}

/** Cookies of many sessions and URLs of 64 kB: the 16 kB of Node's default are too few. */
const MAX_HEADER = 160 * 1024;
/** Slowloris: who takes longer for the head of a request is sent away, and with 408. */
const HEAD_MS = 20_000;
/** For the whole of it, uploads to sites over slow networks among them. */
const REQUEST_MS = 3_600_000;
/** Longer than what load balancers keep their connections for, so that it is not we who close one in use. */
const KEEP_ALIVE_MS = 75_000;

export interface Listening {
  readonly server: Server;
  readonly port: number;
  /** Answers from now on, and first those who have come before. */
  readonly open: (rooms: Rooms) => void;
}

/** Listens, and keeps who comes waiting: the base address may depend on the port that was got. */
export function listen(
  { port, host, maxConnections }: Pick<Options, 'port' | 'host' | 'maxConnections'>,
  headMs = HEAD_MS,
): Promise<Listening> {
  const server = createServer({
    maxHeaderSize: MAX_HEADER,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: headMs,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: headMs / 4,
  });
  server.maxConnections = maxConnections;
  let rooms: Rooms | null = null;
  const waiting: ((rooms: Rooms) => void)[] = [];
  const whenOpen = (serve: (rooms: Rooms) => void): void => {
    if (rooms === null) waiting.push(serve);
    else serve(rooms);
  };
  server.on('request', (req, res) =>
    whenOpen((it) => {
      const here = (): void => answer(it, req, res);
      if (it.router === null) here();
      else it.router.request(req, res, here);
    }),
  );
  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy());
    whenOpen((it) => {
      const here = (): void => upgrade(it, req, socket, head);
      if (it.router === null) here();
      else it.router.upgrade(req, socket, head, here);
    });
  });
  const open: Listening['open'] = (it) => {
    rooms = it;
    for (const serve of waiting.splice(0)) serve(it);
  };
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(new Error(whyNot(error, host, port), { cause: error })),
    );
    server.listen(port, host, () => {
      const address = server.address();
      done({ server, port: typeof address === 'object' && address !== null ? address.port : port, open });
    });
  });
}

function answer({ base, sites, gateway, app }: Rooms, req: IncomingMessage, res: ServerResponse): void {
  switch (placeOf(req.headers.host, base)) {
    case 'site':
      return sites.request(req, res);
    case 'base':
      return isForSocket(req) ? gateway.request(req, res) : app(req, res);
    case 'here':
      if (req.method === 'GET' || req.method === 'HEAD') {
        res.writeHead(307, {
          location: `${base.protocol}//${base.host}${pathOf(req)}`,
          'cache-control': 'no-store',
        });
        return void res.end();
      }
      return misdirected(res, base);
    case 'elsewhere':
      return misdirected(res, base);
  }
}

function upgrade(rooms: Rooms, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { base, sites, gateway, sip } = rooms;
  const place = placeOf(req.headers.host, base);
  if (place === 'site') return sites.upgrade(req, socket, head);
  if (place === 'base' && isForSocket(req)) return gateway.upgrade(req, socket, head);
  // Softphones connect by whatever name they know this machine by: nothing of theirs rests on cookies.
  const calls = place !== 'elsewhere' && isForSip(req) ? sip() : null;
  if (calls !== null) return calls.upgrade(req, socket, head);
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

const isForSocket = ({ url = '' }: IncomingMessage): boolean =>
  url.startsWith(`${SOCKET_PATH}/`) || url.startsWith(`${SOCKET_PATH}?`);

const isForSip = ({ url = '' }: IncomingMessage): boolean =>
  url === SIP_PATH || url.startsWith(`${SIP_PATH}?`);

/** A path that begins with two slashes would name a host. */
const pathOf = ({ url = '/' }: IncomingMessage): string => `/${url.replace(/^[/\\]+/, '')}`;

/** RFC 9110 section 15.5.20. */
function misdirected(res: ServerResponse, base: BaseAddress): void {
  res.writeHead(421, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  res.end(`Lockstep answers at ${base.protocol}//${base.host}, not under this name.\n`);
}

function whyNot({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  const advice = 'Choose another with LOCKSTEP_PORT or --port; 0 takes a free one.';
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use already. ${advice}`;
  if (code === 'EACCES') return `Port ${port} on ${host} is not allowed to this account. ${advice}`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}: see LOCKSTEP_HOST.`;
  return `Cannot listen on ${host}, port ${port}: ${message}`;
}
