// What a page costs through Lockstep, against plain http-proxy-middleware passing the same compressed page through.
//   npm run bench -- overhead [FOLDER]   (with: also against testcafe-hammerhead and unblocker, as installed in that folder)
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { resolve } from 'node:path';
import autocannon from 'autocannon';
import { median, processorTime, start, startLockstep, type Running } from './process.ts';
import { createSession, join, pageHeaders } from './session.ts';

const ROUNDS = 7;
const SECONDS = 4;
const CONNECTIONS = 10;
/** The page, compressed, is larger than this; what a participant gets who does not run it is not. */
const SMALLEST = 4_000;

interface Target {
  readonly name: string;
  /** The page's address. */
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly pid: number;
}
interface Rate {
  readonly perSecond: number;
  /** Milliseconds of processor time for one request. */
  readonly cost: number;
}

async function rate({ url, headers, pid }: Target): Promise<Rate> {
  const before = processorTime(pid);
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    headers: { accept: 'text/html', ...headers, 'accept-encoding': 'gzip, br' },
  });
  if (result['2xx'] > 0 && result.throughput.total / result['2xx'] < SMALLEST)
    throw new Error('these are not the pages');
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${String(result.non2xx)} bad answers, ${String(result.errors)} errors`);
  return { perSecond: result.requests.average, cost: (processorTime(pid) - before) / result['2xx'] };
}

/** Milliseconds to the first byte of the body of a page that comes in two parts. */
function firstByte({ url, headers }: Target): Promise<number> {
  const began = performance.now();
  return new Promise((done, failed) => {
    const asked = request(`${url}slow`, { headers: { accept: 'text/html', ...headers } }, (answer) => {
      answer.once('data', () => {
        done(performance.now() - began);
      });
      answer.resume();
    });
    asked.on('error', failed);
    asked.end();
  });
}

using site = await start('dist/bench/peer/site.js', [], /ready (\d+)/);
using plain = await start('dist/bench/peer/plain.js', [`http://127.0.0.1:${site.said}`], /ready (\d+)/);
using lockstep = await startLockstep();

const base = new URL(lockstep.said);
const real = `http://127.0.0.1:${site.said}`;
const session = await createSession(base, `${real}/`);
const owner = await join(base, session, session.ownerUrl, 'bench');
const at = (port: string): string => `http://127.0.0.1:${port}/`;

/** Other proxies that rewrite, where they are installed. */
const folder = process.argv[2] === undefined ? null : resolve(process.argv[2]);
const names = ['testcafe-hammerhead', 'unblocker'].filter(
  (name) => folder !== null && existsSync(resolve(folder, 'node_modules', name)),
);
const others: Target[] = [];
const peers: Running[] = [];
for (const name of names) {
  const script = `dist/bench/peer/${name.replace('testcafe-', '')}.js`;
  const peer: Running = await start(script, [real, folder ?? ''], /ready (\S+)/);
  peers.push(peer);
  others.push({ name, url: peer.said, headers: {}, pid: peer.pid });
}

const targets: readonly Target[] = [
  { name: 'http-proxy-middleware in express', url: at(plain.said), headers: {}, pid: plain.pid },
  {
    name: 'lockstep, rewriting',
    url: at(base.port),
    headers: pageHeaders(base, session, real, owner.cookie),
    pid: lockstep.pid,
  },
  ...others,
];

const rates = targets.map((): Rate[] => []);
const bytes = targets.map((): number[] => []);
for (const target of targets) await rate(target);
for (let round = 0; round < ROUNDS; round++) {
  for (const [at, target] of targets.entries()) {
    rates[at]?.push(await rate(target));
    bytes[at]?.push(await firstByte(target));
  }
}
const perSecond = (at: number): number => median((rates[at] ?? []).map((it) => it.perSecond));
const direct = [];
for (let round = 0; round < ROUNDS; round++)
  direct.push(await firstByte({ name: 'site', url: at(site.said), headers: {}, pid: site.pid }));

console.log(
  `100 kB page, ${String(CONNECTIONS)} connections, ${String(ROUNDS)} alternating rounds of ${String(SECONDS)} s, medians`,
);
console.log(`  the site itself: first byte ${median(direct).toFixed(1)} ms`);
for (const [at, target] of targets.entries()) {
  console.log(
    `  ${target.name}: ${perSecond(at).toFixed(0)} requests/s, ${median((rates[at] ?? []).map((it) => it.cost)).toFixed(2)} ms of processor time each, first byte ${median(bytes[at] ?? []).toFixed(1)} ms`,
  );
}
for (const [n, { name }] of targets.entries())
  if (n !== 1) console.log(`  lockstep against ${name}: ${(perSecond(1) / perSecond(n)).toFixed(2)}x`);
owner.socket.close();
// They would keep this process, and so whoever waits for it.
for (const peer of peers) peer[Symbol.dispose]();
