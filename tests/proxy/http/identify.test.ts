import { fetchRaw, startSiteWorld } from './site-world.ts';
import { siteLabelOf } from '../../../proxy/http/site-handler.ts';

const fonts = { 'sec-fetch-dest': 'font', 'sec-fetch-mode': 'cors' };

test('who is nobody is told what this address is; a person is led into the shell', async () => {
  await using world = await startSiteWorld((_, res) => res.end('secret'));
  for (const cookie of [null, 'ls_abcdefgh=wrong', 'ls_other=live']) {
    const answer = await world.page('/', { cookie });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('belongs to a session');
  }
  const top = await world.page('/', { cookie: null, headers: { 'sec-fetch-dest': 'document' } });
  expect(top).toMatchObject({ status: 302, headers: { location: 'http://lockstep.test/s/abcdefgh' } });
  expect(world.asked).toHaveLength(0);
});

test('of several cookies of the same name the first valid one counts', async () => {
  await using world = await startSiteWorld((_, res) => res.end('x'));
  expect((await world.ask('/', { cookie: 'ls_abcdefgh=old; ls_abcdefgh=live' })).status).toBe(200);
});

test('a host of no session, or of one that is over, is answered by a page of ours', async () => {
  await using world = await startSiteWorld((_, res) => res.end('x'));
  for (const label of ['nothing', 'zzzzzzzz-h-example-com', 'abcdefgh-x-00000000000000000000']) {
    expect((await fetchRaw(world.port, `${label}.lockstep.test`, '/')).status).toBe(404);
  }
  expect((await fetchRaw(world.port, new URL(world.proxied).host, 'http://a.example/')).status).toBe(404);
});

test('what browsers send without cookies is known by where it comes from', async () => {
  await using world = await startSiteWorld((_, res) => res.setHeader('set-cookie', 'a=b').end('font'));
  expect((await world.ask('/f.woff', { cookie: null, headers: fonts })).status).toBe(403);
  await world.page('/');
  expect((await world.ask('/f.woff', { cookie: null, headers: fonts })).status).toBe(200);
  // Credentials were left out: the site's are, too.
  expect(world.asked.at(-1)?.headers.cookie).toBeUndefined();
  expect(
    (await world.ask('/f.woff', { cookie: null, headers: { ...fonts, 'user-agent': 'another' } })).status,
  ).toBe(403);
  expect((await world.page('/', { cookie: null })).status).toBe(403);
});

test('live browser and mirror in one place: what the live one has already costs the site nothing', async () => {
  await using world = await startSiteWorld((_, res) =>
    res.writeHead(200, { 'content-type': 'font/woff2' }).end('font'),
  );
  await world.page('/');
  await world.asMirror('/', 'iframe');
  const before = world.asked.length;
  await world.ask('/f.woff', { cookie: null, headers: fonts });
  await world.ask('/f.woff', { cookie: null, headers: fonts });
  expect(world.asked.length - before).toBe(1);
});

test.each([
  ['abcdefgh-h-a.lockstep.test', 'abcdefgh-h-a'],
  ['ABCDEFGH-h-a.Lockstep.Test:80', 'abcdefgh-h-a'],
  ['lockstep.test', null],
  ['evil-lockstep.test', null],
  ['a.lockstep.test.evil.example', null],
  ['a.lockstep.test:81', null],
  [undefined, null],
])('the label of %s is %s', (host, label) => {
  expect(siteLabelOf(host, { protocol: 'http:', host: 'lockstep.test' })).toBe(label);
});
