import type { ServerResponse } from 'node:http';
import { startSiteWorld } from './site-world.ts';

const page =
  '<!DOCTYPE html><html><head><script>evil()</script></head><body onload="evil()"><img src="/p.png"><p>text</p></body></html>';

test('ten mirrors cost the site nothing', async () => {
  await using world = await startSiteWorld((req, res) => {
    if (req.url === '/') res.writeHead(200, { 'content-type': 'text/html' }).end(page);
    else res.writeHead(200, { 'content-type': 'image/png', 'set-cookie': 'a=b', etag: '"1"' }).end('png');
  });
  await world.page('/');
  const live = await world.ask('/p.png', { headers: { 'sec-fetch-dest': 'image' } });
  expect(world.asked).toHaveLength(2);
  for (let mirror = 0; mirror < 10; mirror++) {
    const document = await world.asMirror('/', 'iframe');
    expect(document.status).toBe(200);
    expect(document.text).toContain('<p>text</p>');
    expect(document.text).not.toContain('evil');
    expect(document.text).toContain('&quot;role&quot;:&quot;mirror&quot;');
    expect(document.headers['cache-control']).toBe('no-store');
    expect(document.headers['content-security-policy']).toContain(
      `script-src ${world.proxied}/_lockstep/mirror.js`,
    );
    const picture = await world.asMirror('/p.png', 'image', { headers: { 'if-none-match': '"0"' } });
    expect(picture.raw.equals(live.raw)).toBe(true);
    expect(picture.headers['set-cookie']).toBeUndefined();
  }
  expect((await world.asMirror('/p.png', 'image', { headers: { 'if-none-match': '"1"' } })).status).toBe(304);
  expect(world.asked).toHaveLength(2);
});

test('a document that the live browser has not had is bare, and not fetched', async () => {
  await using world = await startSiteWorld((_, res) => res.end('x'));
  const document = await world.asMirror('/unknown', 'iframe');
  expect(document.text).toMatch(/^<!doctype html>/i);
  expect(document.text).toContain('data-lockstep');
  expect(world.asked).toHaveLength(0);
});

test('a document that is still coming gives its mirror the right mode at once', async () => {
  let last: ServerResponse | undefined;
  await using world = await startSiteWorld((_, res) => {
    last = res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    res.write('<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 3.2//EN"><body><p>first');
  });
  const live = world.page('/');
  while (world.session.record.document(`${world.origin}/`)?.body.parts.length !== 1)
    await new Promise(setImmediate);
  const mirror = await world.asMirror('/', 'iframe');
  expect(mirror.text).toContain('HTML 3.2');
  expect(mirror.text).toContain('data-lockstep');
  last?.end();
  await live;
});

test('the result of a form is a document like any other', async () => {
  await using world = await startSiteWorld((req, res) =>
    res
      .writeHead(req.method === 'POST' ? 201 : 200, { 'content-type': 'text/html' })
      .end(`<p>${req.method ?? ''}</p>`),
  );
  await world.page('/order', { method: 'POST', body: 'a=b' });
  expect(await world.asMirror('/order', 'iframe')).toMatchObject({
    status: 201,
    text: expect.stringContaining('POST') as string,
  });
  expect(world.asked).toHaveLength(1);
});

test('a mirror may not do anything', async () => {
  await using world = await startSiteWorld((_, res) => res.end('x'));
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    expect((await world.asMirror('/', 'iframe', { method })).status).toBe(405);
  }
  expect(world.asked).toHaveLength(0);
});

test('what the live browser never asked for is fetched once, as a stranger would', async () => {
  let answers = 0;
  await using world = await startSiteWorld((req, res) => {
    if (req.url === '/') res.setHeader('set-cookie', 'sid=1; Path=/');
    answers++;
    setImmediate(() => res.writeHead(200, { 'content-type': 'image/png' }).end('png'));
  });
  await world.page('/', { headers: { 'user-agent': 'live browser' } });
  const all = await Promise.all(
    Array.from({ length: 5 }, () =>
      world.asMirror('/big@2x.png', 'image', {
        headers: { 'user-agent': 'mirror', 'if-modified-since': 'x', range: 'bytes=0-' },
      }),
    ),
  );
  expect(all.map(({ text }) => text)).toEqual(Array.from({ length: 5 }, () => 'png'));
  expect(answers).toBe(2);
  expect(world.asked[1]?.headers).toMatchObject({ 'user-agent': 'live browser' });
  expect(world.asked[1]?.headers).not.toHaveProperty('cookie');
  expect(world.asked[1]?.headers['if-modified-since']).toBeUndefined();
  expect(world.asked[1]?.headers.range).toBeUndefined();
});

