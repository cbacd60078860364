// What two nodes that share a Redis bear against one, by processor time: where they have fewer cores than they need, the clock
// shows only how many cores there are.
//   npm run bench -- nodes [SESSIONS]
import { freePort } from '../tests/support/free-port.ts';
import { startRedis } from '../tests/support/redis.ts';
import { createCrowds } from './crowds.ts';
import { percentile, processorTime, start, type Running } from './process.ts';

const SESSIONS = Number(process.argv[2] ?? 200);
const PER_SECOND = 10;
const LISTEN_MS = 15_000;

/** Microseconds of processor that all nodes together need for one command. */
async function costWith(count: number): Promise<number> {
  await using redis = await startRedis();
  const base = new URL('http://lockstep.localhost:8080');
  const nodes: Running[] = [];
  const ports: number[] = [];
  for (let n = 0; n < count; n++) {
    const port = await freePort();
    ports.push(port);
    nodes.push(
      await start('dist/server.js', [`--port=${String(port)}`], /ready at (\S+)/, {
        LOCKSTEP_REDIS_URL: redis.url,
        LOCKSTEP_SECRET: 'a secret for benches',
        LOCKSTEP_ADMIN_TOKEN: 'a token for benches',
        LOCKSTEP_BASE_URL: base.origin,
        LOCKSTEP_ALLOW_PRIVATE: '*',
        LOCKSTEP_LOG_LEVEL: 'silent',
        LOCKSTEP_START_RATE: '1000000',
      }),
    );
  }
  using crowds = createCrowds(base, ports, PER_SECOND);
  await crowds.add(SESSIONS);
  const before = nodes.map(({ pid }) => processorTime(pid));
  const { took, sent } = await crowds.listen(LISTEN_MS);
  const used = nodes.map(({ pid }, n) => processorTime(pid) - (before[n] ?? 0));
  const cost = (1_000 * used.reduce((sum, it) => sum + it, 0)) / took.length;
  console.log(
    `  ${String(count)}: p50 ${percentile(took, 0.5).toFixed(1)} ms, p99 ${percentile(took, 0.99).toFixed(1)} ms, ${String(took.length)} of ${String(sent)} came; ` +
      `${cost.toFixed(0)} µs a command; each node ${used.map((it) => `${((100 * it) / LISTEN_MS).toFixed(0)} %`).join(', ')} of a core`,
  );
  for (const node of nodes) node[Symbol.dispose]();
  return cost;
}

console.log(
  `${String(SESSIONS)} sessions of two with Redis, the two at different nodes where there are several`,
);
const one = await costWith(1);
const two = await costWith(2);
console.log(
  `  two nodes with a core each would bear ${((2 * one) / two).toFixed(2)}x of one: worked out from processor time, not seen`,
);
