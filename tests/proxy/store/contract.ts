// What every journal store must do.
import { emptyChain, nextRecord, verifyJournal, type ChainHead } from '../../../proxy/session/journal.ts';
import type { JournalStore } from '../../../proxy/store/journal-store.ts';

export function journalStoreContract(name: string, open: () => Promise<JournalStore>): void {
  describe(name, () => {
    let store: JournalStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    async function fill(session: string, count: number): Promise<void> {
      let head: ChainHead = emptyChain;
      for (let at = 0; at < count; at++) {
        const record = nextRecord(head, at, { kind: 'connected', participant: 'aaaaaaaa' });
        head = record;
        await store.append(session, record);
      }
    }

    test('knows nothing of a session it was told nothing of', async () => {
      expect(await store.read('aaaaaaaa')).toEqual([]);
      await expect(store.remove('aaaaaaaa')).resolves.toBeUndefined();
    });

    test('gives records back as they were, in their order', async () => {
      await fill('aaaaaaaa', 50);
      const records = await store.read('aaaaaaaa');
      expect(records.map((it) => it.n)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
      expect(verifyJournal(records)).toBe(true);
    });

    test('keeps sessions apart, and removes one alone', async () => {
      await fill('aaaaaaaa', 3);
      await fill('bbbbbbbb', 2);
      await store.remove('aaaaaaaa');
      expect(await store.read('aaaaaaaa')).toEqual([]);
      expect(await store.read('bbbbbbbb')).toHaveLength(2);
    });

    test('what was read does not change by what is appended later', async () => {
      await fill('aaaaaaaa', 1);
      const before = await store.read('aaaaaaaa');
      await fill('aaaaaaaa', 1);
      expect(before).toHaveLength(1);
    });
  });
}
