import { idIn, startRunning } from '../running.ts';

const pathOf = (address: string): string => new URL(address).pathname + new URL(address).search;

test('an address with a name joins, sets both cookies and takes the secret out of the address', async () => {
  await using it = await startRunning();
  const { id, ownerUrl } = await it.create();
  const answer = await it.ask('GET', `${pathOf(ownerUrl)}&name=Ann`);
  expect([answer.status, answer.headers.location]).toEqual([303, `/s/${id}`]);
  const cookies = answer.headers['set-cookie'] ?? [];
  expect(cookies).toEqual([
    expect.stringMatching(`^__Host-lsh_${id}=[\\w-]{32}; Path=/; HttpOnly; SameSite=Lax; Secure$`),
    expect.stringMatching(
      `^ls_${id}=[\\w-]{32}; Domain=lockstep.localhost; Path=/; HttpOnly; SameSite=None; Secure$`,
    ),
  ]);
  const shell = await it.ask('GET', `/s/${id}`, { headers: { cookie: answer.cookie } });
  expect(shell.status).toBe(200);
  expect(shell.text).toMatch(`data-session="${id}"`);
  expect(shell.text).toMatch(/data-frame-key="[\w-]{24}" data-joined="true"/);
});

test('without TLS and without localhost cookies cannot be Secure', async () => {
  await using it = await startRunning({ LOCKSTEP_BASE_URL: 'http://lockstep.test:0' });
  const { ownerUrl, id } = await it.create();
  const cookies = (await it.ask('GET', `${pathOf(ownerUrl)}&name=Ann`)).headers['set-cookie'] ?? [];
  expect(cookies[0]).toMatch(new RegExp(`^lsh_${id}=[^;]+; Path=/; HttpOnly; SameSite=Lax$`));
});

test('without a name the shell asks for it, and joins with it', async () => {
  await using it = await startRunning();
  const { id, inviteUrl } = await it.create();
  const page = await it.ask('GET', pathOf(inviteUrl));
  expect([page.status, page.cookie]).toEqual([200, '']);
  expect(page.text).toContain('data-joined="false"');
  const key = new URL(inviteUrl).searchParams.get('key');
  const join = (body: unknown) => it.ask('POST', `/s/${id}/join`, { body });
  expect((await join({ key, name: ' \u202e ' })).json()).toMatchObject({ error: { code: 'bad-request' } });
  expect((await join({ key: 'x', name: 'Bob' })).status).toBe(403);
  expect((await join({ name: 'Bob' })).status).toBe(400);
  expect((await it.ask('POST', '/s/abcdefgh/join', { body: { key, name: 'Bob' } })).status).toBe(404);
  const joined = await join({ key, name: '  Bob\u0000 ' });
  expect([joined.status, joined.json()]).toEqual([200, { id }]);
  const path = `/api/sessions/${id}`;
  const view = await it.ask('GET', path, { headers: { cookie: joined.cookie } });
  // Nobody is here before their shell is.
  expect([view.status, view.json()['participants']]).toEqual([200, []]);
  const bob = await it.shell(id, joined.cookie);
  expect(bob.welcome.state.participants).toMatchObject([{ name: 'Bob', role: 'guest', online: true }]);
});

test('who takes part already goes straight in, whatever the address says', async () => {
  await using it = await startRunning();
  const { id, ownerUrl, inviteUrl } = await it.create();
  const cookie = await it.enter(ownerUrl, 'Ann');
  const again = await it.ask('GET', `${pathOf(inviteUrl)}&name=Bob`, { headers: { cookie } });
  expect([again.status, again.headers.location, again.cookie]).toEqual([303, `/s/${id}`, '']);
  const ann = await it.shell(id, cookie);
  expect(ann.welcome.state.participants).toMatchObject([{ name: 'Ann', role: 'owner' }]);
});

test('a guest who opens the owner’s address becomes an owner', async () => {
  await using it = await startRunning();
  const { id, ownerUrl, inviteUrl } = await it.create();
  const guest = await it.enter(inviteUrl, 'Bob');
  const owner = await it.ask('GET', `${pathOf(ownerUrl)}&name=Bob`, { headers: { cookie: guest } });
  expect(owner.cookie).toContain(`lsh_${id}=`);
});

