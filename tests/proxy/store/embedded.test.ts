import { emptyChain, nextRecord, verifyJournal, type ChainHead } from '../../../proxy/session/journal.ts';
import { embeddedStore } from '../../../proxy/store/embedded.ts';
import { journalStoreContract } from './contract.ts';

journalStoreContract('the embedded store', () => Promise.resolve(embeddedStore()));

test('a journal that never ends does not fill the memory, and what is left verifies', async () => {
  const store = embeddedStore(100);
  let head: ChainHead = emptyChain;
  for (let at = 0; at < 1_000; at++) {
    const record = nextRecord(head, at, { kind: 'connected', participant: 'aaaaaaaa' });
    head = record;
    await store.append('aaaaaaaa', record);
  }
  const records = await store.read('aaaaaaaa');
  expect(records.length).toBeLessThanOrEqual(110);
  expect(records.at(-1)?.n).toBe(1_000);
  expect(verifyJournal(records)).toBe(true);
});
