// Everything that happens on sites' hosts: one HTTP exchange or one WebSocket, step by step.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { BaseAddress } from '../../protocol/address.ts';
import { parseCookies } from '../rewrite/cookies.ts';
import { applyWrites } from './cookie-writes.ts';
import { sendFault } from './errors.ts';
import { clearSite } from './clear-site.ts';
import { asksForDocument } from './exchange.ts';
import { fetchSite, isForeign } from './fetch-site.ts';
import type { Bundles, Exchange, Log, SiteLimits, Step, Surroundings, Visit } from './exchange.ts';
import { SiteError } from './fault.ts';
import { createForwarder, type Forwarder } from './forward.ts';
import { createGuard } from './guard.ts';
import { holder } from './holder.ts';
import { recordKey } from './kind.ts';
import { mirror } from './mirror.ts';
import { movedPage } from './moved-page.ts';
import { takeLoad } from './loads.ts';
import { noticePage } from './notice-page.ts';
import { openedFrom } from './opened-from.ts';
import { takeTrail } from './redirects.ts';
import { bundle, ownEndpoints } from './own-endpoints.ts';
import type { GuardPolicy } from './policy.ts';
import { recording } from './recording.ts';
import { identify } from './requester.ts';
import { respond } from './respond.ts';
import { siteLabelOf, siteOf, type SiteAddress } from './site-address.ts';
import type { SiteSession } from './site-session.ts';
import { refuseUpgrade, upgradeRefusal } from './upgrade.ts';
import { handedOn } from './viewed.ts';

export interface SiteHandlerOptions {
  readonly base: BaseAddress;
  readonly find: (sessionId: string) => SiteSession | undefined;
  readonly bundles: Bundles;
  readonly policy: GuardPolicy;
  readonly limits: SiteLimits;
  /** Real origins that Lockstep itself answers -> loopback port. */
  readonly builtIn: ReadonlyMap<string, number>;
  readonly log: Log;
}

export interface SiteHandler {
  readonly request: (req: IncomingMessage, res: ServerResponse) => void;
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => Promise<void>;
}

/** A short page of ours for who has no business here. */
function notice(res: ServerResponse, status: number, title: string, text: string): true {
  const body = noticePage({ title, text, advice: ['Open the link of your session again.'] });
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  });
  res.end(body);
  return true;
}

/** Who asks? Nobody that is known: into the shell, where a person can be; else no further. */
const identified: Step = (exchange) => {
  const { session, around, res, dest, req } = exchange;
  const isRecorded = (): boolean => {
    const at = session.record.resource(recordKey(exchange))?.at;
    return dest !== 'empty' && dest !== '' && at !== undefined && at >= session.record.lastDocument();
  };
  const found = identify(session, exchange, isRecorded);
  if (found !== null) {
    exchange.role = found.role;
    exchange.participant = found.participant;
    exchange.anonymous = found.anonymous;
    // A page can make up origins without end; what a browser has stored of so many, it is not asked to clear.
    if (session.visited.size < around.limits.sites && !session.visited.has(exchange.origin)) {
      session.visited.add(exchange.origin);
      session.changed('site', 'soon');
    }
    return false;
  }
  if (dest === 'document' && req.headers['sec-fetch-mode'] !== 'cors') {
    res.writeHead(302, {
      location: `${around.base.protocol}//${around.base.host}/s/${session.id}`,
      'cache-control': 'no-store',
    });
    res.end();
    return true;
  }
  return notice(
    res,
    403,
    'This page belongs to a session',
    'Only who takes part in the session can open this address.',
  );
};

const writes: Step = (exchange) => {
  for (const expired of applyWrites(exchange)) exchange.res.appendHeader('set-cookie', expired);
  return false;
};

const guarded: Step = (exchange) => {
  const { around, url, origin, req } = exchange;
  const fault = around.builtIn.has(origin) ? null : around.guard.check(url);
  if (fault !== null) sendFault(exchange, fault);
  else if (Number(req.headers['content-length'] ?? 0) > around.limits.bodyBytes) {
    exchange.fault = 'too-large';
    exchange.res.setHeader('connection', 'close');
    sendFault(exchange, null);
  } else return false;
  return true;
};