test('a wrong key, no key, and a session that is over have words for people', async () => {
  await using it = await startRunning();
  const { id, ownerUrl } = await it.create();
  for (const path of [
    `/s/${id}`,
    `/s/${id}?key=wrong`,
    `/s/${id}?key=${'x'.repeat(9_000)}`,
    `/s/${id}?key[]=a`,
  ]) {
    const answer = await it.ask('GET', path);
    expect([answer.status, answer.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
  }
  const cookie = await it.enter(ownerUrl, 'Ann');
  await it.ask('DELETE', `/api/sessions/${id}`, { admin: true });
  const over = await it.ask('GET', pathOf(ownerUrl), { headers: { cookie } });
  expect(over.status).toBe(404);
  expect(over.text).not.toContain('data-session');
  expect(over.headers['set-cookie']).toEqual([
    expect.stringContaining(`lsh_${id}=; `),
    expect.stringMatching(`ls_${id}=; .*Max-Age=0`),
  ]);
});

test('a full session takes nobody more, and says so', async () => {
  await using it = await startRunning({ LOCKSTEP_MAX_PARTICIPANTS: '1' });
  const { ownerUrl, inviteUrl } = await it.create();
  await it.enter(ownerUrl, 'Ann');
  const answer = await it.ask('GET', `${pathOf(inviteUrl)}&name=Bob`, {
    headers: { 'sec-fetch-mode': 'navigate' },
  });
  expect([answer.status, answer.cookie]).toEqual([503, '']);
  expect(answer.text).toContain('This session is full.');
});

test('the shell names a site with a hashed label', async () => {
  await using it = await startRunning();
  const { ownerUrl } = await it.create();
  const owner = await it.join(ownerUrl, 'Ann');
  const id = idIn(ownerUrl);
  const origin = `https://${'long.'.repeat(12)}example.com`;
  const headers = { cookie: owner.cookie, referer: `${it.base.origin}/s/${id}` };
  const say = (body: unknown, more: Record<string, string> = headers) =>
    it.ask('POST', '/_lockstep/host', { body, headers: more });
  expect((await say({ origin })).status).toBe(204);
  expect((await say({ origin: `${origin}/` })).status).toBe(400);
  expect((await say({ origin }, { referer: headers.referer })).status).toBe(401);
  expect((await say({ origin }, { ...headers, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  const again = await it.shell(id, owner.cookie);
  expect(Object.values(again.welcome.hashed)).toEqual([origin]);
});

test('our pages are strict about what they load, and their parts last', async () => {
  await using it = await startRunning();
  const page = await it.ask('GET', '/');
  expect(page.text).toContain('data-demo-url="http://shop.lockstep.example/"');
  const policy = String(page.headers['content-security-policy']);
  for (const part of ["script-src 'self'", `frame-src http://*.${it.base.host}`, "frame-ancestors 'none'"])
    expect(policy).toContain(part);
  expect(policy).not.toContain('unsafe');
  const script = /src="([^"]+)"/.exec(page.text)?.[1] ?? '';
  expect(script).toMatch(/^\/_lockstep\/assets\/start\.js\?v=/);
  const asset = await it.ask('GET', script);
  expect([asset.status, asset.headers['cache-control']]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ]);
  expect((await it.ask('GET', '/_lockstep/assets/start.js')).headers['cache-control']).toBe('no-cache');
  expect((await it.ask('GET', '/_lockstep/assets/../../etc/passwd')).status).toBe(404);
  expect((await it.ask('GET', '/_lockstep/assets/none.js')).status).toBe(404);
  expect((await it.ask('GET', '/admin')).text).toContain('admin.js');
});

test('wrong keys are slowed down, a right one never is', async () => {
  await using it = await startRunning();
  const { id, inviteUrl } = await it.create();
  let last = 0;
  for (let n = 0; n < 70; n++) ({ status: last } = await it.ask('GET', `/s/${id}?key=${String(n)}&name=Eve`));
  expect(last).toBe(429);
  expect((await it.ask('POST', `/s/${id}/join`, { body: { key: 'no', name: 'Eve' } })).status).toBe(429);
  for (const name of ['Ann', 'Bob'])
    expect((await it.ask('GET', `${pathOf(inviteUrl)}&name=${name}`)).status).toBe(303);
});
