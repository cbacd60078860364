import { verifyJournal, type JournalRecord } from '../../../proxy/session/journal.ts';
import { idIn, SITE, startRunning } from '../running.ts';

test('POST /api/sessions gives the id and the two addresses', async () => {
  await using it = await startRunning();
  const answer = await it.ask('POST', '/api/sessions', { body: { url: 'https://site.example' } });
  expect(answer.status).toBe(201);
  const { id, ownerUrl, inviteUrl } = answer.json();
  expect(id).toMatch(/^[a-z2-7]{8}$/);
  for (const address of [ownerUrl, inviteUrl]) {
    const url = new URL(String(address));
    expect(url.origin).toBe(it.base.origin);
    expect(url.pathname).toBe(`/s/${String(id)}`);
    expect(url.searchParams.get('key')).toMatch(/^[\w-]{32}$/);
  }
  expect(ownerUrl).not.toBe(inviteUrl);
});

test.each([
  [{}, 'bad-request'],
  [{ url: 5 }, 'bad-request'],
  [{ url: SITE, more: 1 }, 'bad-request'],
  [[], 'bad-request'],
  [{ url: 'site' }, 'bad-url'],
  [{ url: '' }, 'bad-url'],
  [{ url: 'ftp://site.example/' }, 'bad-url'],
  [{ url: 'javascript:alert(1)' }, 'bad-url'],
  [{ url: 'file:///etc/passwd' }, 'bad-url'],
  [{ url: 'http://127.0.0.1/' }, 'blocked'],
  [{ url: 'http://2130706433/' }, 'blocked'],
  [{ url: 'http://[::ffff:10.0.0.1]/' }, 'blocked'],
  [{ url: 'http://denied.example/' }, 'blocked'],
  [{ url: 'https://ann:secret@site.example/' }, 'blocked'],
])('%j is refused as %s', async (body, code) => {
  await using it = await startRunning({ LOCKSTEP_DENY_SITES: 'denied.example' });
  const answer = await it.ask('POST', '/api/sessions', { body });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.json()).toEqual({ error: { code, message: expect.stringMatching(/\.$|not/) as string } });
});

test('what is no JSON, and what is too large, is refused in the same words', async () => {
  await using it = await startRunning();
  const broken = await it.ask('POST', '/api/sessions', { text: '{"url":' });
  expect([broken.status, broken.json()]).toMatchObject([400, { error: { code: 'bad-request' } }]);
  const large = await it.ask('POST', '/api/sessions', {
    body: { url: `https://a.example/${'x'.repeat(200_000)}` },
  });
  expect([large.status, large.json()]).toMatchObject([413, { error: { code: 'too-large' } }]);
  const absent = await it.ask('POST', '/api/sessions');
  expect(absent.status).toBe(400);
  expect((await it.ask('GET', '/api/nothing')).json()).toMatchObject({ error: { code: 'not-found' } });
  const nothing = await it.ask('POST', '/api/sessions', { text: 'null' });
  expect([nothing.status, nothing.json()]).toMatchObject([
    400,
    { error: { message: expect.stringContaining('JSON object') as string } },
  ]);
});

test.each([
  ['PUT', '', 'GET, POST'],
  ['DELETE', '', 'GET, POST'],
  ['PATCH', '/abcdefgh', 'GET, DELETE'],
  ['POST', '/abcdefgh/control', 'GET, PUT'],
])('%s on /api/sessions%s says what is understood there', async (method, path, allow) => {
  await using it = await startRunning();
  const answer = await it.ask(method, `/api/sessions${path}`);
  expect([answer.status, answer.headers.allow, answer.json()]).toMatchObject([
    405,
    allow,
    { error: { code: 'method' } },
  ]);
});

test('creation needs the token where the operator wants it', async () => {
  await using it = await startRunning({ LOCKSTEP_CREATE: 'admin' });
  expect((await it.ask('POST', '/api/sessions', { body: { url: SITE } })).status).toBe(401);
  expect((await it.ask('POST', '/api/sessions', { body: { url: SITE }, admin: true })).status).toBe(201);
  const wrong = { authorization: 'Bearer no' };
  expect((await it.ask('POST', '/api/sessions', { body: { url: SITE }, headers: wrong })).status).toBe(401);
});

test('there are at most as many sessions as the operator wants, and not too many at once from one address', async () => {
  await using it = await startRunning({ LOCKSTEP_MAX_SESSIONS: '2' });
  const statuses: number[] = [];
  for (let i = 0; i < 62; i++)
    statuses.push((await it.ask('POST', '/api/sessions', { body: { url: SITE } })).status);
  expect(statuses.slice(0, 3)).toEqual([201, 201, 503]);
  expect(statuses.at(-1)).toBe(429);
});

test('a server that is full says so, and those who are in a session notice nothing', async () => {
  await using it = await startRunning({ LOCKSTEP_MAX_SESSIONS: '1' });
  const session = await it.create();
  const ann = await it.join(session.ownerUrl, 'Ann');
  const refused = await it.ask('POST', '/api/sessions', { body: { url: SITE }, admin: true });
  expect(refused.status).toBe(503);
  expect(refused.json()).toMatchObject({
    error: {
      code: 'limit',
      message: 'There are as many sessions as this server takes. Try again later.',
    },
  });
  const bob = await it.join(session.inviteUrl, 'Bob');
  await ann.state(({ participants }) => participants.length === 2);
  ann.send('pointer', { window: 'w1', frame: '', at: { node: 5, x: 0.5, y: 0.25 } });
  expect(await bob.relayed('pointer')).toMatchObject({ from: ann.you });
  // Its place is free as soon as it is over.
  expect((await it.ask('DELETE', `/api/sessions/${session.id}`, { admin: true })).status).toBe(204);
  expect((await it.ask('POST', '/api/sessions', { body: { url: SITE }, admin: true })).status).toBe(201);
});

