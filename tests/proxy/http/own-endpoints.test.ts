import type { ServerResponse } from 'node:http';
import { eventually } from '../../support/two.ts';
import { MIRROR, startSiteWorld } from './site-world.ts';

const same = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' };

test('the bundle is for everybody, and for good under its version', async () => {
  await using world = await startSiteWorld((_, res) => res.end());
  const answer = await world.ask('/_lockstep/live.js?v=v1', { cookie: null });
  expect(answer.text).toBe('/*live*/');
  expect(answer.headers['cache-control']).toContain('immutable');
  expect((await world.ask('/_lockstep/live.js?v=v0')).headers['cache-control']).toBe('no-cache');
  expect(world.asked).toHaveLength(0);
});

test('only the live browser’s own pages use the endpoints', async () => {
  await using world = await startSiteWorld((_, res) => res.end());
  expect((await world.ask('/_lockstep/cookies', { headers: same })).status).toBe(200);
  expect(
    (await world.ask('/_lockstep/cookies', { headers: { ...same, 'sec-fetch-site': 'same-site' } })).status,
  ).toBe(403);
  expect((await world.ask('/_lockstep/cookies', { headers: { origin: 'http://evil.example' } })).status).toBe(
    403,
  );
  expect((await world.ask('/_lockstep/cookies', { headers: same, cookie: MIRROR })).status).toBe(403);
  expect((await world.ask('/_lockstep/cookies', { headers: same, method: 'POST' })).status).toBe(405);
  expect((await world.ask('/_lockstep/other', { headers: same })).status).toBe(404);
  expect(world.asked).toHaveLength(0);
});

test('a document is underway until the site answers, whatever it answers', async () => {
  const held: ServerResponse[] = [];
  await using world = await startSiteWorld((_, res) => held.push(res));
  const isUnderway = async (): Promise<unknown> =>
    JSON.parse((await world.ask('/_lockstep/underway', { headers: same })).text);
  expect(await isUnderway()).toBe(false);
  const picture = world.ask('/picture', { headers: { 'sec-fetch-dest': 'image' } });
  await eventually(
    () => held.length,
    (it) => it === 1,
    'the picture is asked for',
  );
  expect(await isUnderway()).toBe(false);
  const page = world.ask('/slow', { headers: { 'sec-fetch-dest': 'iframe' } });
  await eventually(
    () => held.length,
    (it) => it === 2,
    'the page is asked for',
  );
  expect(await isUnderway()).toBe(true);
  for (const it of held) it.writeHead(204).end();
  await Promise.all([picture, page]);
  expect(await isUnderway()).toBe(false);
});

test('cookies are written and read where a script was made, on its own site only', async () => {
  await using world = await startSiteWorld((_, res) => res.end());
  const at = (url: string): string => `?at=${encodeURIComponent(url)}`;
  const post = (url: string, body: string) =>
    world.ask(`/_lockstep/cookie${at(url)}`, { method: 'POST', headers: same, body });
  const here = `${world.origin}/dir/page`;
  expect(JSON.parse((await post(here, 'a=1; path=/dir')).text)).toMatchObject({ cookies: 'a=1' });
  expect(JSON.parse((await post(`${world.origin}/`, 'h=1; HttpOnly')).text)).toMatchObject({ cookies: '' });
  await post('http://other.example/', 'b=2; path=/');
  const read = async (url: string) =>
    (
      JSON.parse((await world.ask(`/_lockstep/cookies${at(url)}`, { headers: same })).text) as {
        cookies: string;
      }
    ).cookies;
  expect(await read(here)).toBe('a=1; b=2');
  expect(await read('http://other.example/')).toBe('b=2');
  expect(world.session.jar.getCookiesSync('http://other.example/')).toEqual([]);
});

test('an origin with a long host is registered before its label is used', async () => {
  await using world = await startSiteWorld((_, res) => res.end());
  const origin = `https://${'a'.repeat(60)}.example.com`;
  const post = (body: string) => world.ask('/_lockstep/host', { method: 'POST', headers: same, body });
  expect((await post(JSON.stringify({ origin }))).status).toBe(204);
  expect([...world.session.hashed.values()]).toEqual([origin]);
  for (const bad of [
    '',
    '{}',
    '{"origin":"file:///"}',
    '{"origin":"https://a.example/path"}',
    'x'.repeat(9_000),
  ]) {
    expect((await post(bad)).status).toBeGreaterThanOrEqual(400);
  }
});

test('text that becomes code, markup or style is rewritten on demand', async () => {
  await using world = await startSiteWorld((_, res) => res.end());
  const post = (as: string, body: string) =>
    world.ask(`/_lockstep/rewrite?as=${as}`, { method: 'POST', headers: same, body });
  expect((await post('script', 'location.href')).text).toContain('$ls');
  expect((await post('css', 'a{b:url(http://a.example/)}')).text).toContain(
    world.session.book.proxied('http://a.example/'),
  );
  expect((await post('html', '<a href="http://a.example/">')).text).toContain(
    world.session.book.proxied('http://a.example/'),
  );
  expect((await post('poetry', '')).status).toBe(400);
});

test('a holder is a document of ours: with our script for the live browser, inert for a mirror, nothing for a script', async () => {
  await using world = await startSiteWorld((_, res) => res.end());
  const framed = { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'iframe' };
  const live = await world.ask('/_lockstep/holder', { headers: framed });
  expect(live).toMatchObject({ status: 200 });
  expect(live.text).toContain('&quot;role&quot;:&quot;live&quot;');
  expect(live.headers['content-security-policy']).toContain('frame-ancestors');
  const mirror = await world.ask('/_lockstep/holder?at=x', { headers: framed, cookie: MIRROR });
  expect(mirror.text).toContain('&quot;role&quot;:&quot;mirror&quot;');
  expect(mirror.headers['content-security-policy']).toContain("default-src 'none'");
  expect((await world.ask('/_lockstep/holder', { headers: same })).status).toBe(404);
  expect(world.asked).toHaveLength(0);
});

test('a window that a link opens through the shell has the link’s page for its referrer, once', async () => {
  await using world = await startSiteWorld((_, res) => {
    res.writeHead(200, { 'content-type': 'text/html' }).end('<p>there');
  });
  const { book } = world.session;
  const origin = book.real(world.proxied);
  const shell = {
    'sec-fetch-dest': 'iframe',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-site': 'same-site',
    referer: 'http://lockstep.test/',
  };
  const referrerOf = async (path: string): Promise<unknown> =>
    /&quot;referrer&quot;:&quot;([^&]*)&quot;/.exec((await world.ask(path, { headers: shell })).text)?.[1];
  const post = (from: string, body: string) =>
    world.ask('/_lockstep/referrer', { method: 'POST', headers: { ...same, referer: from }, body });
  expect((await post(`${world.proxied}/list?page=2`, `${origin}/item#part`)).status).toBe(204);
  expect([await referrerOf('/item'), await referrerOf('/item')]).toEqual([`${origin}/list?page=2`, '']);
  await post(book.proxied('http://other.example/secret'), `${origin}/item`);
  expect(await referrerOf('/item')).toBe('http://other.example/');
  await post('https://evil.example/', `${origin}/item`);
  expect(await referrerOf('/item')).toBe('');
  expect((await post(world.proxied, 'javascript:1')).status).toBe(400);
});
