// SIP over TCP and TLS: framed by Content-Length, kept alive by CRLF, given up when it makes no sense any more.
import { connect as connectTcp, createServer as createTcp, type Server, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTls } from 'node:tls';
import { createFrames } from '../message/frames.ts';
import type { Caps } from './caps.ts';
import type { Flow, Listener, Place, Receive } from './flow.ts';

export interface Secret {
  readonly key: string;
  readonly cert: string;
}

export interface StreamAround {
  readonly advertised: string;
  readonly receive: Receive;
  readonly caps: Caps;
  /** A connection is there, by whoever's doing. */
  readonly opened: (flow: Flow, close: () => void) => void;
}

/** Nobody is silent for so long: user agents send something at least every two minutes (RFC 5626 section 4.4.1), PBXs often do not. */
const IDLE_MS = 15 * 60_000;
const CONNECT_MS = 4_000;
/** A peer that reads nothing: beyond this it is let go. */
const MAX_UNSENT = 4 * 1024 * 1024;
const PONG = Buffer.from('\r\n');

export async function listenStream(
  place: Place,
  secret: Secret | null,
  around: StreamAround,
): Promise<Listener> {
  const sockets = new Set<Socket>();
  let port = place.port;
  const welcome = (socket: Socket): void => {
    const release = around.caps.connect(socket.remoteAddress ?? '');
    if (release === null) return void socket.destroy();
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      release();
    });
    carry(socket, { isSecure: secret !== null, listeningPort: port, around });
  };
  const server: Server = secret === null ? createTcp(welcome) : createTls({ ...secret }, welcome);
  // A handshake that fails is the peer's own matter.
  server.on('tlsClientError', () => undefined);
  port = await new Promise<number>((done, failed) => {
    server.once('error', failed);
    server.listen(place.port, place.host, () => {
      server.off('error', failed);
      server.on('error', () => undefined);
      const at = server.address();
      done(typeof at === 'object' && at !== null ? at.port : place.port);
    });
  });
  return {
    transport: secret === null ? 'TCP' : 'TLS',
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function connectStream(
  place: Place,
  isSecure: boolean,
  {
    around,
    listeningPort,
    isTrusting,
  }: {
    readonly around: StreamAround;
    readonly listeningPort: number | null;
    readonly isTrusting: boolean;
  },
): Promise<Flow> {
  const to = { host: place.host.replace(/^\[|\]$/g, ''), port: place.port };
  return new Promise((done, failed) => {
    const socket = isSecure ? connectTls({ ...to, rejectUnauthorized: !isTrusting }) : connectTcp(to);
    socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error('the connection took too long')));
    socket.once('error', failed);
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      socket.off('error', failed);
      done(carry(socket, { isSecure, listeningPort, around }));
    });
  });
}

interface Carried {
  readonly isSecure: boolean;
  /** Where others connect to; null: nowhere. */
  readonly listeningPort: number | null;
  readonly around: StreamAround;
}

function carry(socket: Socket, { isSecure, listeningPort, around }: Carried): Flow {
  const frames = createFrames();
  const gone = new Set<() => void>();
  const here = { host: around.advertised, port: listeningPort ?? socket.localPort ?? 5060 };
  const flow: Flow = {
    transport: isSecure ? 'TLS' : 'TCP',
    remote: { host: plain(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 },
    via: here,
    contact: here,
    isReliable: true,
    isOpen: () => !socket.destroyed && socket.writable,
    send: (bytes) => {
      if (socket.destroyed || !socket.writable) return;
      if (socket.writableLength > MAX_UNSENT) socket.destroy();
      else socket.write(bytes);
    },
    onGone: (it) => void gone.add(it),
  };
  socket.setNoDelay(true);
  socket.setTimeout(IDLE_MS, () => socket.destroy());
  // What is wrong with a connection ends this connection only.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    for (const it of gone) it();
    gone.clear();
  });
  socket.on('data', (chunk: Buffer) => {
    for (const it of frames(chunk)) {
      if (it.kind === 'ping') flow.send(PONG);
      else around.receive(it.bytes, flow);
      if (it.kind === 'lost') socket.end();
    }
  });
  around.opened(flow, () => socket.destroy());
  return flow;
}

/** An IPv4 peer on a socket for both. */
export const plain = (host: string): string => host.replace(/^::ffff:(?=\d+\.)/, '');
