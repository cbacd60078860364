// Where a request is answered: here, or at the node that has its session.
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { BaseAddress } from '../../protocol/address.ts';
import type { Hops } from './hop.ts';
import type { NodeAddress, Passing, PassOn } from './pass-on.ts';
import { sessionOf } from './session-of.ts';

/** `here`: this node has it, or nobody does; `later`: that cannot be told just now. */
export type Place = 'here' | 'later' | NodeAddress;

export interface RouterOptions {
  readonly base: BaseAddress;
  readonly hops: Hops;
  readonly passOn: PassOn;
  /** Whether this node has the session, and is sure of it. */
  readonly isHere: (session: string) => boolean;
  /** Asks Redis, and takes the session where nobody has it. `isStale`: what was said before led nowhere. */
  readonly locate: (session: string, isStale: boolean) => Promise<Place>;
  /** Where a new session is begun, if not here. */
  readonly roomier: () => Promise<NodeAddress | null>;
  readonly fault: (error: unknown, what: string) => void;
}

export interface Router {
  readonly request: (req: IncomingMessage, res: ServerResponse, here: () => void) => void;
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer, here: () => void) => void;
}

/** How long somebody waits for a node that is gone to be found missing, or for Redis to come back. */
const PATIENCE_MS = 10_000;
const AGAIN_MS = 100;
/** A session on its way from one node to another is looked for once more; not for ever. */
const MAX_HOPS = 3;
const BUSY = 'Lockstep cannot reach this session just now. Try again in a moment.\n';

interface Errand {
  readonly req: IncomingMessage;
  readonly hops: number;
  readonly here: () => void;
  readonly pass: (to: NodeAddress) => Promise<Passing>;
  /** Whether nobody waits any more. */
  readonly isVoid: () => boolean;
  readonly giveUp: () => void;
}

export function createRouter(options: RouterOptions): Router {
  const { base, hops, passOn, isHere, locate, roomier, fault } = options;

  async function find(session: string, errand: Errand): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    for (let isStale = errand.hops > 0; !errand.isVoid(); isStale = true) {
      const place = isHere(session) ? 'here' : await locate(session, isStale);
      if (errand.isVoid()) return;
      if (place === 'here') return errand.here();
      if (place !== 'later' && errand.hops < MAX_HOPS && (await errand.pass(place)) === 'done') return;
      if (performance.now() > until) return errand.giveUp();
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }
  async function begin(errand: Errand): Promise<void> {
    const elsewhere = await roomier();
    if (elsewhere === null || errand.hops > 0 || (await errand.pass(elsewhere)) !== 'done') errand.here();
  }
  function run(errand: Errand): void {
    const session = sessionOf(errand.req, base);
    const isNew = errand.req.method === 'POST' && errand.req.url === '/api/sessions';
    if (session === null ? !isNew : isHere(session)) return errand.here();
    (session === null ? begin(errand) : find(session, errand)).catch((error: unknown) => {
      fault(error, 'a request could not be passed on');
      errand.giveUp();
    });
  }
  return {
    request: (req, res, here) => {
      const count = hops.take(req);
      run({
        req,
        hops: count,
        here,
        pass: (to) => passOn.request(to, count, req, res),
        isVoid: () => res.destroyed || res.headersSent,
        giveUp: () => {
          if (res.headersSent) return void res.destroy();
          res.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' });
          res.end(BUSY);
        },
      });
    },
    upgrade: (req, socket, head, here) => {
      const count = hops.take(req);
      run({
        req,
        hops: count,
        here,
        pass: (to) => passOn.upgrade(to, count, req, socket, head),
        isVoid: () => socket.destroyed,
        giveUp: () =>
          void socket.end(
            `HTTP/1.1 503 ${STATUS_CODES[503] ?? ''}\r\nConnection: close\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n`,
          ),
      });
    },
  };
}