/** Notes that the live browser is on its way to a document: its pages ask (own-endpoints.ts). */
const awaited: Step = (exchange) => {
  const { session, role, res } = exchange;
  if (role !== 'live' || !asksForDocument(exchange)) return false;
  session.awaited.add(res);
  res.once('close', () => session.awaited.delete(res));
  return false;
};

const bounded: Step = (exchange) => {
  if (takeLoad(exchange, exchange.res)) return false;
  sendFault(exchange, new SiteError('busy', 'Too much is under way.'));
  return true;
};

/** The order of the request's way. */
const stepsTo = (forwarder: Forwarder): readonly Step[] => [
  bundle,
  identified,
  openedFrom,
  writes,
  holder,
  ownEndpoints,
  guarded,
  awaited,
  mirror,
  movedPage,
  handedOn,
  bounded,
  recording,
  async (exchange) => {
    await forwarder.web(exchange);
    return true;
  },
];

function visitOf({ session, origin }: SiteAddress, req: IncomingMessage, around: Surroundings): Visit | null {
  const path = req.url ?? '';
  if (!path.startsWith('/') || !URL.canParse(origin + path)) return null;
  const cookies = parseCookies(req.headers.cookie);
  const url = new URL(origin + path);
  const before = takeTrail(session.trails, req.headers, url);
  return {
    around,
    session,
    origin,
    url,
    req,
    site: fetchSite(req.headers, url, session.book, before),
    cookies,
    role: 'mirror',
    participant: '',
    anonymous: false,
  };
}

const MAX_LISTENERS = 20;

const tooMany = (visit: Visit, socket: Duplex): SiteError | null =>
  takeLoad(visit, socket) ? null : new SiteError('busy', 'Too much is under way.');

async function run(steps: readonly Step[], exchange: Exchange): Promise<void> {
  try {
    for (const step of steps) if (await step(exchange)) return;
  } catch (error) {
    if (!(error instanceof SiteError))
      exchange.around.log.warn({ session: exchange.session.id, error }, 'an exchange failed');
    sendFault(exchange, error);
  }
}

export function createSiteHandler(options: SiteHandlerOptions): SiteHandler {
  const { base, limits, log, builtIn } = options;
  const around: Surroundings = {
    base,
    bundles: options.bundles,
    guard: createGuard(options.policy),
    limits,
    log,
    builtIn,
  };
  const forwarder = createForwarder({ around, respond, fail: sendFault, failSocket: refuseUpgrade });
  const steps = stepsTo(forwarder);
  const sockets = new Set<Duplex>();

  const visit = (req: IncomingMessage): Visit | null => {
    const label = siteLabelOf(req.headers.host, base);
    const site = label === null ? null : siteOf(label, options.find);
    return site === null ? null : visitOf(site, req, around);
  };

  return {
    request: (req, res) => {
      res.on('error', (error) => log.debug({ error }, 'a browser went away'));
      // All who have a part in an answer want to know of its end; Node takes more than ten for a leak.
      res.setMaxListeners(MAX_LISTENERS);
      if (clearSite(req, res, base)) return;
      const found = visit(req);
      if (found === null) {
        notice(
          res,
          404,
          'There is nothing here',
          'The session that this address belonged to is over, or never was.',
        );
        return;
      }
      const dest = [req.headers['sec-fetch-dest'] ?? ''].join();
      const foreign = isForeign(req.headers);
      void run(
        steps,
        Object.assign(found, {
          res,
          method: req.method ?? 'GET',
          dest,
          foreign,
          writer: null,
          fault: null,
        }),
      );
    },
    upgrade: (req, socket, head) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', (error) => log.debug({ error }, 'a browser went away'));
      const found = visit(req);
      const refusal = found === null ? { status: 404 } : (upgradeRefusal(found) ?? tooMany(found, socket));
      if (found !== null && refusal === null && socket instanceof Socket)
        forwarder.socket(found, socket, head);
      else refuseUpgrade(socket, refusal);
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      forwarder.close();
      return Promise.resolve();
    },
  };
}

export { siteLabelOf };
