// To the site and back. The only user of http-proxy-middleware: its forwarder, without its error pages, log lines and buffers.
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createProxyMiddleware, type Options } from 'http-proxy-middleware';
import { createAgents } from './agents.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import type { Exchange, Surroundings, Visit } from './exchange.ts';
import { SiteError } from './fault.ts';
import { spellAs } from './header-spelling.ts';
import { joinTypes } from './kind.ts';
import { outgoingHeaders, withoutStaleConditions } from './request-headers.ts';
import type { Fail } from './respond.ts';
import { countedBody, hasBody } from './upload.ts';
import { guardUpgrade } from './upgrade-answer.ts';

export interface Forwarder {
  readonly web: (exchange: Exchange) => Promise<void>;
  readonly socket: (visit: Visit, socket: Socket, head: Buffer) => void;
  readonly close: () => void;
}

export interface ForwarderOptions {
  readonly around: Surroundings;
  readonly respond: (exchange: Exchange, upstream: IncomingMessage, fail: Fail) => Promise<void>;
  readonly fail: Fail;
  readonly failSocket: (socket: Socket, error: unknown) => void;
}

/** What is under way for one request. */
interface Trip {
  readonly visit: Visit;
  readonly exchange: Exchange | null;
  deadline: Deadline | null;
  request: ClientRequest | null;
  retried: boolean;
  /** The site has answered, a WebSocket's handshake included. */
  answered: boolean;
  answer: IncomingMessage | null;
  readonly abort: (error: SiteError) => void;
}

/** The body of a request that has none: not even a stream is needed for it. */
const nothing = {
  pipe: (request: ClientRequest): ClientRequest => request.end(),
} as unknown as NonNullable<Options['buffer']>;

const isSocket = (it: ServerResponse | Socket | undefined): it is Socket =>
  it !== undefined && !('writeHead' in it);

/**
 * The forwarder cuts the browser off where the site breaks off, from listeners that it adds after it has told of an answer.
 * What becomes of a broken answer is for whoever sends it to say: nothing may have been sent yet.
 */
function ownTheEnd(upstream: IncomingMessage, res: ServerResponse, begin: () => void): void {
  const ends = [
    [upstream, 'close'],
    [upstream, 'error'],
    [res, 'close'],
  ] as const;
  const before = ends.map(([stream, event]) => stream.listeners(event));
  process.nextTick(() => {
    ends.forEach(([stream, event], i) => {
      for (const listener of stream.listeners(event))
        if (before[i]?.includes(listener) !== true) stream.off(event, listener as () => void);
    });
    upstream.on('error', () => undefined);
    // Nobody reads on; an answer that was sent may have left the rest to somebody else (viewed.ts).
    res.on('close', () => {
      if (!res.writableFinished) upstream.destroy();
    });
    begin();
  });
}

