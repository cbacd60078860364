// The program is killed and started again: sessions go on.
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { io, type Socket } from 'socket.io-client';
import { SOCKET_PATH, type Welcome } from '../../protocol/wire.ts';
import type { SessionState } from '../../protocol/state.ts';
import { verifyJournal, type JournalRecord } from '../../proxy/session/journal.ts';
import { idIn, listenTo, type Created } from './running.ts';

// Each test starts a process, twice.
jest.setTimeout(90_000);

const root = join(__dirname, '../..');
const TOKEN = 'a token for tests';
let folder = '';
let data = '';
let running: ChildProcess | null = null;
const sockets: Socket[] = [];

beforeAll(async () => {
  mkdirSync(join(root, 'dist'), { recursive: true });
  // Below the repository, so that the packages are found.
  folder = mkdtempSync(join(root, 'dist/restart-'));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  const assets = join(folder, 'dist/assets');
  mkdirSync(assets, { recursive: true });
  for (const name of ['shell', 'start', 'admin']) writeFileSync(join(assets, `${name}.css`), '');
  for (const name of ['shell', 'start', 'admin', 'live', 'mirror', 'worker'])
    writeFileSync(join(assets, `${name}.js`), '');
  await build({
    entryPoints: [join(root, 'proxy/main.ts')],
    outfile: join(folder, 'dist/server.js'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => (data = mkdtempSync(join(tmpdir(), 'lockstep-data-'))));
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await kill();
  rmSync(data, { recursive: true });
});

/** Gives the port. */
function start(port: number): Promise<number> {
  const env = {
    ...process.env,
    LOCKSTEP_DATA: data,
    LOCKSTEP_ADMIN_TOKEN: TOKEN,
    LOCKSTEP_LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, [join(folder, 'dist/server.js'), `--port=${port}`], { env });
  running = child;
  return new Promise((done, failed) => {
    let out = '';
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', () => failed(new Error(`it ended: ${err}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const ready = /^Lockstep is ready at http:\/\/.*:(\d+)$/m.exec(out)?.[1];
      if (ready !== undefined) done(Number(ready));
    });
  });
}

async function kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
  const child = running;
  running = null;
  if (child?.exitCode !== null) return;
  const over = new Promise((done) => child.on('close', done));
  child.kill(signal);
  await over;
}

interface Said {
  readonly text: string;
  readonly cookie: string;
}

function ask(port: number, method: string, path: string, body?: unknown): Promise<Said> {
  return new Promise((done, failed) => {
    const headers = {
      host: `lockstep.localhost:${port}`,
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
    };
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      const cookie = (answer.headers['set-cookie'] ?? []).map((it) => it.split(';')[0]).join('; ');
      answer.on('end', () => done({ text, cookie }));
    });
    asked.on('error', failed);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const create = async (port: number): Promise<Created> =>
  JSON.parse((await ask(port, 'POST', '/api/sessions', { url: 'https://site.example/' })).text) as Created;

/** A shell as the browser's is: it comes back by itself. */
async function enter(port: number, address: string, name: string) {
  const url = new URL(address);
  const { cookie } = await ask(port, 'GET', `${url.pathname}${url.search}&name=${name}`);
  const host = `lockstep.localhost:${port}`;
  const socket = io(`http://127.0.0.1:${port}`, {
    path: SOCKET_PATH,
    auth: { session: idIn(address) },
    forceNew: true,
    transports: ['websocket'],
    reconnectionDelayMax: 1_800,
    extraHeaders: { host, origin: `http://${host}`, cookie },
  });
  sockets.push(socket);
  const ears = listenTo(socket);
  const welcome = await ears.next<Welcome>('welcome');
  return { ...ears, socket, you: welcome.you };
}

const journalOf = async (port: number, id: string): Promise<JournalRecord[]> =>
  (await ask(port, 'GET', `/api/sessions/${id}/journal`)).text
    .split('\n')
    .filter((it) => it !== '')
    .map((it) => JSON.parse(it) as JournalRecord);

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'after %s everybody comes back as who they were, and control stays where it was',
  async (signal) => {
    const port = await start(0);
    const { id, ownerUrl, inviteUrl } = await create(port);
    const ann = await enter(port, ownerUrl, 'Ann');
    const bob = await enter(port, inviteUrl, 'Bob');
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
    const records = await journalOf(port, id);
    expect(verifyJournal(records)).toBe(true);
    expect(records[0]?.n).toBe(1);
    expect(records.map((it) => it.kind)).toContain('restarted');
  },
);

test('a hundred sessions come back', async () => {
  const port = await start(0);
  const made = await Promise.all(Array.from({ length: 100 }, () => create(port)));
  const all = await Promise.all(made.map(({ ownerUrl }) => enter(port, ownerUrl, 'Ann')));
  await kill();
  await start(port);
  const from = performance.now();
  const back = await Promise.all(all.map((it) => it.next<Welcome>('welcome')));
  expect(performance.now() - from).toBeLessThan(3_000);
  expect(back.map((it) => it.you)).toEqual(all.map((it) => it.you));
});
