import { createServer as createTcp, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { request, type Server, type ServerResponse } from 'node:http';
import { storeCookie } from '../../../proxy/http/jar.ts';
import type { SiteLimits } from '../../../proxy/http/exchange.ts';
import { LIVE, listen, startSiteWorld } from './site-world.ts';

/** A site that speaks to the socket itself. */
async function rawSite(
  speak: (socket: Socket) => void,
): Promise<AsyncDisposable & { readonly origin: string }> {
  const open = new Set<Socket>();
  const server = createTcp((socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.once('data', () => speak(socket));
  });
  const port = await listen(server as unknown as Server);
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
}

/** Slow machines are no part of what is tested: only who waits for the time-out gets a short one. */
const limitsOf = (timeoutMs = 20_000): SiteLimits => ({
  bodyBytes: 1_000,
  timeoutMs,
  loads: 3,
  sites: 5,
});

test.each([
  ['a reset before any answer', (it: Socket) => it.resetAndDestroy(), 502, 'reset'],
  ['no HTTP at all', (it: Socket) => it.end('SSH-2.0-x\r\n'), 502, 'protocol'],
  [
    'a header without end',
    (it: Socket) => it.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}`),
    502,
    'protocol',
  ],
  [
    'headers without end',
    (it: Socket) => it.write(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(50_000)}`),
    502,
    'protocol',
  ],
  ['a status that is none', (it: Socket) => it.end('HTTP/1.1 99 No\r\n\r\n'), 502, 'protocol'],
  [
    'two lengths',
    (it: Socket) => it.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'),
    502,
    'protocol',
  ],
  ['an endless wait', () => undefined, 504, 'timeout'],
  [
    'an upgrade nobody asked for',
    (it: Socket) => it.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    502,
    'protocol',
  ],
])('%s gives a page in plain words', async (_, speak, status, code) => {
  await using site = await rawSite(speak);
  const limits = limitsOf(code === 'timeout' ? 200 : undefined);
  await using world = await startSiteWorld((__, res) => res.end(), { limits });
  const page = await world.page('/', { origin: site.origin });
  expect(page.status).toBe(status);
  expect(page.text).toContain('<main><h1>');
  expect(page.text).toContain('data-lockstep');
  // Everybody sees it, and it costs the site nothing more.
  const mirror = await world.asMirror('/', 'iframe', { origin: site.origin });
  expect(mirror.status).toBe(status);
  expect(mirror.text).toContain('<h1>');
  const short = await world.ask('/', { origin: site.origin, headers: { 'sec-fetch-dest': 'empty' } });
  expect(short.status).toBe(status);
  expect(JSON.parse(short.text)).toMatchObject({ error: { code } });
});

test('a port where nobody listens, and a name that is none', async () => {
  await using world = await startSiteWorld((_, res) => res.end());
  const closed = await rawSite(() => undefined);
  await closed[Symbol.asyncDispose]();
  expect((await world.page('/', { origin: closed.origin })).text).toContain('does not accept connections');
  const nobody = await world.page('/', { origin: 'http://nobody.invalid' });
  expect(nobody.status).toBe(502);
});

