import { fetchRaw, SESSION, startSiteWorld } from './site-world.ts';

const shell = { origin: 'http://lockstep.test' };
const host = (label: string): string => `${label}.lockstep.test`;
const known = host(`${SESSION}-s-site-example`);
const over = host('zzzzzzzz-h8080-site-example');
const hashed = host('zzzzzzzz-x-0123456789abcdef');

test.each([known, over, hashed])('the shell has a browser forget what %s has stored', async (site) => {
  await using world = await startSiteWorld((_, res) => res.end());
  const how = { method: 'POST', headers: shell, cookie: 'lsw_1=x; odd=y' };
  const answer = await fetchRaw(world.port, site, '/_lockstep/clear', how);
  expect(answer.status).toBe(204);
  expect(answer.headers).toMatchObject({
    'clear-site-data': '"storage", "cache"',
    'access-control-allow-origin': shell.origin,
    'access-control-allow-credentials': 'true',
  });
  // No Domain: the base host's own cookies, and those of other sessions, stay.
  expect(answer.headers['set-cookie']).toEqual(['lsw_1=; Path=/; Max-Age=0', 'odd=; Path=/; Max-Age=0']);
  expect(world.asked).toEqual([]);
});

test.each([
  ['a page of the site', { origin: `http://${known}` }],
  ['a page of another session', { origin: `http://${over}` }],
  ['a page without an origin', { origin: 'null' }],
  ['who says nothing', {}],
])('%s may not', async (_, headers) => {
  await using world = await startSiteWorld((_, res) => res.end());
  const answer = await fetchRaw(world.port, known, '/_lockstep/clear', { method: 'POST', headers });
  expect(answer.status).toBe(403);
  expect(answer.headers['clear-site-data']).toBeUndefined();
  const get = await fetchRaw(world.port, known, '/_lockstep/clear', { headers: shell });
  expect(get.headers['clear-site-data']).toBeUndefined();
});

test('what is no host of a site’s is none for this either', async () => {
  await using world = await startSiteWorld((_, res) => res.end());
  const how = { method: 'POST', headers: shell };
  expect((await fetchRaw(world.port, host('www'), '/_lockstep/clear', how)).status).toBe(404);
});

test('every origin that a participant’s browser asks for is kept for the end', async () => {
  await using world = await startSiteWorld((_, res) => res.end('x'));
  await world.page('/');
  await world.ask('/picture', { origin: 'http://127.0.0.1:9' });
  await world.ask('/', { origin: 'http://stranger.example', cookie: `ls_${SESSION}=nobody` });
  expect([...world.session.visited]).toEqual([world.origin, 'http://127.0.0.1:9']);
});
