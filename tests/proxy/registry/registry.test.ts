import { createSiteSession } from '../../../proxy/http/site-session.ts';
import { createRegistry, type Registry } from '../../../proxy/registry/registry.ts';
import { memoryStore } from '../../../proxy/store/memory.ts';
import type { SessionStore } from '../../../proxy/store/session-store.ts';

const start = { url: 'https://example.com/', privacy: 'visible' } as const;
const base = { protocol: 'http:', host: 'lockstep.localhost' } as const;

function world({ store = memoryStore(), max = 2 }: { store?: SessionStore; max?: number } = {}) {
  const faults: string[] = [];
  let now = 1_000;
  const registry: Registry = createRegistry(max, {
    limits: { participants: 2, windows: 2, graceMs: 100, expiryMs: 5_000 },
    store,
    createSite: (id, _privacy, roleOf) => createSiteSession({ id, base, roleOf }),
    now: () => now,
    fault: (_error, what) => faults.push(what),
  });
  return { registry, store, faults, pass: (ms: number) => (now += ms) };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function created(registry: Registry) {
  const session = registry.create(start);
  if (session === null) throw new Error('there is room for one');
  return session;
}

test('sessions are found by their id until they end; their jar and journal end with them', async () => {
  const { registry, store } = world();
  const session = created(registry);
  expect(registry.find(session.id)).toBe(session);
  expect(registry.find('nonsense!')).toBeUndefined();
  session.site.jar.setCookieSync('a=b', 'https://example.com/');
  expect((await session.journal()).map((it) => it.kind)).toEqual(['created', 'opened']);
  session.happen({ type: 'ended', reason: 'ended', by: 'admin' });
  expect(registry.find(session.id)).toBeUndefined();
  expect(session.site.jar.getCookiesSync('https://example.com/')).toEqual([]);
  expect(await store.read(session.id)).toEqual([]);
});

test('there is room again when a session has ended', () => {
  const { registry } = world({ max: 1 });
  const session = created(registry);
  expect(registry.create(start)).toBeNull();
  session.happen({ type: 'ended', reason: 'ended', by: '' });
  expect(registry.create(start)).not.toBeNull();
});

test('the site’s hosts know who is live and who mirrors, and nobody else', () => {
  const { registry } = world();
  const session = created(registry);
  const ann = session.join('owner', 'Ann');
  const bob = session.join('guest', 'Bob');
  expect(session.join('guest', 'Cid')).toBeNull();
  session.happen({ type: 'connected', id: ann?.participant ?? '' });
  expect(session.site.roleOf(ann?.site ?? '')).toEqual({ participant: ann?.participant, role: 'live' });
  expect(session.site.roleOf(bob?.site ?? '')).toEqual({ participant: bob?.participant, role: 'mirror' });
  // The shell's cookie opens no site, and the sites' cookie no shell.
  expect(session.site.roleOf(ann?.shell ?? '')).toBeNull();
  expect(session.participantByShell([ann?.site ?? ''])).toBeNull();
  expect(session.participantByShell(['forged', ann?.shell ?? ''])?.name).toBe('Ann');
  session.happen({ type: 'removed', id: bob?.participant ?? '', by: 'admin' });
  expect(session.site.roleOf(bob?.site ?? '')).toBeNull();
});

test('time passes by itself', () => {
  const { registry, pass } = world();
  const session = created(registry);
  const seen: string[] = [];
  session.watch((effect) => seen.push(effect.type));
  pass(4_999);
  jest.advanceTimersByTime(4_999);
  expect(seen).toEqual([]);
  pass(1);
  jest.advanceTimersByTime(1);
  expect(seen).toContain('close');
  expect(registry.all()).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
});

/** Changes what is shown: by the number of those online, one can tell the changes apart. */
const joined = (id: string) => ({ type: 'joined', id, name: id, role: 'guest', kind: 'browser' }) as const;

test('what a watcher makes happen comes after what it was told of', () => {
  const { registry } = world();
  const session = created(registry);
  const online = (): number => session.view().participants.filter((it) => it.online).length;
  for (const id of ['aaaaaaaa', 'bbbbbbbb']) session.happen(joined(id));
  const order: string[] = [];
  session.watch((effect) => {
    if (effect.type === 'show' && online() === 1) session.happen({ type: 'connected', id: 'bbbbbbbb' });
  });
  session.watch((effect) => {
    if (effect.type === 'show') order.push(`${online()}`);
  });
  session.happen({ type: 'connected', id: 'aaaaaaaa' });
  expect(order).toEqual(['1', '2']);
});

test('a watcher or a store that fails is reported, and stops nobody', async () => {
  const broken: SessionStore = {
    ...memoryStore(),
    append: () => {
      throw new Error('full');
    },
  };
  const { registry, faults } = world({ store: broken });
  const session = created(registry);
  const seen: string[] = [];
  session.watch(() => {
    throw new Error('oops');
  });
  session.watch((effect) => seen.push(effect.type));
  session.happen(joined('aaaaaaaa'));
  await Promise.resolve();
  expect(seen).toEqual(['show', 'record']);
  expect(faults).toEqual(
    expect.arrayContaining(['the session is not kept', 'nobody could be told of "show"']),
  );
});

test('closing ends all', () => {
  const { registry } = world();
  const ends: string[] = [];
  for (let i = 0; i < 2; i++)
    created(registry).watch((effect) => {
      if (effect.type === 'close') ends.push(effect.reason);
    });
  registry.close();
  expect(ends).toEqual(['ended', 'ended']);
  expect(jest.getTimerCount()).toBe(0);
});