export function createForwarder({ around, respond, fail, failSocket }: ForwarderOptions): Forwarder {
  const agents = createAgents(around.guard);
  const ownAgents = createAgents(null);
  const trips = new WeakMap<IncomingMessage, Trip>();

  const route = (req: IncomingMessage, _: unknown, options: Options): URL => {
    const trip = trips.get(req);
    if (trip === undefined) throw new SiteError('unknown', 'A request without its trip.');
    const { origin } = trip.visit;
    const port = around.builtIn.get(origin);
    const target = new URL(port === undefined ? origin : `http://127.0.0.1:${String(port)}`);
    options.agent = (port === undefined ? agents : ownAgents).for(target.protocol);
    // As Node itself would decide: the forwarder always says yes or no.
    options.secure = process.env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0';
    if (trip.exchange !== null) options.buffer = hasBody(req) && !trip.retried ? upload(trip) : nothing;
    return target;
  };

  const upload = (trip: Trip): NonNullable<Options['buffer']> =>
    countedBody(trip.visit.req, {
      most: around.limits.bodyBytes,
      progress: () => trip.deadline?.extend(),
      tooLarge: trip.abort,
    });

  const failed = (error: Error, req: IncomingMessage, res: ServerResponse | Socket | undefined): void => {
    const trip = trips.get(req);
    trip?.deadline?.stop();
    // All that was announced is there; what came behind it is nobody's (RFC 9112 section 6.3).
    if (trip?.answer?.complete === true) return;
    if (isSocket(res)) return trip?.answered === true ? void res.destroy() : failSocket(res, error);
    if (trip?.exchange == null) return;
    if (isStale(trip, error)) {
      trip.retried = true;
      void start(trip, trip.exchange);
    } else fail(trip.exchange, error);
  };

  /** A kept connection that the site closed just as it was used again; RFC 9110 section 9.2.2 allows to repeat that. */
  const isStale = ({ request, retried, answered, exchange, visit }: Trip, error: Error): boolean =>
    !retried &&
    !answered &&
    exchange !== null &&
    exchange.fault === null &&
    request?.reusedSocket === true &&
    'code' in error &&
    error.code === 'ECONNRESET' &&
    (exchange.method === 'GET' || exchange.method === 'HEAD') &&
    !hasBody(visit.req) &&
    !exchange.res.headersSent &&
    !exchange.res.destroyed;

  const proxy = createProxyMiddleware({
    router: route,
    selfHandleResponse: true,
    ejectPlugins: true,
    upgradeTimeout: around.limits.timeoutMs,
    plugins: [
      (server) => {
        server.on('error', (error, req, res) => {
          if (req !== undefined) failed(error, req, res);
        });
        server.on('econnreset', (error, req, res) => failed(error, req, res));
        server.on('proxyReq', (request, req) => {
          const trip = trips.get(req);
          if (trip === undefined) return;
          spellAs(request, req);
          trip.request = request;
          // Nobody asked for one; Node would drop the connection and say nothing.
          request.on('upgrade', (_, socket) => {
            socket.destroy();
            failed(new SiteError('protocol', 'The site changed the protocol.'), req, trip.exchange?.res);
          });
        });
        server.on('proxyRes', (upstream, req) => {
          const trip = trips.get(req);
          trip?.deadline?.stop();
          if (trip?.exchange == null) return;
          trip.answered = true;
          trip.answer = upstream;
          const { exchange } = trip;
          joinTypes(upstream);
          ownTheEnd(upstream, exchange.res, () => {
            respond(exchange, upstream, fail).catch((error: unknown) => fail(exchange, error));
          });
        });
        server.on('proxyReqWs', (request, req, socket) => {
          const trip = trips.get(req);
          if (trip === undefined) return;
          spellAs(request, req);
          const answered = (): void => void (trip.answered = true);
          guardUpgrade(trip.visit, { request, socket, answered });
        });
      },
    ],
  });

  const start = async (trip: Trip, exchange: Exchange): Promise<void> => {
    const { req, res, session } = exchange;
    session.upstreamRequests += 1;
    trip.deadline = startDeadline(around.limits.timeoutMs, () =>
      trip.abort(new SiteError('timeout', 'The site did not answer in time.')),
    );
    await proxy(req, res, (error) => {
      trip.deadline?.stop();
      if (error !== undefined && !exchange.res.headersSent) fail(exchange, error);
    });
  };

  return {
    web: async (exchange) => {
      const headers = withoutStaleConditions(outgoingHeaders(exchange, exchange.method), exchange);
      const trip: Trip = {
        visit: exchange,
        exchange,
        deadline: null,
        request: null,
        retried: false,
        answered: false,
        answer: null,
        abort: (error) => {
          exchange.fault = error.code;
          // A request that is destroyed already says nothing more.
          if (trip.request === null || trip.request.destroyed) fail(exchange, error);
          else trip.request.destroy(error);
        },
      };
      trips.set(exchange.req, trip);
      exchange.res.on('close', () => trip.deadline?.stop());
      // The forwarder sends what the request holds.
      exchange.req.headers = headers;
      await start(trip, exchange);
    },
    socket: (visit, socket, head) => {
      const { upgrade, connection } = visit.req.headers;
      const headers = outgoingHeaders(visit, 'GET');
      visit.req.headers = { ...headers, upgrade: upgrade ?? '', connection: connection ?? '' };
      const nothing = {
        exchange: null,
        deadline: null,
        request: null,
        retried: false,
        answered: false,
        answer: null,
      };
      trips.set(visit.req, { ...nothing, visit, abort: () => undefined });
      visit.session.upstreamRequests += 1;
      proxy.upgrade(visit.req, socket, head);
    },
    close: () => {
      agents.close();
      ownAgents.close();
    },
  };
}
