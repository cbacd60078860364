import { request } from 'node:http';
import type { Overview } from '../../../proxy/admin/overview.ts';
import { ADMIN_TOKEN, startRunning, type Running } from '../running.ts';

async function signIn(it: Running): Promise<string> {
  const answer = await it.ask('POST', '/api/admin/sign-in', { body: { token: ADMIN_TOKEN } });
  expect(answer.status).toBe(204);
  return answer.cookie;
}

/** Reads server-sent events; `next` waits for an overview that is as wanted. */
function follow(it: Running, cookie: string) {
  const seen: Overview[] = [];
  const looks = new Set<() => void>();
  let text = '';
  const asked = request(
    { host: '127.0.0.1', port: it.port, path: '/api/admin/feed', headers: { host: it.base.host, cookie } },
    (answer) => {
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
        const events = text.split('\n\n');
        text = events.pop() ?? '';
        for (const event of events) {
          const data = /^event: sessions\ndata: (.*)$/m.exec(event)?.[1];
          if (data !== undefined) seen.push(JSON.parse(data) as Overview);
        }
        for (const look of [...looks]) look();
      });
    },
  );
  asked.on('error', () => undefined);
  asked.end();
  return {
    close: () => asked.destroy(),
    next: (wanted: (overview: Overview) => boolean): Promise<Overview> =>
      new Promise((done) => {
        const look = (): void => {
          const found = seen.find(wanted);
          if (found === undefined) return;
          looks.delete(look);
          done(found);
        };
        looks.add(look);
        look();
      }),
  };
}

test('the admin signs in with the token, by a cookie of this host alone, and out again', async () => {
  await using it = await startRunning();
  expect((await it.ask('GET', '/api/admin/sessions')).status).toBe(401);
  const wrong = await it.ask('POST', '/api/admin/sign-in', { body: { token: 'wrong' } });
  expect([wrong.status, wrong.cookie]).toEqual([401, '']);
  expect((await it.ask('POST', '/api/admin/sign-in', { body: {} })).status).toBe(400);
  const answer = await it.ask('POST', '/api/admin/sign-in', { body: { token: ADMIN_TOKEN } });
  expect(answer.headers['set-cookie']).toEqual([
    expect.stringMatching(
      /^__Host-lockstep_admin=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=43200$/,
    ),
  ]);
  const headers = { cookie: answer.cookie };
  expect((await it.ask('GET', '/api/admin/sessions', { headers })).json()).toEqual({
    sessions: [],
    takesCalls: false,
  });
  expect((await it.ask('POST', '/api/admin/sign-out', { headers })).status).toBe(204);
  expect((await it.ask('GET', '/api/admin/sessions', { headers })).status).toBe(401);
});

test('guessing the token is slow', async () => {
  await using it = await startRunning();
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++)
    statuses.push((await it.ask('POST', '/api/admin/sign-in', { body: { token: `guess ${i}` } })).status);
  expect(statuses[0]).toBe(401);
  expect(statuses.at(-1)).toBe(429);
});

test('the list shows sessions with people, control and windows, newest first', async () => {
  await using it = await startRunning();
  const first = await it.create();
  const ann = await it.join(first.ownerUrl, 'Ann');
  const { sessions } = (
    await it.ask('GET', '/api/admin/sessions', { admin: true })
  ).json() as unknown as Overview;
  expect(sessions).toMatchObject([
    {
      id: first.id,
      live: ann.you,
      leaks: 0,
      participants: [{ name: 'Ann', role: 'owner', online: true }],
      control: { holder: ann.you, since: expect.any(Number) as number },
      windows: [{ id: 'w1', url: 'https://site.example/' }],
    },
  ]);
});

test('the admin ends a session, removes a participant, takes control away', async () => {
  await using it = await startRunning();
  const { id, ownerUrl, inviteUrl } = await it.create();
  const ann = await it.join(ownerUrl, 'Ann');
  const bob = await it.join(inviteUrl, 'Bob');
  const headers = { cookie: await signIn(it), origin: it.base.origin };
  const path = `/api/admin/sessions/${id}`;
  const post = (action: string, more: Record<string, string> = headers) =>
    it.ask('POST', `${path}/${action}`, { headers: more });
  expect((await post('revoke', { cookie: bob.cookie })).status).toBe(401);
  expect((await post('revoke', { ...headers, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await post('revoke', { ...headers, origin: 'https://evil.example' })).status).toBe(403);
  ann.send('control.pass', { participant: bob.you });
  await bob.state(({ control }) => control.holder === bob.you);
  expect((await post('revoke')).status).toBe(204);
  await bob.state(({ control }) => control.holder === ann.you);
  expect((await post(`participants/${bob.you}/remove`)).status).toBe(204);
  expect(await bob.next('ended')).toEqual({ reason: 'removed', sites: [] });
  expect((await post(`participants/${bob.you}/remove`)).status).toBe(404);
  expect((await post('end')).status).toBe(204);
  expect(await ann.next('ended')).toEqual({ reason: 'ended', sites: [] });
  expect((await post('end')).status).toBe(404);
});

test('the feed tells every change by itself', async () => {
  await using it = await startRunning();
  const feed = follow(it, await signIn(it));
  await feed.next(({ sessions }) => sessions.length === 0);
  const { id, ownerUrl } = await it.create();
  await feed.next(({ sessions }) => sessions[0]?.id === id);
  const ann = await it.join(ownerUrl, 'Ann');
  await feed.next(({ sessions }) => sessions[0]?.control.holder === ann.you);
  ann.send('page', {
    window: 'w1',
    page: 'p1',
    url: 'https://site.example/a',
    title: 'A page',
    icon: '',
    status: 'complete',
  });
  await feed.next(({ sessions }) => sessions[0]?.windows[0]?.title === 'A page');
  feed.close();
});
