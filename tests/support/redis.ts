// A real redis-server on a port of its own, where one is installed.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { freePort } from './free-port.ts';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly stop: () => Promise<void>;
  /** Again on the same port, empty. */
  readonly start: () => Promise<void>;
}

function run(port: number): Promise<ChildProcess> {
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return new Promise((done, failed) => {
    child.once('exit', () => failed(new Error('redis-server ended')));
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('Ready to accept connections')) done(child);
    });
  });
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  let child: ChildProcess | null = await run(port);
  const stop = async (): Promise<void> => {
    const ending = child;
    child = null;
    if (ending === null) return;
    const over = new Promise((done) => ending.once('close', done));
    ending.kill('SIGKILL');
    await over;
  };
  return {
    url: `redis://127.0.0.1:${String(port)}`,
    stop,
    start: async () => {
      child = await run(port);
    },
    [Symbol.asyncDispose]: stop,
  };
}
