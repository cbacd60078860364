// User agents for the tests: one of our own stack, and one that writes its messages by hand.
import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import type { Line } from '../../../proxy/sip/body/line.ts';
import {
  startClient,
  type ClientOptions,
  type CobrowseClient,
  type Heard,
} from '../../../proxy/sip/client/cobrowse-client.ts';
import { createFrames } from '../../../proxy/sip/message/frames.ts';
import { first } from '../../../proxy/sip/message/fields.ts';
import { parseMessage, type Parsed } from '../../../proxy/sip/message/parse.ts';

export interface Agent extends CobrowseClient, AsyncDisposable {
  /** The next of this kind that is as wanted, from now or from before. */
  readonly next: <T extends Heard['type']>(
    type: T,
    wanted?: (it: Extract<Heard, { type: T }>) => boolean,
  ) => Promise<Extract<Heard, { type: T }>>;
  readonly line: <N extends Line['name']>(
    name: N,
    wanted?: (it: Extract<Line, { name: N }>) => boolean,
  ) => Promise<Extract<Line, { name: N }>>;
  readonly heardAll: readonly Heard[];
}

/** Nothing that comes is lost: who asks for it later still gets it, once. */
export function createEars<T>(): {
  hear: (it: T) => void;
  next: <U extends T>(wanted: (it: T) => it is U) => Promise<U>;
  all: T[];
} {
  const all: T[] = [];
  const unread: T[] = [];
  const waiting = new Set<() => void>();
  return {
    all,
    hear: (it) => {
      all.push(it);
      unread.push(it);
      for (const look of [...waiting]) look();
    },
    next: <U extends T>(wanted: (it: T) => it is U) =>
      new Promise<U>((done) => {
        const look = (): void => {
          const at = unread.findIndex((it) => wanted(it));
          if (at < 0) return;
          waiting.delete(look);
          done(unread.splice(at, 1)[0] as U);
        };
        waiting.add(look);
        look();
      }),
  };
}

export async function startAgent(
  transport: 'UDP' | 'TCP' | 'TLS',
  options: Partial<ClientOptions> = {},
): Promise<Agent> {
  const ears = createEars<Heard>();
  const client = await startClient({
    listening:
      transport === 'TLS'
        ? [{ transport: 'TCP', host: '127.0.0.1', port: 0 }]
        : [{ transport, host: '127.0.0.1', port: 0 }],
    from: '"Alice" <sip:alice@pbx.example>',
    account: null,
    proxy: null,
    isTrusting: true,
    isCallable: false,
    heard: ears.hear,
    ...options,
  });
  const next: Agent['next'] = (type, wanted = () => true) =>
    ears.next((it): it is Extract<Heard, { type: typeof type }> => it.type === type && wanted(it as never));
  return {
    ...client,
    next,
    heardAll: ears.all,
    line: async (name, wanted = () => true) => {
      const found = await next('command', ({ line }) => line.name === name && wanted(line as never));
      return found.line as Extract<Line, { name: typeof name }>;
    },
    [Symbol.asyncDispose]: client.close,
  };
}

export interface Raw extends AsyncDisposable {
  readonly port: number;
  readonly send: (text: string | Buffer) => void;
  readonly response: (status?: number) => Promise<Extract<Parsed, { kind: 'response' }>>;
  readonly request: (method: string) => Promise<Extract<Parsed, { kind: 'request' }>>;
  readonly heard: readonly Parsed[];
  /** The connection is gone. */
  readonly closed: Promise<void>;
}

const asRaw = (ears: ReturnType<typeof createEars<Parsed>>): Pick<Raw, 'response' | 'request' | 'heard'> => ({
  heard: ears.all,
  response: (status) =>
    ears.next(
      (it): it is Extract<Parsed, { kind: 'response' }> =>
        it.kind === 'response' &&
        (status === undefined ? it.response.status > 100 : it.response.status === status),
    ),
  request: (method) =>
    ears.next(
      (it): it is Extract<Parsed, { kind: 'request' }> =>
        it.kind === 'request' && it.request.method === method,
    ),
});

export async function rawUdp(port: number): Promise<Raw> {
  const ears = createEars<Parsed>();
  const socket = createSocket('udp4');
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  socket.on('message', (bytes) => ears.hear(parseMessage(bytes)));
  return {
    ...asRaw(ears),
    port: socket.address().port,
    closed: Promise.resolve(),
    send: (text) => socket.send(text, port, '127.0.0.1'),
    [Symbol.asyncDispose]: () => new Promise((done) => socket.close(() => done())),
  };
}

export async function rawTcp(port: number): Promise<Raw> {
  const ears = createEars<Parsed>();
  const frames = createFrames();
  const socket: Socket = connect(port, '127.0.0.1');
  const closed = new Promise<void>((done) => socket.on('close', () => done()));
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    for (const it of frames(chunk)) if (it.kind === 'message') ears.hear(parseMessage(it.bytes));
  });
  await new Promise<void>((done) => socket.on('connect', done));
  return {
    ...asRaw(ears),
    port: socket.localPort ?? 0,
    closed,
    send: (text) => void socket.write(text),
    [Symbol.asyncDispose]: async () => {
      socket.destroy();
      await closed;
    },
  };
}

export const OFFER = [
  'v=0',
  'o=alice 3942 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=application 9 TCP cobrowse',
  'a=setup:holdconn',
  'a=cobrowse-version:1',
  'a=cobrowse-caps:page scroll highlight focus window resize control terminate',
  '',
].join('\r\n');

let count = 0;
export interface Written {
  readonly method: string;
  readonly port: number;
  readonly transport?: string;
  readonly name?: string;
  readonly seq?: number;
  readonly callId?: string;
  readonly to?: string;
  readonly fields?: readonly string[];
  readonly body?: string;
  readonly branch?: string;
  readonly uri?: string;
}

/** A request by hand; every one has a branch of its own. */
export function written(it: Written): string {
  const { method, port, transport = 'UDP', name = 'demo', seq = 1, fields = [], body = '' } = it;
  count += 1;
  return [
    `${method} ${it.uri ?? `sip:${name}@127.0.0.1`} SIP/2.0`,
    `Via: SIP/2.0/${transport} 127.0.0.1:${port};branch=${it.branch ?? `z9hG4bKtest${count}`};rport`,
    'Max-Forwards: 70',
    'From: "Alice" <sip:alice@pbx.example>;tag=9fxced76sl',
    `To: ${it.to ?? `<sip:${name}@127.0.0.1>`}`,
    `Call-ID: ${it.callId ?? `call${count}`}`,
    `CSeq: ${seq} ${method}`,
    `Contact: <sip:alice@127.0.0.1:${port};transport=${transport.toLowerCase()}>`,
    ...(method === 'INVITE'
      ? ['Recv-Info: cobrowse', 'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE', 'Supported: timer']
      : []),
    ...(body === '' || fields.some((one) => one.startsWith('Content-Type'))
      ? []
      : ['Content-Type: application/sdp']),
    ...fields,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

export const fieldOf = (it: Extract<Parsed, { kind: 'response' }>, name: string): string =>
  first(it.response.fields, name) ?? '';
