// The program is killed and started again: sessions go on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionState } from '../../protocol/state.ts';
import type { Welcome } from '../../protocol/wire.ts';
import { verifyJournal } from '../../proxy/session/journal.ts';
import {
  buildProgram,
  createIn,
  enter,
  journalIn,
  removeProgram,
  startProgram,
  type Entered,
  type Program,
} from './program.ts';

// Each test starts a process, twice.
jest.setTimeout(90_000);

let folder = '';
let data = '';
let running: Program | null = null;
const entered: Entered[] = [];

beforeAll(async () => {
  folder = await buildProgram();
});
afterAll(() => removeProgram(folder));
beforeEach(() => (data = mkdtempSync(join(tmpdir(), 'lockstep-data-'))));
afterEach(async () => {
  for (const { socket } of entered.splice(0)) socket.disconnect();
  await running?.kill();
  rmSync(data, { recursive: true });
});

/** Gives the port. */
async function start(port: number): Promise<number> {
  running = await startProgram(folder, port, { LOCKSTEP_DATA: data });
  return running.port;
}

const kill = async (signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> => running?.kill(signal);

async function enterHere(port: number, address: string, name: string): Promise<Entered> {
  const made = await enter(port, address, name);
  entered.push(made);
  return made;
}

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'after %s everybody comes back as who they were, and control stays where it was',
  async (signal) => {
    const port = await start(0);
    const { id, ownerUrl, inviteUrl } = await createIn(port);
    const ann = await enterHere(port, ownerUrl, 'Ann');
    const bob = await enterHere(port, inviteUrl, 'Bob');
    const before = await ann.state((it) => it.participants.length === 2);
    ann.socket.emit('command', {
      name: 'control.pass',
      body: { participant: bob.you },
      seq: 1,
      epoch: before.control.epoch,
    });
    ann.socket.emit('command', { name: 'chat', body: { text: 'still here' }, seq: 2, epoch: null });
    const held = await ann.state((it: SessionState) => it.control.holder === bob.you);
    await ann.next('chat');
    await kill(signal);
    await start(port);
    const from = performance.now();
    const [again, too] = await Promise.all([ann.next<Welcome>('welcome'), bob.next<Welcome>('welcome')]);
    expect(performance.now() - from).toBeLessThan(3_000);
    expect([again.you, too.you]).toEqual([ann.you, bob.you]);
    expect(again.state.control).toMatchObject({ holder: bob.you, epoch: held.control.epoch });
    expect(again.chat.map((it) => it.text)).toEqual(['still here']);
    const records = await journalIn(port, id);
    expect(verifyJournal(records)).toBe(true);
    expect(records[0]?.n).toBe(1);
    expect(records.map((it) => it.kind)).toContain('restarted');
  },
);

test('a hundred sessions come back', async () => {
  const port = await start(0);
  const made = await Promise.all(Array.from({ length: 100 }, () => createIn(port)));
  const all = await Promise.all(made.map(({ ownerUrl }) => enterHere(port, ownerUrl, 'Ann')));
  await kill();
  await start(port);
  const from = performance.now();
  const back = await Promise.all(all.map((it) => it.next<Welcome>('welcome')));
  expect(performance.now() - from).toBeLessThan(3_000);
  expect(back.map((it) => it.you)).toEqual(all.map((it) => it.you));
});
