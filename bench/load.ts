// How many sessions of two, at 10 commands a second, one core bears before they are late.
//   npm run bench -- load [MOST]
import { spawnSync } from 'node:child_process';
import { createCrowds } from './crowds.ts';
import { percentile, processorTime, startLockstep } from './process.ts';

const MOST = Number(process.argv[2] ?? 2_000);
const STEP = Math.min(200, MOST);
const PER_SECOND = 10;
const LATE_MS = 50;
const LISTEN_MS = 10_000;

using lockstep = await startLockstep({
  LOCKSTEP_MAX_SESSIONS: String(MOST + 1),
  LOCKSTEP_START_RATE: '1000000',
});
// All threads of it, so that the collector's do not count as a second core.
const pinned = spawnSync('taskset', ['-apc', '0', String(lockstep.pid)]).status === 0;
const base = new URL(lockstep.said);
using crowds = createCrowds(base, [Number(base.port)], PER_SECOND);

console.log(
  `sessions of two, ${String(PER_SECOND)} commands a second each; the server ${pinned ? 'on one core' : 'on any core (no taskset)'}`,
);
let borne = 0;
for (let sessions = STEP; sessions <= MOST; sessions += STEP) {
  await crowds.add(STEP);
  const before = { server: processorTime(lockstep.pid), crowds: crowds.processorTime() };
  const began = performance.now();
  const { took, sent } = await crowds.listen(LISTEN_MS);
  const ms = performance.now() - began;
  const used = processorTime(lockstep.pid) - before.server;
  const share = (it: number): string => `${((100 * it) / ms).toFixed(0)} %`;
  console.log(
    `  ${String(sessions)}: p50 ${percentile(took, 0.5).toFixed(1)} ms, p99 ${percentile(took, 0.99).toFixed(1)} ms, ` +
      `${String(took.length)} of ${String(sent)} came; server ${share(used)} of a core, ` +
      `${((1_000 * used) / took.length).toFixed(0)} µs a command; crowds ${share(crowds.processorTime() - before.crowds)}`,
  );
  if (!(percentile(took, 0.99) < LATE_MS)) break;
  borne = sessions;
}
console.log(
  `  borne with p99 below ${String(LATE_MS)} ms: ${String(borne)}${borne >= MOST ? ' or more' : ''}`,
);
