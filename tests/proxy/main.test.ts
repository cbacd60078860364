// The program itself, built and started as an operator starts it.
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { emptyChain, nextRecord } from '../../proxy/session/journal.ts';

// Each test starts a process, or several.
jest.setTimeout(60_000);

const root = join(__dirname, '../..');
let folder = '';

beforeAll(async () => {
  // Below the repository, so that the packages are found.
  mkdirSync(join(root, 'dist'), { recursive: true });
  folder = mkdtempSync(join(root, 'dist/main-'));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  const assets = join(folder, 'dist/assets');
  mkdirSync(assets, { recursive: true });
  for (const page of ['shell', 'start', 'admin']) {
    writeFileSync(join(assets, `${page}.js`), '');
    writeFileSync(join(assets, `${page}.css`), '');
  }
  for (const bundle of ['live', 'mirror', 'worker']) writeFileSync(join(assets, `${bundle}.js`), '');
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

interface Program {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly ready: Promise<void>;
  readonly end: Promise<{ code: number | null; out: string; err: string }>;
}

function start(args: readonly string[], env: Record<string, string> = {}): Program {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('LOCKSTEP_')),
  );
  const child = spawn(process.execPath, [join(folder, 'dist/server.js'), ...args], {
    env: { ...clean, ...env },
  });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ready = new Promise<void>((done) =>
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (/^Lockstep is ready at .*$/m.test(out)) done();
    }),
  );
  const end = new Promise<{ code: number | null; out: string; err: string }>((done) =>
    child.on('close', (code) => done({ code, out, err })),
  );
  return { child, out: () => out, ready, end };
}

test('says where it is ready, with a token of its own, and stops when asked to', async () => {
  const it = start(['--port', '0', '--log-level=silent']);
  await it.ready;
  const [token, ready, ...rest] = it.out().split('\n');
  expect(token).toMatch(/^The admin token of this run is [\w-]{32}$/);
  expect(ready).toMatch(/^Lockstep is ready at http:\/\/lockstep\.localhost:\d+$/);
  expect(rest).toEqual(['']);
  it.child.kill('SIGTERM');
  expect(await it.end).toMatchObject({ code: 0, err: '' });
});

test('a token that was set is not printed', async () => {
  const it = start([], { LOCKSTEP_PORT: '0', LOCKSTEP_ADMIN_TOKEN: 'secret', LOCKSTEP_LOG_LEVEL: 'debug' });
  await it.ready;
  it.child.kill('SIGINT');
  const { code, out, err } = await it.end;
  expect(code).toBe(0);
  expect(out + err).not.toContain('secret');
});

test('--help and --version answer and end', async () => {
  expect(await start(['--help']).end).toMatchObject({
    code: 0,
    out: expect.stringContaining('LOCKSTEP_PORT') as string,
  });
  expect(await start(['--version']).end).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
  });
});

test('an exported journal is verified', async () => {
  const file = join(folder, 'journal.jsonl');
  writeFileSync(file, `${JSON.stringify(nextRecord(emptyChain, 0, { kind: 'restarted' }))}\n`);
  expect(await start(['verify-journal', file]).end).toMatchObject({
    code: 0,
    out: expect.stringContaining('unbroken') as string,
  });
  writeFileSync(file, 'x\n');
  expect(await start(['verify-journal', file]).end).toMatchObject({
    code: 1,
    err: expect.stringContaining('line 1') as string,
  });
  expect((await start(['verify-journal']).end).err).toContain('verify-journal FILE');
});

test('wrong settings are named together, and nothing starts', async () => {
  const { code, out, err } = await start(['--prot=1'], { LOCKSTEP_PORT: 'x', LOCKSTEP_GRACE: 'soon' }).end;
  expect([code, out]).toEqual([1, '']);
  for (const setting of ['--prot', 'LOCKSTEP_PORT', 'LOCKSTEP_GRACE']) expect(err).toContain(setting);
});

test('a port in use is told in a sentence', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as { port: number };
  const { code, err } = await start([`--port=${port}`]).end;
  expect(code).toBe(1);
  expect(err).toMatch(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use already\\. .*\\n$`));
  await new Promise((done) => other.close(done));
});
