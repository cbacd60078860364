// A session and its participants without a browser: what a load generator needs to ask as one.
import { io, type Socket } from 'socket.io-client';
import { labelOf } from '../protocol/address.ts';
import { PROTOCOL_VERSION, SOCKET_PATH } from '../protocol/wire.ts';
import { ask } from '../tests/support/ask.ts';
import type { Created } from '../tests/support/world.ts';

/** `port`: of the node that is asked, where that is not the one of the address. */
export async function createSession(base: URL, url: string, port = Number(base.port)): Promise<Created> {
  const { status, text } = await ask(nodeAt(port), 'POST', '/api/sessions', { url }, { host: base.host });
  if (status !== 201) throw new Error(`no session: ${text}`);
  return JSON.parse(text) as Created;
}

export interface Joined {
  readonly cookie: string;
  readonly socket: Socket;
  readonly epoch: number;
}

/** Joins by an owner's or invite's address as a browser does: the first to come runs the page. */
export async function join(
  base: URL,
  session: Created,
  address: string,
  name: string,
  port = Number(base.port),
): Promise<Joined> {
  const cookie = await enter(base, address, name, port);
  const socket = io(nodeAt(port).origin, {
    forceNew: true,
    path: SOCKET_PATH,
    transports: ['websocket'],
    auth: { session: session.id, version: PROTOCOL_VERSION },
    query: { session: session.id },
    extraHeaders: { host: base.host, origin: base.origin, cookie },
  });
  return new Promise((done, failed) => {
    socket.once('connect_error', failed);
    socket.once('welcome', (it: { state: { control: { epoch: number } } }) => {
      done({ cookie, socket, epoch: it.state.control.epoch });
    });
  });
}

/** The headers of a request for a page of a site, as the browser of a participant sends it. */
export const pageHeaders = (
  base: URL,
  session: Created,
  real: string,
  cookie: string,
): Record<string, string> => ({
  host: `${labelOf(session.id, real).label}.${base.host}`,
  cookie,
  'sec-fetch-dest': 'iframe',
  'sec-fetch-mode': 'navigate',
});

/** Gives the Cookie header of the participant. */
async function enter(base: URL, address: string, name: string, port: number): Promise<string> {
  const url = new URL(address);
  const { headers } = await ask(nodeAt(port), 'GET', `${url.pathname}${url.search}&name=${name}`, undefined, {
    host: base.host,
    'sec-fetch-dest': 'document',
    'sec-fetch-mode': 'navigate',
  });
  return (headers['set-cookie'] ?? []).map((it) => it.replace(/;.*/s, '')).join('; ');
}

const nodeAt = (port: number): URL => new URL(`http://127.0.0.1:${String(port)}`);
