// SIP over WebSocket (RFC 7118): on the HTTP port, subprotocol `sip`, a message a WebSocket message.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { MAX_BODY, MAX_HEAD } from '../message/parse.ts';
import type { Flow } from './flow.ts';
import { plain, type StreamAround } from './stream.ts';

export interface WebSocketDoor {
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => void;
}

const PING_MS = 30_000;
const MAX_UNSENT = 4 * 1024 * 1024;

export function createWebSocketDoor(
  around: StreamAround,
  { isSecure, port }: { readonly isSecure: boolean; readonly port: () => number },
): WebSocketDoor {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_HEAD + MAX_BODY,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
  });
  return {
    upgrade: (req, socket, head) => {
      socket.on('error', () => socket.destroy());
      const offered = (req.headers['sec-websocket-protocol'] ?? '').split(',').map((it) => it.trim());
      const release = around.caps.connect(req.socket.remoteAddress ?? '');
      if (!offered.includes('sip') || release === null) {
        release?.();
        const status = release === null ? '503 Service Unavailable' : '400 Bad Request';
        return void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      }
      socket.once('close', release);
      server.handleUpgrade(req, socket, head, (connection) => {
        const remote = { host: plain(req.socket.remoteAddress ?? ''), port: req.socket.remotePort ?? 0 };
        carry(connection, { remote, here: { host: around.advertised, port: port() }, isSecure, around });
      });
    },
    close: () => {
      for (const it of server.clients) it.terminate();
      server.close();
    },
  };
}

function carry(
  connection: WebSocket,
  {
    remote,
    here,
    isSecure,
    around,
  }: {
    readonly remote: Flow['remote'];
    readonly here: Flow['via'];
    readonly isSecure: boolean;
    readonly around: StreamAround;
  },
): void {
  const gone = new Set<() => void>();
  const flow: Flow = {
    transport: isSecure ? 'WSS' : 'WS',
    remote,
    via: here,
    contact: here,
    isReliable: true,
    isOpen: () => connection.readyState === connection.OPEN,
    send: (bytes) => {
      if (connection.readyState !== connection.OPEN) return;
      if (connection.bufferedAmount > MAX_UNSENT) connection.terminate();
      // As text, which RFC 7118 section 5 leaves to us and browsers read the easiest.
      else connection.send(bytes, { binary: false }, () => undefined);
    },
    onGone: (it) => void gone.add(it),
  };
  let isAlive = true;
  const timer = setInterval(() => {
    if (!isAlive) return connection.terminate();
    isAlive = false;
    connection.ping();
  }, PING_MS).unref();
  connection.on('pong', () => (isAlive = true));
  connection.on('error', () => connection.terminate());
  connection.on('close', () => {
    clearInterval(timer);
    for (const it of gone) it();
    gone.clear();
  });
  connection.on('message', (data: RawData) => {
    isAlive = true;
    const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
    // RFC 7118 section 6: keep-alive by CRLF, as on any stream.
    if (bytes.length <= 4 && /^[\r\n]*$/.test(bytes.toString('latin1')))
      return bytes.length === 4 ? flow.send(Buffer.from('\r\n')) : undefined;
    around.receive(bytes, flow);
  });
  around.opened(flow, () => connection.terminate());
}
