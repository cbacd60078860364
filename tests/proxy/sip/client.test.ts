// The command line user agent, as its user runs it: built, spawned, spoken to through its pipes.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { readJsonLine } from '../../../proxy/sip/client/line-json.ts';
import { startRunning } from '../running.ts';
import { createEars } from './agents.ts';

jest.setTimeout(20_000);

test('commands in JSON and as lines', () => {
  const scroll = { name: 'scroll', win: 'w1', node: '#a>b', fx: 0, fy: 0.5 };
  expect(readJsonLine(JSON.stringify(scroll))).toEqual({ line: scroll });
  expect(readJsonLine('a=cobrowse-focus:win=w1')).toEqual({ line: { name: 'focus', win: 'w1' } });
  expect(readJsonLine('{"name":"control","op":"holder","holder":"abc"}')).toEqual({
    line: { name: 'control', op: 'holder', holder: 'abc' },
  });
  expect(readJsonLine('{"name":"highlight","win":"w1","node":"p","start":0,"end":5}')).toMatchObject({
    line: { range: { start: 0, end: 5 } },
  });
  expect(readJsonLine('{"name":"dance"}')).toHaveProperty('fault');
  expect(readJsonLine('hello')).toHaveProperty('fault');
});

test('it dials, prints what comes, sends what it is told, and hangs up at the end of its input', async () => {
  await using server = await startRunning({
    LOCKSTEP_SIP: 'udp:127.0.0.1:0,tcp:127.0.0.1:0',
    LOCKSTEP_SIP_OPEN: 'yes',
  });
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-sip-'));
  const outfile = join(folder, 'lockstep-sip.mjs');
  await build({
    entryPoints: [join(__dirname, '../../../proxy/sip/client/main.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'error',
    packages: 'bundle',
    external: ['ws'],
    banner: { js: '' },
  });
  const child = spawn(process.execPath, [
    outfile,
    '--from',
    'sip:alice@pbx.example',
    '--page',
    'https://shop.example/',
    `sip:demo@127.0.0.1:${server.sipPort('TCP')};transport=tcp`,
  ]);
  try {
    const ears = createEars<Record<string, unknown>>();
    createInterface({ input: child.stdout }).on('line', (text) =>
      ears.hear(JSON.parse(text) as Record<string, unknown>),
    );
    const next = (type: string, name?: string) =>
      ears.next(
        (it): it is Record<string, unknown> =>
          it['type'] === type && (name === undefined || it['name'] === name),
      );
    expect(await next('answered')).toMatchObject({ room: 'demo' });
    child.stdin.write('{"name":"window","win":"w9","action":"open","url":"https://shop.example/two"}\n');
    expect(await next('status')).toEqual({ type: 'status', status: 200 });
    expect(await next('command', 'window')).toMatchObject({ win: 'w2', action: 'open' });
    child.stdin.write('a=cobrowse-focus:win=w77\n');
    expect(await next('status')).toEqual({ type: 'status', status: 400 });
    const gone = new Promise((done) => child.on('exit', done));
    child.stdin.end();
    expect(await gone).toBe(0);
  } finally {
    child.kill();
    rmSync(folder, { recursive: true });
  }
});
