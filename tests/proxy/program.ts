// The program as an operator runs it: built, started, killed; and shells that come back to it as browsers do.
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { io, type Socket } from 'socket.io-client';
import { SOCKET_PATH, type Welcome } from '../../protocol/wire.ts';
import type { JournalRecord } from '../../proxy/session/journal.ts';
import { idIn, listenTo, type Created } from './running.ts';

const root = join(__dirname, '../..');
export const TOKEN = 'a token for tests';

/** Gives the folder that it is built into. */
export async function buildProgram(): Promise<string> {
  mkdirSync(join(root, 'dist'), { recursive: true });
  // Below the repository, so that the packages are found.
  const folder = mkdtempSync(join(root, 'dist/program-'));
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
  return folder;
}

export interface Program {
  readonly port: number;
  readonly kill: (signal?: 'SIGKILL' | 'SIGTERM') => Promise<void>;
}

export function startProgram(
  folder: string,
  port: number,
  settings: Record<string, string>,
): Promise<Program> {
  const env = {
    ...process.env,
    LOCKSTEP_ADMIN_TOKEN: TOKEN,
    LOCKSTEP_LOG_LEVEL: 'warn',
    ...settings,
  };
  const child = spawn(process.execPath, [join(folder, 'dist/server.js'), `--port=${port}`], { env });
  return new Promise((done, failed) => {
    let out = '';
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', () => failed(new Error(`it ended: ${err}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const ready = /^Lockstep is ready at http:\/\/.*:(\d+)$/m.exec(out)?.[1];
      if (ready !== undefined) done({ port: port === 0 ? Number(ready) : port, kill: killer(child) });
    });
  });
}

function killer(child: ChildProcess): Program['kill'] {
  return async (signal = 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const over = new Promise((done) => child.on('close', done));
    child.kill(signal);
    await over;
  };
}

interface Said {
  readonly status: number;
  readonly text: string;
  readonly cookie: string;
}

export function askProgram(port: number, method: string, path: string, body?: unknown): Promise<Said> {
  return new Promise((done, failed) => {
    const headers = {
      host: `lockstep.localhost:${port}`,
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
    };
    const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      const cookie = (answer.headers['set-cookie'] ?? []).map((it) => it.split(';')[0]).join('; ');
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text, cookie }));
    });
    asked.on('error', failed);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

export async function createIn(port: number): Promise<Created> {
  const { status, text } = await askProgram(port, 'POST', '/api/sessions', { url: 'https://site.example/' });
  if (status !== 201) throw new Error(`no session: ${status} ${text}`);
  return JSON.parse(text) as Created;
}

export interface Entered extends ReturnType<typeof listenTo> {
  readonly socket: Socket;
  readonly you: string;
}

/** A shell as the browser's is: it comes back by itself. */
export async function enter(port: number, address: string, name: string): Promise<Entered> {
  const url = new URL(address);
  const { cookie } = await askProgram(port, 'GET', `${url.pathname}${url.search}&name=${name}`);
  const host = `lockstep.localhost:${port}`;
  const session = idIn(address);
  const socket = io(`http://127.0.0.1:${port}`, {
    path: SOCKET_PATH,
    auth: { session },
    query: { session },
    forceNew: true,
    transports: ['websocket'],
    reconnectionDelayMax: 1_800,
    extraHeaders: { host, origin: `http://${host}`, cookie },
  });
  const ears = listenTo(socket);
  const welcome = await ears.next<Welcome>('welcome');
  return { ...ears, socket, you: welcome.you };
}

export const journalIn = async (port: number, id: string): Promise<JournalRecord[]> =>
  (await askProgram(port, 'GET', `/api/sessions/${id}/journal`)).text
    .split('\n')
    .filter((it) => it !== '')
    .map((it) => JSON.parse(it) as JournalRecord);

export const removeProgram = (folder: string): void => rmSync(folder, { recursive: true });
