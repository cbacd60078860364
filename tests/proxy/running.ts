// A server on a free port with stand-in pages, and ways to speak to it: `await using it = await startRunning()`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { readOptions } from '../../config/options.ts';
import { SOCKET_PATH, type Relayed, type Refusal, type Welcome } from '../../protocol/wire.ts';
import type { SessionState } from '../../protocol/state.ts';
import { startServer } from '../../proxy/server.ts';

export const ADMIN_TOKEN = 'a token for tests';
export const SITE = 'https://site.example/';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: () => Record<string, unknown>;
  /** `name=value` of each cookie that was set, joined as a browser sends them. */
  readonly cookie: string;
}

export interface Asking {
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly admin?: boolean;
}

export interface Created {
  readonly id: string;
  readonly ownerUrl: string;
  readonly inviteUrl: string;
}

/** A participant's shell, as far as its socket goes. */
export interface Shell {
  readonly socket: Socket;
  readonly cookie: string;
  readonly welcome: Welcome;
  readonly you: string;
  readonly send: (name: string, body: unknown, epoch?: number | null) => void;
  /** The next event of this name that is as wanted, from now or from before. */
  readonly next: <T>(event: string, wanted?: (it: T) => boolean) => Promise<T>;
  readonly state: (wanted: (it: SessionState) => boolean) => Promise<SessionState>;
  readonly relayed: (name: string) => Promise<Relayed>;
  readonly refused: (reason: string) => Promise<Refusal>;
  /** Everything that has come, in its order. */
  readonly heard: readonly { readonly event: string; readonly it: unknown }[];
}

export interface Running extends AsyncDisposable {
  readonly base: URL;
  readonly port: number;
  /** Where SIP listens with this transport. */
  readonly sipPort: (transport: 'UDP' | 'TCP' | 'TLS') => number;
  readonly ask: (method: string, path: string, asking?: Asking) => Promise<Answer>;
  readonly create: (url?: string) => Promise<Created>;
  /** Joins by an owner's or invite's address; gives the cookies. */
  readonly enter: (address: string, name: string) => Promise<string>;
  readonly connect: (session: string, headers?: Record<string, string>, auth?: object) => Socket;
  readonly join: (address: string, name: string) => Promise<Shell>;
  readonly shell: (session: string, cookie: string) => Promise<Shell>;
}

export async function startRunning(environment: Record<string, string> = {}): Promise<Running> {
  const assets = mkdtempSync(join(tmpdir(), 'lockstep-'));
  for (const page of ['shell', 'start', 'admin']) {
    writeFileSync(join(assets, `${page}.js`), `// ${page}`);
    writeFileSync(join(assets, `${page}.css`), `/* ${page} */`);
  }
  for (const bundle of ['live', 'mirror', 'worker'])
    writeFileSync(join(assets, `${bundle}.js`), `// ${bundle}`);
  const server = await startServer(
    readOptions({
      LOCKSTEP_PORT: '0',
      LOCKSTEP_ADMIN_TOKEN: ADMIN_TOKEN,
      LOCKSTEP_LOG_LEVEL: 'silent',
      ...environment,
    }),
    assets,
  );
  const base = new URL(server.url);
  const sockets: Socket[] = [];

  const ask: Running['ask'] = (method, path, { body, text, headers = {}, admin = false } = {}) => {
    const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
    return new Promise((done, failed) => {
      const asked = request(
        {
          host: '127.0.0.1',
          port: server.port,
          method,
          path,
          headers: {
            host: base.host,
            ...(admin ? { authorization: `Bearer ${ADMIN_TOKEN}` } : {}),
            ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
        },
        (answer) => {
          let said = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => (said += chunk));
          answer.on('end', () => {
            const cookie = (answer.headers['set-cookie'] ?? []).map((it) => it.split(';')[0]).join('; ');
            done({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text: said,
              json: () => JSON.parse(said) as Record<string, unknown>,
              cookie,
            });
          });
        },
      );
      asked.on('error', failed);
      asked.end(payload);
    });
  };

  const connect: Running['connect'] = (session, headers = {}, auth = { session }) => {
    const socket = io(`http://127.0.0.1:${server.port}`, {
      path: SOCKET_PATH,
      auth,
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
      extraHeaders: { host: base.host, origin: base.origin, ...headers },
    });
    sockets.push(socket);
    return socket;
  };

  const enter: Running['enter'] = async (address, name) => {
    const url = new URL(address);
    const { cookie } = await ask('GET', `${url.pathname}${url.search}&name=${encodeURIComponent(name)}`);
    return cookie;
  };

  const shell: Running['shell'] = async (session, cookie) => {
    const socket = connect(session, { cookie });
    const ears = listenTo(socket);
    const welcome = await ears.next<Welcome>('welcome');
    let seq = 0;
    let known = welcome.state;
    socket.on('state', (it: SessionState) => (known = it));
    return {
      ...ears,
      socket,
      cookie,
      welcome,
      you: welcome.you,
      send: (name, body, epoch = known.control.epoch) =>
        void socket.emit('command', { name, body, seq: ++seq, epoch }),
    };
  };

  return {
    base,
    port: server.port,
    sipPort: (transport) => server.sipPorts.find((it) => it.transport === transport)?.port ?? 0,
    ask,
    connect,
    enter,
    shell,
    create: async (url = SITE) => {
      const answer = await ask('POST', '/api/sessions', { body: { url }, admin: true });
      return answer.json() as unknown as Created;
    },
    join: async (address, name) => shell(idIn(address), await enter(address, name)),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.disconnect();
      await server.close();
      rmSync(assets, { recursive: true });
    },
  };
}

export const idIn = (address: string): string => new URL(address).pathname.slice('/s/'.length);

type Ears = Pick<Shell, 'next' | 'state' | 'relayed' | 'refused' | 'heard'>;

/** Nothing that comes is lost: who asks for it later still gets it, once. */
export function listenTo(socket: Socket): Ears {
  const heard: { event: string; it: unknown }[] = [];
  const unread: { event: string; it: unknown }[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((event: string, it: unknown) => {
    heard.push({ event, it });
    unread.push({ event, it });
    for (const look of [...waiting]) look();
  });
  socket.on('connect_error', (error) => unread.push({ event: 'connect_error', it: error.message }));
  const next = <T>(event: string, wanted: (it: T) => boolean = () => true): Promise<T> =>
    new Promise((done) => {
      const look = (): void => {
        const at = unread.findIndex((one) => one.event === event && wanted(one.it as T));
        if (at < 0) return;
        waiting.delete(look);
        done(unread.splice(at, 1)[0]?.it as T);
      };
      waiting.add(look);
      look();
    });
  return {
    heard,
    next,
    state: (wanted) => next<SessionState>('state', wanted),
    relayed: (name) => next<Relayed>('relay', (it) => it.name === name),
    refused: (reason) => next<Refusal>('refused', (it) => it.reason === reason),
  };
}
