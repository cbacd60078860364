import http, { type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createHash } from 'node:crypto';
import { LIVE, MIRROR, startSiteWorld, type SiteWorld } from './site-world.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const accept = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

interface Opened {
  readonly status: number;
  readonly answer: IncomingMessage;
  readonly socket: Duplex | null;
}

function open(world: SiteWorld, headers: Record<string, string>, path = '/ws'): Promise<Opened> {
  return new Promise((done, failed) => {
    const asked = http.request({
      port: world.port,
      host: '127.0.0.1',
      path,
      headers: {
        host: new URL(world.proxied).host,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': KEY,
        'sec-websocket-version': '13',
        'sec-websocket-protocol': 'chat',
        origin: world.proxied,
        ...headers,
      },
    });
    asked.on('upgrade', (answer, socket) => done({ status: 101, answer, socket }));
    asked.on('response', (answer) =>
      done({ status: answer.statusCode ?? 0, answer: answer.resume(), socket: null }),
    );
    asked.on('error', failed);
    asked.end();
  });
}

function startEcho(seen: IncomingMessage[]): Promise<SiteWorld> {
  return startSiteWorld((_, res) => res.setHeader('set-cookie', 'sid=1; Path=/').end('x'), {
    onUpgrade: (req, socket) => {
      seen.push(req);
      socket.on('error', () => undefined);
      if (req.url === '/no')
        return socket.end('HTTP/1.1 401 Unauthorized\r\nset-cookie: c=d\r\ncontent-length: 2\r\n\r\nno');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\nsec-websocket-protocol: chat\r\nset-cookie: a=b; Path=/\r\nalt-svc: h3\r\n\r\n`,
      );
      return socket.pipe(socket);
    },
  });
}

test('a socket of the live page reaches the site as its own browser would', async () => {
  const seen: IncomingMessage[] = [];
  await using world = await startEcho(seen);
  await world.ask('/');
  const { status, answer, socket } = await open(world, { cookie: LIVE });
  expect(status).toBe(101);
  expect(seen[0]?.headers).toMatchObject({
    origin: world.origin,
    host: new URL(world.origin).host,
    cookie: 'sid=1',
    'sec-websocket-protocol': 'chat',
  });
  expect(answer.headers).toMatchObject({ 'sec-websocket-accept': accept, 'sec-websocket-protocol': 'chat' });
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(answer.headers['alt-svc']).toBeUndefined();
  expect(world.session.jar.getCookieStringSync(world.origin)).toContain('a=b');
  const echoed = new Promise<string>((done) => socket?.once('data', (data: Buffer) => done(data.toString())));
  socket?.write('frame');
  expect(await echoed).toBe('frame');
  const closed = new Promise((done) => seen[0]?.socket.once('close', done));
  socket?.destroy();
  await closed;
});

test.each([
  ['a mirror', { cookie: MIRROR }, 403],
  ['nobody', { cookie: 'x=y' }, 403],
  ['a page of elsewhere', { cookie: LIVE, origin: 'https://evil.example' }, 403],
  ['the shell’s own origin', { cookie: LIVE, origin: 'http://lockstep.test' }, 403],
])('%s may not open one', async (_, headers, status) => {
  const seen: IncomingMessage[] = [];
  await using world = await startEcho(seen);
  expect((await open(world, headers)).status).toBe(status);
  expect(seen).toHaveLength(0);
});

test('what the site refuses is refused, without its cookies', async () => {
  await using world = await startEcho([]);
  const { status, answer } = await open(world, { cookie: LIVE }, '/no');
  expect(status).toBe(401);
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('sockets pass the guard, and a site that is not there is said to be so', async () => {
  await using world = await startEcho([]);
  const to = (origin: string): Promise<Opened> =>
    open(world, { cookie: LIVE, host: new URL(world.session.book.proxiedOrigin(origin)).host });
  expect((await to('http://10.0.0.1')).status).toBe(403);
  expect((await to('http://127.0.0.1:1')).status).toBe(502);
});