test.each([
  ['plain text', 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 99\r\n\r\nhalf'],
  [
    'a page',
    'HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n16\r\n<!DOCTYPE html><p>half\r\n',
  ],
])('a reset in the middle of %s breaks the answer off', async (_, head) => {
  let reset = (): void => undefined;
  await using site = await rawSite((it) => {
    reset = () => it.resetAndDestroy();
    it.write(head);
  });
  await using world = await startSiteWorld((__, res) => res.end('fine'));
  const host = new URL(world.session.book.proxiedOrigin(site.origin)).host;
  const broken = new Promise<string>((done) => {
    const headers = { host, cookie: LIVE, 'sec-fetch-dest': 'iframe' };
    request({ host: '127.0.0.1', port: world.port, headers }, (answer) => {
      answer.once('data', () => reset());
      answer.on('error', ({ message }) => done(message));
    }).end();
  });
  expect(await broken).toBe('aborted');
  expect(world.session.record.document(`${site.origin}/`)).toBeUndefined();
  expect((await world.ask('/')).text).toBe('fine');
});

test('what comes behind the length that was announced is nobody’s', async () => {
  await using site = await rawSite((it) =>
    it.end('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\nfourfive'),
  );
  await using world = await startSiteWorld((__, res) => res.end());
  expect(await world.ask('/', { origin: site.origin })).toMatchObject({ status: 200, text: 'four' });
});

test('what breaks before anything could be shown is a page that says so', async () => {
  await using site = await rawSite((it) =>
    it.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\nzz'),
  );
  await using world = await startSiteWorld((__, res) => res.end());
  expect(await world.page('/', { origin: site.origin })).toMatchObject({
    status: 502,
    text: expect.stringContaining('unreadable') as string,
  });
});

test('wrong labels: what says it is compressed and is not, and what is and breaks', async () => {
  await using world = await startSiteWorld((req, res) => {
    const encoding = req.url === '/br' ? 'br' : 'gzip';
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': encoding });
    if (req.url === '/broken')
      res.end(
        Buffer.concat([gzipSync('x').subarray(0, 10), Buffer.from('garbage that is no deflate stream')]),
      );
    else res.end('<!DOCTYPE html><p>plain');
  });
  expect((await world.page('/gzip')).text).toContain('<p>plain');
  expect((await world.page('/br')).status).toBe(502);
  expect((await world.page('/broken')).status).toBe(502);
});

test('a bomb is passed on as it grows, and is not kept', async () => {
  const bomb = gzipSync(Buffer.alloc(10_000_000, '<p>'));
  await using world = await startSiteWorld((_, res) =>
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' }).end(bomb),
  );
  const answer = await world.page('/');
  expect(answer.raw.length).toBeGreaterThan(10_000_000);
  expect(world.session.record.document(`${world.origin}/`)).toBeUndefined();
});

test('uploads are bounded, said beforehand or not', async () => {
  await using world = await startSiteWorld(
    (req, res) => {
      req.resume().on('end', () => res.end('got it'));
    },
    { limits: limitsOf() },
  );
  const body = Buffer.alloc(5_000);
  const post = { method: 'POST', headers: { 'sec-fetch-dest': 'empty' } };
  expect((await world.ask('/', { ...post, body: Buffer.alloc(900) })).text).toBe('got it');
  expect((await world.ask('/', { ...post, body })).status).toBe(413);
  const chunked = { ...post.headers, 'transfer-encoding': 'chunked' };
  expect((await world.ask('/', { method: 'POST', headers: chunked, body })).status).toBe(413);
});

test('a kept connection that the site closes is no failure', async () => {
  let connections = 0;
  await using site = await rawSite((it) => {
    connections++;
    it.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok');
    it.once('data', () => it.resetAndDestroy());
  });
  await using world = await startSiteWorld((_, res) => res.end());
  expect((await world.ask('/', { origin: site.origin })).text).toBe('ok');
  expect((await world.ask('/', { origin: site.origin })).text).toBe('ok');
  expect(connections).toBe(2);
});

test('more than so much at the same time is refused in words, and what is over makes room', async () => {
  const held: ServerResponse[] = [];
  let told = (): void => undefined;
  const allHeld = new Promise<void>((done) => (told = done));
  await using world = await startSiteWorld(
    (req, res) => {
      if (req.url !== '/held') return void res.end('fine');
      held.push(res);
      if (held.length === 3) told();
    },
    { limits: limitsOf() },
  );
  const waiting = ['1', '2', '3'].map(() => world.ask('/held', { headers: { 'sec-fetch-dest': 'empty' } }));
  await allHeld;
  const refused = await world.ask('/', { headers: { 'sec-fetch-dest': 'empty' } });
  expect(refused.status).toBe(503);
  expect(JSON.parse(refused.text)).toMatchObject({ error: { code: 'busy' } });
  expect((await world.page('/')).text).toContain('Too much at once');
  for (const res of held) res.end();
  await Promise.all(waiting);
  expect((await world.ask('/')).text).toBe('fine');
  expect(world.session.loads).toBe(0);
});

test('a site that sets cookies without end has the oldest dropped, and no other site', async () => {
  let count = 0;
  await using world = await startSiteWorld((_, res) => {
    const all = Array.from({ length: 100 }, () => `c${String(count++)}=1; Max-Age=1000`);
    res.setHeader('set-cookie', all).end();
  });
  storeCookie(world.session, 'https://other.example/', 'kept=1', false);
  for (let i = 0; i < 4; i++) await world.ask('/');
  const left = (await world.session.jar.serialize()).cookies;
  expect(left.length).toBeLessThanOrEqual(181);
  expect(left.map((it) => it.key)).toEqual(expect.arrayContaining(['kept', 'c399']));
  expect(left.map((it) => it.key)).not.toContain('c0');
});