test('a mirror that asks for what the live browser is fetching gets it along', async () => {
  let finish = (): void => undefined;
  await using world = await startSiteWorld((_, res) => {
    res.writeHead(200, { 'content-type': 'image/png' });
    res.write('first ');
    finish = () => res.end('last');
  });
  const live = world.ask('/p.png', { headers: { 'sec-fetch-dest': 'image' } });
  const key = `plain ${world.origin}/p.png`;
  while (world.session.record.resource(key)?.body.parts.length !== 1) await new Promise(setImmediate);
  const mirror = world.asMirror('/p.png', 'image');
  await new Promise(setImmediate);
  finish();
  expect((await mirror).text).toBe('first last');
  expect((await live).text).toBe('first last');
  expect(world.asked).toHaveLength(1);
});

test('a 304 for the live browser does not empty the record; without a record nothing conditional is asked', async () => {
  await using world = await startSiteWorld((req, res) => {
    if (req.headers['if-none-match'] !== undefined) res.writeHead(304, { etag: '"1"' }).end();
    else res.writeHead(200, { 'content-type': 'text/css', etag: '"1"' }).end('a{}');
  });
  const style = { headers: { 'sec-fetch-dest': 'style', 'if-none-match': '"1"' } };
  expect((await world.ask('/a.css', style)).status).toBe(200);
  expect((await world.ask('/a.css', style)).status).toBe(304);
  expect((await world.asMirror('/a.css', 'style')).text).toBe('a{}');
  expect(world.asked).toHaveLength(2);
});

test('parts of what is recorded come from the record', async () => {
  await using world = await startSiteWorld((req, res) => {
    const whole = req.headers.range === 'bytes=0-';
    res.writeHead(whole ? 206 : 200, {
      'content-type': 'video/mp4',
      ...(whole ? { 'content-range': 'bytes 0-9/10' } : {}),
    });
    res.end('0123456789');
  });
  const live = await world.ask('/v.mp4', { headers: { 'sec-fetch-dest': 'video', range: 'bytes=0-' } });
  expect(live.status).toBe(206);
  const part = (range: string) => world.asMirror('/v.mp4', 'video', { headers: { range } });
  expect(await part('bytes=2-4')).toMatchObject({
    status: 206,
    text: '234',
    headers: { 'content-range': 'bytes 2-4/10' },
  });
  expect(await part('bytes=-3')).toMatchObject({ status: 206, text: '789' });
  expect(await part('bytes=7-99')).toMatchObject({ status: 206, text: '789' });
  expect(await part('bytes=10-')).toMatchObject({ status: 416 });
  expect(await part('bytes=0-1,3-4')).toMatchObject({ status: 200, text: '0123456789' });
  expect(world.asked).toHaveLength(1);
});

test('where the live browser gives up half-way, a mirror that waited fetches it itself', async () => {
  let first = true;
  await using world = await startSiteWorld((_, res) => {
    if (!first) res.end('png');
    first = false;
  });
  const { request } = await import('node:http');
  const live = request({
    port: world.port,
    host: '127.0.0.1',
    path: '/p.png',
    headers: { host: new URL(world.proxied).host, cookie: 'ls_abcdefgh=live', 'sec-fetch-dest': 'image' },
  });
  live.on('error', () => undefined).end();
  while (world.asked.length < 1) await new Promise(setImmediate);
  const mirror = world.asMirror('/p.png', 'image');
  await new Promise(setImmediate);
  live.destroy();
  expect((await mirror).text).toBe('png');
});
