// A page that moves to another browser: from the record, and its storage with it.
import { expectMoved } from '../../../proxy/http/moved-page.ts';
import { startSiteWorld } from './site-world.ts';

const form =
  '<!DOCTYPE html><html><head><title>Done</title></head><body><script>run()</script>Paid.</body></html>';
const html = { 'content-type': 'text/html', 'referrer-policy': 'no-referrer' };

test('the answer to a form comes from the record, with its scripts, and the site is not asked again', async () => {
  await using world = await startSiteWorld((_, res) => res.writeHead(201, html).end(form));
  await world.page('/pay', { method: 'POST', body: 'a=b', headers: { 'content-type': 'text/plain' } });
  expectMoved(world.session, [`${world.origin}/pay#top`], Date.now());
  const moved = await world.page('/pay');
  expect(moved.status).toBe(201);
  expect(moved.text).toContain('run()');
  expect(moved.text).toContain('&quot;role&quot;:&quot;live&quot;');
  expect(moved.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(moved.headers['referrer-policy']).toBe('no-referrer');
  expect(world.asked.map((it) => it.method)).toEqual(['POST']);
  // Asked for once more it is asked for anew.
  await world.page('/pay');
  expect(world.asked.map((it) => it.method)).toEqual(['POST', 'GET']);
});

test('only the page itself, and only in time', async () => {
  await using world = await startSiteWorld((_, res) => res.writeHead(200, html).end(form));
  await world.page('/');
  expectMoved(world.session, [`${world.origin}/`], Date.now() - 60_000);
  await world.page('/');
  expect(world.asked).toHaveLength(2);
  expectMoved(world.session, [`${world.origin}/`], Date.now());
  await world.ask('/', { headers: { 'sec-fetch-dest': 'empty' } });
  await world.page('/', { method: 'POST', body: '', headers: { 'content-type': 'text/plain' } });
  expect(world.asked).toHaveLength(4);
});

test('what the record has not kept is fetched', async () => {
  await using world = await startSiteWorld((_, res) => res.writeHead(200, html).end(form));
  expectMoved(world.session, [`${world.origin}/new`], Date.now());
  expect((await world.page('/new')).text).toContain('Paid.');
  expect(world.asked).toHaveLength(1);
});

const same = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' };

test('the live page leaves what it has stored, and has nothing of its own to take', async () => {
  await using world = await startSiteWorld((_, res) => res.writeHead(200, html).end(form));
  const stored = JSON.stringify({ local: [['a', 'b']], session: [] });
  const kept = await world.ask('/_lockstep/storage', { method: 'POST', body: stored, headers: same });
  expect(kept.status).toBe(204);
  expect((await world.ask('/_lockstep/storage', { headers: same })).text).toBe('null');
  expect((await world.page('/')).text).toContain('&quot;stored&quot;:false');
  world.session.storage.take(world.origin, 'somebody else');
  expect((await world.page('/')).text).toContain('&quot;stored&quot;:true');
  expect((await world.ask('/_lockstep/storage', { headers: same })).text).toBe(stored);
  expect((await world.page('/')).text).toContain('&quot;stored&quot;:false');
  expect((await world.ask('/_lockstep/storage', { method: 'DELETE', headers: same })).status).toBe(405);
});
