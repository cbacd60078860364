// socket.io <-> session: the one boundary between what shells send and what sessions decide.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import type { BaseAddress } from '../../protocol/address.ts';
import {
  PROTOCOL_VERSION,
  SOCKET_PATH,
  type Refusal,
  type ToServer,
  type ToShell,
  type Welcome,
} from '../../protocol/wire.ts';
import { callerIn, isParticipant } from '../registry/caller.ts';
import { isOwnRequest } from '../registry/own-request.ts';
import type { Registry } from '../registry/registry.ts';
import type { RunningSession } from '../registry/running-session.ts';
import type { Participant } from '../session/room.ts';
import { createAttendance, sendOff, type Attendance } from './attendance.ts';
import { createBucket } from './bucket.ts';
import { createIntake } from './intake.ts';
import type { ShellSocket } from './outbox.ts';

export interface GatewayOptions {
  readonly base: BaseAddress;
  readonly registry: Registry;
  readonly siteProblem: (url: string) => string | null;
  readonly inviteUrl: (session: RunningSession) => string;
  /** What one shell may send in a second, whatever it is: messages (beyond, no answer helps) and bytes. */
  readonly rates: { readonly messages: number; readonly bytes: number };
  readonly now: () => number;
  readonly fault: (error: unknown, what: string) => void;
}

export interface Gateway {
  readonly request: (req: IncomingMessage, res: ServerResponse) => void;
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => Promise<void>;
}

type ShellServer = Server<ToServer, ToShell, Record<string, never>, Record<string, never>>;

/** The largest row of the table of commands, and what the packet around it takes. */
const MAX_PACKET = 33_000_000;
/** For who is no participant: enough for asking, and no memory to fill. */
const MAX_STRANGER_PACKET = 2_000;

export function createGateway(options: GatewayOptions): Gateway {
  const { registry, base } = options;
  const halls = new Map<RunningSession, Attendance>();
  const shells = listen(MAX_PACKET, (socket) => enter(socket, options, halls));
  // Strangers are told so by a server of their own: packets of 33 MB are a participant's privilege.
  const strangers = listen(MAX_STRANGER_PACKET, (socket) => sendOff(socket, 'unknown-session'));
  const unwatch = registry.watch((session) => halls.set(session, attend(session, options, halls)));
  const serverFor = (req: IncomingMessage): Listening =>
    isParticipant(registry, req.headers, base) ? shells : strangers;

  return {
    request: (req, res) => {
      if (isOwnRequest(req.headers, base)) return void serverFor(req).http.emit('request', req, res);
      res.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
      res.end('Only Lockstep’s own pages may connect here.\n');
    },
    upgrade: (req, socket, head) => {
      if (isOwnRequest(req.headers, base)) return void serverFor(req).http.emit('upgrade', req, socket, head);
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    },
    close: async () => {
      unwatch();
      await Promise.all([shells.io.close(), strangers.io.close()]);
    },
  };
}

interface Listening {
  /** Never listens: it is where requests are handed to socket.io, which knows only servers. */
  readonly http: ReturnType<typeof createServer>;
  readonly io: ShellServer;
}

function listen(maxHttpBufferSize: number, welcome: (socket: ShellSocket) => void): Listening {
  const http = createServer();
  const io: ShellServer = new Server(http, {
    path: SOCKET_PATH,
    serveClient: false,
    maxHttpBufferSize,
    connectTimeout: 10_000,
    // A connection that is lost without a word is noticed within 20 s.
    pingInterval: 10_000,
    pingTimeout: 10_000,
  });
  io.on('connection', welcome);
  return { http, io };
}

function attend(
  session: RunningSession,
  { inviteUrl, now }: GatewayOptions,
  halls: Map<RunningSession, Attendance>,
): Attendance {
  const greeting = (who: Participant): Omit<Welcome, 'state' | 'remembered'> => ({
    version: PROTOCOL_VERSION,
    you: who.id,
    inviteUrl: who.role === 'owner' ? inviteUrl(session) : null,
    chat: session.chat(),
    hashed: Object.fromEntries(session.site.hashed),
  });
  const hall = createAttendance(session, greeting, now);
  session.watch((effect) => {
    hall.deliver(effect);
    if (effect.type === 'close' || effect.type === 'ceded') halls.delete(session);
  });
  return hall;
}

function enter(socket: ShellSocket, options: GatewayOptions, halls: Map<RunningSession, Attendance>): void {
  const { session: id, version } = socket.handshake.auth as Readonly<Record<string, unknown>>;
  if (version !== undefined && version !== PROTOCOL_VERSION) return sendOff(socket, 'version');
  const session = typeof id === 'string' ? options.registry.find(id) : undefined;
  const hall = session === undefined ? undefined : halls.get(session);
  if (session === undefined || hall === undefined) return sendOff(socket, 'unknown-session');
  const who = callerIn(session, socket.handshake.headers, options.base);
  if (who === null) return sendOff(socket, 'removed');
  listenTo(socket, { who, session, options });
  hall.admit(who, socket);
}

const unsure = (name: string): Refusal => ({
  name,
  reason: 'not-kept',
  message: 'Lockstep cannot reach its store just now. Nothing is done until it can.',
});

interface Listener {
  readonly who: Participant;
  readonly session: RunningSession;
  readonly options: GatewayOptions;
}

function listenTo(socket: ShellSocket, { who, session, options }: Listener): void {
  const { now, siteProblem, rates } = options;
  const intake = createIntake({ now, siteProblem, bytesPerSecond: rates.bytes });
  const flood = createBucket(rates.messages, rates.messages * 2, now);
  const unsureTold = createBucket(1, 1, now);
  socket.use((_packet, next) => {
    if (flood.take()) next();
    else socket.disconnect(true);
  });
  socket.on('command', (wire: unknown) => {
    try {
      const sent = intake(wire);
      if (sent === null) return;
      if ('reason' in sent) socket.emit('refused', sent);
      else if (!session.isSure()) {
        // What was meant now is not done later; the answer must not be a flood.
        if (unsureTold.take()) socket.emit('refused', unsure(sent.command.name));
      } else session.happen({ type: 'sent-command', from: who.id, ...sent });
    } catch (error) {
      // One command of one shell: whatever is wrong with it or with us, the others go on.
      options.fault(error, 'a command failed');
    }
  });
  socket.on('lag', (done: unknown) => {
    if (typeof done === 'function') (done as () => void)();
  });
}
