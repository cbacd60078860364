// What a page costs through Lockstep, against plain http-proxy-middleware passing the same compressed page through.
//   npm run bench -- overhead
import { request } from 'node:http';
import autocannon from 'autocannon';
import { median, processorTime, start } from './process.ts';
import { createSession, join, pageHeaders } from './session.ts';

const ROUNDS = 7;
const SECONDS = 4;
const CONNECTIONS = 10;
/** The page, compressed, is larger than this; what a participant gets who does not run it is not. */
const SMALLEST = 4_000;

interface Target {
  readonly name: string;
  readonly port: string;
  readonly headers: Record<string, string>;
  readonly pid: number;
}
interface Rate {
  readonly perSecond: number;
  /** Milliseconds of processor time for one request. */
  readonly cost: number;
}

async function rate({ port, headers, pid }: Target): Promise<Rate> {
  const before = processorTime(pid);
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/`,
    connections: CONNECTIONS,
    duration: SECONDS,
    headers: { ...headers, 'accept-encoding': 'gzip, br' },
  });
  if (result['2xx'] > 0 && result.throughput.total / result['2xx'] < SMALLEST)
    throw new Error('these are not the pages');
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${String(result.non2xx)} bad answers, ${String(result.errors)} errors`);
  return { perSecond: result.requests.average, cost: (processorTime(pid) - before) / result['2xx'] };
}

/** Milliseconds to the first byte of the body of a page that comes in two parts. */
function firstByte({ port, headers }: Target): Promise<number> {
  const began = performance.now();
  return new Promise((done, failed) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: '/slow',
        headers,
      },
      (answer) => {
        answer.once('data', () => {
          done(performance.now() - began);
        });
        answer.resume();
      },
    );
    asked.on('error', failed);
    asked.end();
  });
}

using site = await start('dist/bench/peer/site.js', [], /ready (\d+)/);
using plain = await start('dist/bench/peer/plain.js', [`http://127.0.0.1:${site.said}`], /ready (\d+)/);
using lockstep = await start('dist/server.js', [], /ready at (\S+)/, {
  LOCKSTEP_PORT: '0',
  LOCKSTEP_ALLOW_PRIVATE: '*',
  LOCKSTEP_LOG_LEVEL: 'silent',
});

const base = new URL(lockstep.said);
const real = `http://127.0.0.1:${site.said}`;
const session = await createSession(base, `${real}/`);
const owner = await join(base, session, session.ownerUrl, 'bench');
const targets: readonly Target[] = [
  { name: 'http-proxy-middleware in express', port: plain.said, headers: {}, pid: plain.pid },
  {
    name: 'lockstep, rewriting',
    port: base.port,
    headers: pageHeaders(base, session, real, owner.cookie),
    pid: lockstep.pid,
  },
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
  direct.push(await firstByte({ name: 'site', port: site.said, headers: {}, pid: site.pid }));

console.log(
  `100 kB page, ${String(CONNECTIONS)} connections, ${String(ROUNDS)} alternating rounds of ${String(SECONDS)} s, medians`,
);
console.log(`  the site itself: first byte ${median(direct).toFixed(1)} ms`);
for (const [at, target] of targets.entries()) {
  console.log(
    `  ${target.name}: ${perSecond(at).toFixed(0)} requests/s, ${median((rates[at] ?? []).map((it) => it.cost)).toFixed(2)} ms of processor time each, first byte ${median(bytes[at] ?? []).toFixed(1)} ms`,
  );
}
console.log(`  ratio ${(perSecond(1) / perSecond(0)).toFixed(2)}x`);
owner.socket.close();
