// A site's answer to a WebSocket's handshake passes the same tables as any other, before the forwarder writes it out.
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { mapResponseHeaders } from '../rewrite/headers.ts';
import type { Visit } from './exchange.ts';
import { storeCookies } from './jar.ts';

/** The headers that make the handshake, which the table drops as those of a connection. */
const HANDSHAKE = ['connection', 'upgrade'];

function cleanHeaders(visit: Visit, answer: IncomingMessage): void {
  storeCookies(visit, answer.headers['set-cookie']);
  const { book } = visit.session;
  const context = { book, url: visit.url.href, bodyChanges: false, isPage: false };
  const kept = HANDSHAKE.map((name) => [name, answer.headers[name]]);
  answer.headers = {
    ...mapResponseHeaders(answer.headers, context),
    ...Object.fromEntries(kept),
  } as typeof answer.headers;
}

export interface Handshake {
  readonly request: ClientRequest;
  readonly socket: Duplex;
  /** From here on the forwarder writes to the browser. */
  readonly answered: () => void;
}

/** Called before the forwarder listens itself, so that it finds everything done. */
export function guardUpgrade(visit: Visit, { request, socket, answered }: Handshake): void {
  request.on('upgrade', (answer, upstream) => {
    answered();
    cleanHeaders(visit, answer);
    // A pipe ends the other side only when this one ends well.
    socket.on('close', () => upstream.destroy());
    upstream.on('close', () => socket.destroy());
    upstream.on('error', () => socket.destroy());
  });
  request.on('response', (answer) => {
    answered();
    cleanHeaders(visit, answer);
  });
  socket.on('error', () => request.destroy());
  socket.on('close', () => request.destroy());
}
