// An exchange that another node answers: everything goes through as it is.
import { Agent, request, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Hops } from './hop.ts';

export interface NodeAddress {
  readonly host: string;
  readonly port: number;
}

/** `unreachable`: nothing of it has been done, and it may be tried again. */
export type Passing = 'done' | 'unreachable';

export interface PassOn {
  readonly request: (
    to: NodeAddress,
    hops: number,
    req: IncomingMessage,
    res: ServerResponse,
  ) => Promise<Passing>;
  readonly upgrade: (
    to: NodeAddress,
    hops: number,
    req: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ) => Promise<Passing>;
  readonly close: () => void;
}

const CONNECT_MS = 1_000;
/** Well below what the other side keeps a connection for, so that none is used that is just being closed. */
const IDLE_MS = 20_000;

export function createPassOn({ headersFor }: Hops): PassOn {
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS, maxFreeSockets: 256 });
  const sockets = new Set<Duplex>();
  return {
    request: ({ host, port }, hops, req, res) =>
      new Promise((done) => {
        const asked = request({
          host,
          port,
          agent,
          method: req.method ?? 'GET',
          path: req.url ?? '/',
          headers: headersFor(req, hops),
        });
        let isBegun = false;
        whenConnected(asked, () => {
          isBegun = true;
          req.pipe(asked);
        });
        asked.on('response', (answer) => {
          done('done');
          copy(answer, res);
        });
        const gone = (): void => {
          if (!res.writableFinished) asked.destroy();
          done('done');
        };
        res.on('close', gone);
        asked.on('error', () => {
          res.off('close', gone);
          if (!res.headersSent && !res.destroyed && (!isBegun || isRepeatable(req)))
            return done('unreachable');
          res.destroy();
          done('done');
        });
      }),
    upgrade: ({ host, port }, hops, req, socket, head) =>
      new Promise((done) => {
        const peer = connect({ host, port, noDelay: true });
        sockets.add(peer);
        peer.setTimeout(CONNECT_MS, () => peer.destroy());
        peer.on('connect', () => {
          peer.setTimeout(0);
          peer.write(headOf(req, headersFor(req, hops)));
          peer.write(head);
          socket.pipe(peer);
          peer.pipe(socket);
          done('done');
        });
        peer.on('error', () => peer.destroy());
        const gone = (): void => void peer.destroy();
        socket.on('close', gone);
        peer.on('close', () => {
          sockets.delete(peer);
          socket.off('close', gone);
          // No promise is settled twice: where it never came to a connection, this is the first word.
          if (peer.bytesWritten > 0) socket.destroy();
          done('unreachable');
        });
      }),
    close: () => {
      agent.destroy();
      for (const it of sockets) it.destroy();
    },
  };
}

function whenConnected(asked: ClientRequest, then: () => void): void {
  asked.on('socket', (socket) => {
    if (!socket.connecting) return then();
    const timer = setTimeout(() => socket.destroy(new Error('no connection')), CONNECT_MS);
    socket.once('connect', () => {
      clearTimeout(timer);
      then();
    });
    socket.once('close', () => clearTimeout(timer));
  });
}

/** RFC 9110 section 9.2.1: nothing happens by asking twice; and there is nothing that was sent along. */
const isRepeatable = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  headers['content-length'] === undefined &&
  headers['transfer-encoding'] === undefined;

function copy(answer: IncomingMessage, res: ServerResponse): void {
  res.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
  // An answer without a body yet is an answer: event streams wait for their first event.
  res.flushHeaders();
  answer.pipe(res, { end: false });
  answer.on('end', () => {
    res.addTrailers(answer.trailers);
    res.end();
  });
  answer.on('close', () => {
    if (!answer.complete) res.destroy();
  });
}

/** A handshake as it came in, with other headers. Node gives each byte of a header as a letter. */
function headOf({ method = 'GET', url = '/' }: IncomingMessage, headers: readonly string[]): Buffer {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let i = 0; i < headers.length; i += 2) lines.push(`${headers[i] ?? ''}: ${headers[i + 1] ?? ''}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