test('pages of others change nothing, although they are same-site', async () => {
  await using it = await startRunning();
  const session = await it.create();
  const cookie = await it.enter(session.ownerUrl, 'Ann');
  const foreign = [
    { 'sec-fetch-site': 'same-site', origin: `http://abcdefgh-s-site-example.${it.base.host}` },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ] as Record<string, string>[];
  for (const headers of foreign) {
    const asking = { headers: { ...headers, cookie } };
    expect((await it.ask('DELETE', `/api/sessions/${session.id}`, asking)).status).toBe(403);
    expect((await it.ask('POST', '/api/sessions', { ...asking, body: { url: SITE } })).status).toBe(403);
    expect((await it.ask('POST', '/api/admin/sign-in', { ...asking, body: { token: 'x' } })).status).toBe(
      403,
    );
  }
  const own = { cookie, origin: it.base.origin, 'sec-fetch-site': 'same-origin' };
  expect((await it.ask('DELETE', `/api/sessions/${session.id}`, { headers: own })).status).toBe(204);
  expect((await it.ask('GET', `/api/sessions/${session.id}`, { admin: true })).status).toBe(404);
});

test('a session tells its participants and the admin, and nobody else', async () => {
  await using it = await startRunning();
  const session = await it.create();
  const path = `/api/sessions/${session.id}`;
  expect((await it.ask('GET', path)).status).toBe(401);
  expect((await it.ask('GET', path, { headers: { authorization: 'Bearer no' } })).status).toBe(401);
  expect((await it.ask('GET', '/api/sessions/abcdefgh', { admin: true })).status).toBe(404);
  const owner = await it.join(session.ownerUrl, 'Ann');
  const guest = await it.join(session.inviteUrl, 'Bob');
  const expected = {
    id: session.id,
    participants: [
      { id: owner.you, name: 'Ann', role: 'owner', kind: 'browser', online: true },
      { id: guest.you, name: 'Bob', role: 'guest', kind: 'browser', online: true },
    ],
    control: { holder: owner.you, epoch: 1, queue: [] },
    windows: [
      {
        id: 'w1',
        url: SITE,
        title: '',
        width: 1280,
        height: 800,
        scroll: { x: 0, y: 0 },
        focused: true,
        live: owner.you,
      },
    ],
  };
  expect((await it.ask('GET', path, { admin: true })).json()).toEqual(expected);
  expect((await it.ask('GET', path, { headers: { cookie: guest.cookie } })).json()).toEqual(expected);
  expect((await it.ask('DELETE', path, { headers: { cookie: guest.cookie } })).status).toBe(403);
});

test('the control history and the journal', async () => {
  await using it = await startRunning();
  const session = await it.create();
  const owner = await it.join(session.ownerUrl, 'Ann');
  const guest = await it.join(session.inviteUrl, 'Bob');
  owner.send('control.pass', { participant: guest.you });
  await guest.state((state) => state.control.holder === guest.you);
  const control = await it.ask('GET', `/api/sessions/${session.id}/control`, {
    headers: { cookie: guest.cookie },
  });
  const time = expect.any(Number) as number;
  expect(control.json()).toEqual({
    holder: guest.you,
    epoch: 2,
    since: time,
    queue: [],
    history: [
      { holder: owner.you, epoch: 1, from: time, to: time, why: 'joined' },
      { holder: guest.you, epoch: 2, from: time, to: null, why: 'passed' },
    ],
  });
  const path = `/api/sessions/${session.id}/journal`;
  expect((await it.ask('GET', path, { headers: { cookie: guest.cookie } })).status).toBe(403);
  const journal = await it.ask('GET', path, { headers: { cookie: owner.cookie } });
  const records = journal.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalRecord);
  expect(verifyJournal(records)).toBe(true);
  expect(records.map((record) => record.kind)).toEqual(
    expect.arrayContaining(['created', 'opened', 'joined', 'connected', 'control', 'live']),
  );
});

test('the base address redirects this machine’s other names, and no other host is answered', async () => {
  await using it = await startRunning();
  const local = await it.ask('GET', '/s/x?y', { headers: { host: `localhost:${it.port}` } });
  expect([local.status, local.headers.location]).toEqual([307, `${it.base.origin}/s/x?y`]);
  const slashes = await it.ask('GET', '//evil.example/', { headers: { host: `127.0.0.1:${it.port}` } });
  expect(slashes.headers.location).toBe(`${it.base.origin}/evil.example/`);
  expect((await it.ask('POST', '/', { headers: { host: `localhost:${it.port}` } })).status).toBe(421);
  const other = await it.ask('GET', '/', { headers: { host: 'evil.example' } });
  expect([other.status, other.text]).toEqual([421, expect.stringContaining(it.base.origin)]);
  const site = await it.ask('GET', '/', { headers: { host: `abcdefgh-s-site-example.${it.base.host}` } });
  expect(site.status).toBe(404);
  expect((await it.ask('GET', '/', { headers: { host: it.base.host.toUpperCase() } })).status).toBe(200);
});

test('idIn reads the id of an address', () => {
  expect(idIn('http://lockstep.localhost:1/s/abcdefgh?key=x')).toBe('abcdefgh');
});
