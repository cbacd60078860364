import type { Router } from 'express';
import { adminRoutes } from '../../../proxy/admin/routes.ts';
import type { Around } from '../../../proxy/api/around.ts';
import { endpoints } from '../../../proxy/api/endpoints.ts';
import { openApiPath } from '../../../proxy/api/openapi.ts';
import { sessionRoutes } from '../../../proxy/api/sessions.ts';
import * as shapes from '../../../proxy/api/shapes.ts';
import type { JournalRecord } from '../../../proxy/session/journal.ts';
import { startRunning, type Answer } from '../running.ts';

const METHODS = ['get', 'post', 'put', 'delete'] as const;

/** What express serves, by its own account; `all` says only what is not understood. */
function served(routes: Router, at: string): readonly string[] {
  return routes.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    const methods = new Set(route.stack.map((it) => it.method));
    return METHODS.filter((it) => methods.has(it)).map(
      (it) => `${it} ${`${at}${route.path}`.replace(/\/$/, '')}`,
    );
  });
}

test('every route of the API is in the table, and nothing else is', () => {
  const around = {
    options: { startRate: 1, guessRate: 1 },
    registry: { watch: () => () => undefined },
    now: Date.now,
  } as unknown as Around;
  const found = [
    ...served(sessionRoutes(around), '/api/sessions'),
    ...served(adminRoutes(around), '/api/admin'),
    'get /api/openapi.json',
  ];
  expect([...found].sort()).toEqual(endpoints.map((it) => `${it.method} ${it.path}`).sort());
});

test('the document is served, and has every endpoint with its parameters and answer', async () => {
  await using it = await startRunning();
  const document = (await it.ask('GET', '/api/openapi.json')).json() as unknown as {
    openapi: string;
    paths: Record<string, Record<string, { parameters: { name: string; in: string }[]; responses: object }>>;
  };
  expect(document.openapi).toBe('3.1.0');
  for (const { method, path, query, status } of endpoints) {
    const operation = document.paths[openApiPath(path)]?.[method];
    const named = Array.from(path.matchAll(/:(\w+)/g), ([, name]) => name ?? '');
    expect(operation?.parameters.map((one) => one.name)).toEqual([
      ...named,
      ...Object.keys(query?.shape ?? {}),
    ]);
    expect(operation?.responses).toHaveProperty(String(status));
  }
});

test('answers have the shapes that the document says', async () => {
  await using it = await startRunning();
  const started = await it.ask('POST', '/api/sessions', {
    body: { url: 'https://site.example/' },
    admin: true,
  });
  const { id, ownerUrl } = shapes.created.parse(started.json());
  await it.join(ownerUrl, 'Ann');
  const get = (path: string): Promise<Answer> => it.ask('GET', path, { admin: true });
  shapes.session.parse((await get(`/api/sessions/${id}`)).json());
  shapes.control.parse((await get(`/api/sessions/${id}/control`)).json());
  expect(shapes.page.parse((await get('/api/sessions')).json()).matched).toBe(1);
  shapes.refusal.parse((await it.ask('GET', '/api/sessions')).json());
});

test('the list is for the admin; it is filtered, sorted and cut, and says what is wrong in a query', async () => {
  await using it = await startRunning();
  for (const name of ['a', 'c', 'b']) await it.create(`https://${name}.example/`);
  const list = async (query: string) =>
    shapes.page.parse((await it.ask('GET', `/api/sessions?${query}`, { admin: true })).json());
  const sites = async (query: string) => (await list(query)).sessions.map((one) => one.site);
  expect((await it.ask('GET', '/api/sessions')).status).toBe(401);
  expect(await sites('sort=site&order=asc')).toEqual(['a.example', 'b.example', 'c.example']);
  expect(await sites('sort=site&offset=1&limit=1')).toEqual(['b.example']);
  expect(await list('filter=C.EXAMPLE')).toMatchObject({ total: 3, matched: 1 });
  for (const query of ['sort=colour', 'limit=0', 'limit=9999', 'offset=-1', 'more=1']) {
    const answer = await it.ask('GET', `/api/sessions?${query}`, { admin: true });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(query.split('=')[0] ?? '')]);
  }
});

test('the admin gives control and takes it away, removes, and reads the journal of one kind', async () => {
  await using it = await startRunning();
  const { id, ownerUrl, inviteUrl } = await it.create();
  const ann = await it.join(ownerUrl, 'Ann');
  const bob = await it.join(inviteUrl, 'Bob');
  const put = (holder: unknown, admin = true) =>
    it.ask('PUT', `/api/sessions/${id}/control`, { body: { holder }, admin });
  expect((await put(bob.you, false)).status).toBe(401);
  expect((await put(bob.you)).status).toBe(204);
  await ann.state(({ control }) => control.holder === bob.you);
  expect((await put('nobodyaa')).status).toBe(404);
  expect((await put(5)).status).toBe(400);
  expect((await put(null)).status).toBe(204);
  await bob.state(({ control }) => control.holder === ann.you);
  const journal = await it.ask('GET', `/api/sessions/${id}/journal?kind=control&participant=${bob.you}`, {
    admin: true,
  });
  const records = journal.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalRecord);
  expect(records).toMatchObject([{ kind: 'control', holder: bob.you, why: 'given' }]);
  const path = `/api/sessions/${id}/participants/${bob.you}`;
  expect((await it.ask('DELETE', path, { headers: { cookie: bob.cookie } })).status).toBe(403);
  expect((await it.ask('DELETE', path, { admin: true })).status).toBe(204);
  expect(await bob.next('ended')).toEqual({ reason: 'removed', sites: [] });
  expect((await it.ask('DELETE', path, { admin: true })).status).toBe(404);
});
