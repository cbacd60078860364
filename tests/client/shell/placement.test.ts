import * as fc from 'fast-check';
import { discardSpares, load, nothingPlaced, place, ready, unveil } from '../../../client/shell/placement.ts';
import { guest, owner, sessionOf, windowOf } from './fake-session.ts';

const windowSlots = (it: ReturnType<typeof place>) =>
  it.slots.filter((slot) => slot.window !== null && !slot.past);

const holders = (it: ReturnType<typeof place>) =>
  it.slots.filter((slot) => slot.window === null && slot.held);

test('the live browser loads every window and keeps spares; a mirror has none', () => {
  const live = place(nothingPlaced, sessionOf(), owner.id);
  expect(live.slots.map((it) => [it.window, it.role, it.held, it.load])).toEqual([
    ['w1', 'live', false, 1],
    [null, 'live', false, 0],
    [null, 'live', true, 1],
    [null, 'live', true, 1],
  ]);
  expect(live.slots[1]?.name).toBe('ls-spare-0');
  const mirror = place(nothingPlaced, sessionOf(), guest.id);
  expect(mirror.slots.map((it) => [it.window, it.role, it.load])).toEqual([['w1', 'mirror', 1]]);
});

test('a live page goes its own ways: a new page of the window loads nothing anew', () => {
  const before = place(nothingPlaced, sessionOf(), owner.id);
  const after = place(
    before,
    sessionOf({ windows: [windowOf({ page: 'p2', url: 'https://example.com/two' })] }),
    owner.id,
  );
  expect(after.slots).toEqual(before.slots);
});

test('a mirror follows to a new page in the same frame', () => {
  const before = place(nothingPlaced, sessionOf(), guest.id);
  const after = place(
    before,
    sessionOf({ windows: [windowOf({ page: 'p2', url: 'https://example.com/two' })] }),
    guest.id,
  );
  expect(after.slots).toEqual([{ ...before.slots[0], page: 'p2', url: 'https://example.com/two', load: 2 }]);
});

test('a mirror whose next page differs only by its hash gets a new frame: the same one would not load', () => {
  const before = place(
    nothingPlaced,
    sessionOf({ windows: [windowOf({ url: 'https://example.com/#a' })] }),
    guest.id,
  );
  const after = place(
    before,
    sessionOf({ windows: [windowOf({ page: 'p2', url: 'https://example.com/#a' })] }),
    guest.id,
  );
  expect(after.slots).toHaveLength(1);
  expect(after.slots[0]?.key).not.toBe(before.slots[0]?.key);
});

test('a change of URL within one page (pushState) loads nothing in a mirror', () => {
  const before = place(nothingPlaced, sessionOf(), guest.id);
  const after = place(
    before,
    sessionOf({ windows: [windowOf({ url: 'https://example.com/pushed' })] }),
    guest.id,
  );
  expect(after.slots).toEqual(before.slots);
});

test('a mirror waits until the window has a page', () => {
  const waiting = place(nothingPlaced, sessionOf({ windows: [windowOf({ page: '' })] }), guest.id);
  expect(waiting.slots[0]?.load).toBe(0);
  expect(place(waiting, sessionOf(), guest.id).slots[0]).toMatchObject({
    key: waiting.slots[0]?.key,
    load: 1,
    page: 'p1',
  });
});

test('who becomes live gets new frames for all windows, under the mirrors until their pages stand', () => {
  const mirror = place(nothingPlaced, sessionOf(), guest.id);
  const past = (it: ReturnType<typeof place>): string[] =>
    it.slots.flatMap(({ past, key }) => (past ? [key] : []));
  const live = place(mirror, sessionOf({ live: guest.id }), guest.id);
  expect(windowSlots(live).map((it) => it.role)).toEqual(['live']);
  expect(past(live)).toEqual([mirror.slots[0]?.key]);
  expect(windowSlots(live)[0]?.key).not.toBe(mirror.slots[0]?.key);
  const page = (status: 'loading' | 'interactive') =>
    sessionOf({ live: guest.id, windows: [windowOf({ page: 'p2', status })] });
  const loading = place(live, page('loading'), guest.id);
  expect(past(loading)).toEqual(past(live));
  expect(past(place(loading, page('interactive'), guest.id))).toEqual([]);
  expect(past(unveil(loading))).toEqual([]);
  expect(past(place(loading, sessionOf({ live: guest.id, windows: [] }), guest.id))).toEqual([]);
});

test('a page that runs here no longer is gone at once: it must not run twice', () => {
  const live = place(nothingPlaced, sessionOf(), owner.id);
  const mirror = place(live, sessionOf({ live: guest.id }), owner.id);
  expect(mirror.slots.map((it) => [it.role, it.past])).toEqual([['mirror', false]]);
});

