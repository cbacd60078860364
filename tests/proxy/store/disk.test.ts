import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyChain, nextRecord, verifyJournal, type ChainHead } from '../../../proxy/session/journal.ts';
import { diskStore } from '../../../proxy/store/disk.ts';
import type { SessionStore } from '../../../proxy/store/session-store.ts';
import { storeContract } from './contract.ts';

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'lockstep-store-'));
  folders.push(made);
  return made;
};
afterAll(() => folders.forEach((it) => rmSync(it, { recursive: true })));

const fault = (error: unknown): never => {
  throw error;
};
const open = (at: string, secret = '', maxRecords?: number): Promise<SessionStore> =>
  diskStore({ folder: at, secret, fault, ...(maxRecords === undefined ? {} : { maxRecords }) });
const kept = (store: SessionStore): Promise<void> => new Promise((done) => store.whenKept('aaaaaaaa', done));
const doors = { alias: 'a name to look for', keys: { owner: 'o', guest: 'g' }, shells: {}, sites: {} };

storeContract('the store on disk', () => open(folder()));

test('what was kept is there when the folder is opened again', async () => {
  const at = folder();
  const before = await open(at);
  before.keep('aaaaaaaa', 'doors', () => doors, 'now');
  before.append('aaaaaaaa', nextRecord(emptyChain, 1, { kind: 'restarted' }));
  await before.close();
  const after = await open(at);
  expect(await after.load()).toEqual(new Map([['aaaaaaaa', { doors }]]));
  expect(await after.read('aaaaaaaa')).toHaveLength(1);
  await after.close();
});

test('nothing can be read in the folder without its key, which only its owner reads', async () => {
  const at = folder();
  const store = await open(at);
  store.keep('aaaaaaaa', 'doors', () => doors, 'now');
  await kept(store);
  await store.close();
  for (const name of readdirSync(at))
    expect(readFileSync(join(at, name), 'latin1')).not.toContain('a name to');
  expect(statSync(join(at, 'key')).mode & 0o777).toBe(0o600);
});

test('another secret than it was written with is told in a sentence', async () => {
  const at = folder();
  await (await open(at, 'one secret')).close();
  await expect(open(at, 'another secret')).rejects.toThrow(/sealed with another key: see LOCKSTEP_SECRET/);
  await (await open(at, 'one secret')).close();
});

test('a journal that never ends does not fill the disk, and what is left verifies', async () => {
  const store = await open(folder(), '', 100);
  let head: ChainHead = emptyChain;
  for (let at = 0; at < 1_000; at++) {
    const record = nextRecord(head, at, { kind: 'connected', participant: 'aaaaaaaa' });
    head = record;
    store.append('aaaaaaaa', record);
    if (at % 50 === 0) await kept(store);
  }
  const records = await store.read('aaaaaaaa');
  expect(records.length).toBeLessThanOrEqual(160);
  expect(records.at(-1)?.n).toBe(1_000);
  expect(verifyJournal(records)).toBe(true);
  await store.close();
});

test.each([
  ['short', ''],
  ['longer than a socket’s path may be', 'a'.repeat(120)],
])(
  'a folder in use is told in a sentence, and free again once it is closed: its path is %s',
  async (_, below) => {
    const at = join(folder(), below);
    const store = await open(at);
    await expect(open(at)).rejects.toThrow(
      new RegExp(`are another Lockstep's, which runs \\(process ${process.pid}\\).*LOCKSTEP_DATA`),
    );
    await store.close();
    await (await open(at)).close();
  },
);
