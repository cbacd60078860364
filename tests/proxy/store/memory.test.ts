import { emptyChain, nextRecord, verifyJournal, type ChainHead } from '../../../proxy/session/journal.ts';
import { memoryStore } from '../../../proxy/store/memory.ts';
import { storeContract } from './contract.ts';

storeContract('the store in memory', () => Promise.resolve(memoryStore()));

test('a journal that never ends does not fill the memory, and what is left verifies', async () => {
  const store = memoryStore(100);
  let head: ChainHead = emptyChain;
  for (let at = 0; at < 1_000; at++) {
    const record = nextRecord(head, at, { kind: 'connected', participant: 'aaaaaaaa' });
    head = record;
    store.append('aaaaaaaa', record);
  }
  const records = await store.read('aaaaaaaa');
  expect(records.length).toBeLessThanOrEqual(110);
  expect(records.at(-1)?.n).toBe(1_000);
  expect(verifyJournal(records)).toBe(true);
});
