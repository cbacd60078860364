// What every store must do.
import { emptyChain, nextRecord, verifyJournal, type ChainHead } from '../../../proxy/session/journal.ts';
import { emptyRoom } from '../../../proxy/session/room.ts';
import type { KeptDoors, SessionStore } from '../../../proxy/store/session-store.ts';

export function storeContract(name: string, open: () => Promise<SessionStore>): void {
  describe(name, () => {
    let store: SessionStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    function fill(session: string, count: number): void {
      let head: ChainHead = emptyChain;
      for (let at = 0; at < count; at++) {
        const record = nextRecord(head, at, { kind: 'connected', participant: 'aaaaaaaa' });
        head = record;
        store.append(session, record);
      }
    }

    test('knows nothing of a session it was told nothing of', async () => {
      expect(await store.read('aaaaaaaa')).toEqual([]);
      expect(() => store.remove('aaaaaaaa')).not.toThrow();
    });

    test('gives records back as they were, in their order', async () => {
      fill('aaaaaaaa', 50);
      const records = await store.read('aaaaaaaa');
      expect(records.map((it) => it.n)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
      expect(verifyJournal(records)).toBe(true);
    });

    test('keeps sessions apart, and removes one alone', async () => {
      fill('aaaaaaaa', 3);
      fill('bbbbbbbb', 2);
      store.remove('aaaaaaaa');
      expect(await store.read('aaaaaaaa')).toEqual([]);
      expect(await store.read('bbbbbbbb')).toHaveLength(2);
    });

    test('what was read does not change by what is appended later', async () => {
      fill('aaaaaaaa', 1);
      const before = await store.read('aaaaaaaa');
      fill('aaaaaaaa', 1);
      expect(before).toHaveLength(1);
    });

    const doors = (alias: string): KeptDoors => ({
      alias,
      keys: { owner: 'o', guest: 'g' },
      shells: { hash: 'aaaaaaaa' },
      sites: {},
    });
    const kept = (session: string): Promise<void> => new Promise((done) => store.whenKept(session, done));

    test('gives each session’s parts back, the last that was told of each', async () => {
      store.keep('aaaaaaaa', 'doors', () => doors('first'), 'now');
      await kept('aaaaaaaa');
      store.keep('aaaaaaaa', 'doors', () => doors('then'), 'now');
      store.keep('aaaaaaaa', 'room', () => emptyRoom('aaaaaaaa', limits, 1), 'soon');
      store.keep('bbbbbbbb', 'doors', () => doors('other'), 'now');
      expect(await store.load()).toEqual(
        new Map([
          ['aaaaaaaa', { doors: doors('then'), room: emptyRoom('aaaaaaaa', limits, 1) }],
          ['bbbbbbbb', { doors: doors('other') }],
        ]),
      );
    });

    test('nothing is left of a session that was removed', async () => {
      store.keep('aaaaaaaa', 'doors', () => doors('one'), 'now');
      fill('aaaaaaaa', 2);
      await kept('aaaaaaaa');
      store.append('aaaaaaaa', nextRecord(emptyChain, 1, { kind: 'restarted' }));
      store.remove('aaaaaaaa');
      await kept('aaaaaaaa');
      expect(await store.load()).toEqual(new Map());
      expect(await store.read('aaaaaaaa')).toEqual([]);
    });

    test('those who wait are called in the order of their asking, whatever was told in between', async () => {
      const order: number[] = [];
      for (let i = 0; i < 5; i++) {
        fill('aaaaaaaa', 1);
        store.whenKept('aaaaaaaa', () => order.push(i));
      }
      await kept('aaaaaaaa');
      expect(order).toEqual([0, 1, 2, 3, 4]);
    });
  });
}

const limits = { participants: 2, windows: 2, graceMs: 1, expiryMs: 1 };
