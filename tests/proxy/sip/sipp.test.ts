// The scenarios of tests/sip, by sipp where it is installed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRunning, type Running } from '../running.ts';

jest.setTimeout(60_000);

const scenarios = join(__dirname, '../../sip');
const isInstalled = spawnSync('sipp', ['-v']).error === undefined;
const perhaps = isInstalled ? describe : describe.skip;
if (!isInstalled) console.warn('sipp is not installed: the scenarios of tests/sip are not run');

perhaps('sipp', () => {
  let server: Running;
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-sipp-'));
  beforeAll(async () => {
    server = await startRunning({
      LOCKSTEP_SIP: 'udp:127.0.0.1:0,tcp:127.0.0.1:0',
      LOCKSTEP_SIP_OPEN: 'yes',
    });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  /** Gives what it said where a call failed. */
  function sipp(name: string, transport: 'UDP' | 'TCP', more: readonly string[]): Promise<string> {
    const child = spawn(
      'sipp',
      [
        `127.0.0.1:${server.sipPort(transport)}`,
        '-sf',
        join(scenarios, name),
        '-s',
        `sipp${transport}`,
        '-t',
        transport === 'UDP' ? 'u1' : 't1',
        '-i',
        '127.0.0.1',
        '-nostdin',
        '-timeout',
        '40',
        '-timeout_error',
        '-trace_err',
        ...more,
      ],
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (it: Buffer) => (said += it.toString()));
    return new Promise((done) =>
      child.on('exit', (code) => done(code === 0 ? '' : `${code ?? 'killed'}: ${said.slice(-3_000)}`)),
    );
  }

  const names = readdirSync(scenarios).filter((it) => it.endsWith('.xml'));
  describe.each(['UDP', 'TCP'] as const)('%s', (transport) => {
    test.each(names)('%s', async (name) => {
      expect(await sipp(name, transport, ['-m', '1'])).toBe('');
    });

    test('50 calls at 25 a second', async () => {
      expect(await sipp('call.xml', transport, ['-m', '50', '-r', '25', '-l', '40'])).toBe('');
    });
  });
});