test('a window opened with a spare takes that very frame, and another spare is made', () => {
  const before = place(nothingPlaced, sessionOf(), owner.id);
  const opened = windowOf({ id: 'w2', spare: 'ls-spare-0', url: 'https://example.com/popup', page: '' });
  const after = place(before, sessionOf({ windows: [windowOf(), opened] }), owner.id);
  expect(after.slots.filter((it) => !it.held).map((it) => [it.key, it.window, it.name])).toEqual([
    ['f1', 'w1', 'ls-f1'],
    ['f2', 'w2', 'ls-spare-0'],
    ['f5', null, 'ls-spare-1'],
  ]);
  expect(after.slots[1]).toMatchObject({ load: 1, url: 'https://example.com/popup' });
});

test('a window opened in a holder takes that very frame, which its opener loads, and another holder comes', () => {
  const before = place(nothingPlaced, sessionOf(), owner.id);
  const [holder] = holders(before);
  const opened = windowOf({
    id: 'w2',
    spare: holder?.name ?? '',
    url: 'https://example.com/popup',
    page: '',
  });
  const after = place(before, sessionOf({ windows: [windowOf(), opened] }), owner.id);
  expect(after.slots.find((it) => it.window === 'w2')).toEqual({ ...holder, window: 'w2', page: '' });
  expect(holders(after)).toHaveLength(2);
});

test('holders come two by two, four for each origin that a window shows, and go with it', () => {
  let placed = place(nothingPlaced, sessionOf(), owner.id);
  for (const count of [2, 3, 4, 4]) {
    expect(holders(placed)).toHaveLength(count);
    placed = ready(placed, holders(placed).find((it) => !it.ready)?.key ?? '', sessionOf());
  }
  const elsewhere = sessionOf({ windows: [windowOf({ page: 'p2', url: 'https://other.example/' })] });
  expect(holders(place(placed, elsewhere, owner.id)).map((it) => it.url)).toEqual([
    'https://other.example/_lockstep/holder',
    'https://other.example/_lockstep/holder',
  ]);
});

test('what a page has taken for a window that the server refuses is taken away', () => {
  const before = place(nothingPlaced, sessionOf(), owner.id);
  const after = discardSpares(before, sessionOf());
  const keys = after.slots.map((it) => it.key);
  expect(before.slots.filter((it) => it.window === null && keys.includes(it.key))).toEqual([]);
  expect(after.slots[0]).toEqual(before.slots[0]);
  expect(holders(after)).toHaveLength(2);
});

test('a mirror finds a page without an address of its own in a bare document of the site that wrote it', () => {
  const written = windowOf({ url: 'about:blank', base: 'https://example.com/a?b' });
  expect(place(nothingPlaced, sessionOf({ windows: [written] }), guest.id).slots[0]).toMatchObject({
    url: 'https://example.com/_lockstep/holder?at=https%3A%2F%2Fexample.com%2Fa%3Fb',
    load: 1,
  });
});

test('a spare that is to stay blank is not loaded: its page is written by its opener', () => {
  const before = place(nothingPlaced, sessionOf(), owner.id);
  const blank = windowOf({ id: 'w2', spare: 'ls-spare-0', url: 'about:blank', page: '' });
  expect(place(before, sessionOf({ windows: [windowOf(), blank] }), owner.id).slots[1]?.load).toBe(0);
});

test('load sends only a live frame somewhere', () => {
  const live = place(nothingPlaced, sessionOf(), owner.id);
  expect(load(live, 'w1', 'https://example.com/x').slots[0]).toMatchObject({
    url: 'https://example.com/x',
    load: 2,
  });
  const mirror = place(nothingPlaced, sessionOf(), guest.id);
  expect(load(mirror, 'w1', 'https://example.com/x')).toEqual(mirror);
});

test('whatever happens, each window has one frame, and frames that stay never change places', () => {
  const windows = fc.uniqueArray(
    fc.record({
      n: fc.integer({ min: 1, max: 6 }),
      page: fc.constantFrom('', 'p1', 'p2'),
      hash: fc.constantFrom('', '#a'),
    }),
    {
      selector: (it) => it.n,
    },
  );
  const steps = fc.array(fc.record({ windows, live: fc.constantFrom(owner.id, guest.id) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(steps, (all) => {
      let placed = nothingPlaced;
      for (const step of all) {
        const shown = step.windows.map((it) =>
          windowOf({ id: `w${it.n}`, page: it.page, url: `https://example.com/${it.hash}` }),
        );
        const next = place(placed, sessionOf({ windows: shown, live: step.live }), owner.id);
        expect(
          windowSlots(next)
            .map((it) => it.window)
            .sort(),
        ).toEqual(shown.map((it) => it.id).sort());
        expect(new Set(next.slots.map((it) => it.key)).size).toBe(next.slots.length);
        const plain = next.slots.filter((it) => it.window === null && !it.held);
        expect(plain).toHaveLength(step.live === owner.id ? 1 : 0);
        expect(holders(next)).toHaveLength(step.live === owner.id && shown.length > 0 ? 2 : 0);
        const kept = placed.slots
          .filter((it) => next.slots.some((now) => now.key === it.key))
          .map((it) => it.key);
        expect(next.slots.map((it) => it.key).filter((key) => kept.includes(key))).toEqual(kept);
        placed = next;
      }
    }),
  );
});
