// Whether sessions that are over leave anything behind: the heap's slope over very many of them.
//   npm run bench -- churn [SESSIONS]
import { ask } from '../tests/support/ask.ts';
import { freePort } from '../tests/support/free-port.ts';
import { inspectedAt, openHeap } from './heap.ts';
import { memoryOf, startLockstep } from './process.ts';
import { createSession, join } from './session.ts';

const SESSIONS = Number(process.argv[2] ?? 100_000);
const SAMPLES = 20;
/** Every so many-th session is joined by two, who are connected when it ends; the others are entered by one. */
const MET = 10;
const TOKEN = 'a token for benches';
const inspector = await freePort();

using lockstep = await startLockstep({
  ...inspectedAt(inspector),
  LOCKSTEP_ADMIN_TOKEN: TOKEN,
  LOCKSTEP_START_RATE: '1000000',
});
const base = new URL(lockstep.said);
using heap = await openHeap(inspector);

async function live(n: number): Promise<void> {
  const session = await createSession(base, 'http://127.0.0.1:9/');
  if (n % MET === 0) {
    const both = [
      await join(base, session, session.ownerUrl, 'Olga'),
      await join(base, session, session.inviteUrl, 'Gus'),
    ];
    const gone = both.map(({ socket }) => new Promise((done) => socket.once('disconnect', done)));
    await end(session.id);
    await Promise.all(gone);
    for (const { socket } of both) socket.close();
    return;
  }
  const { pathname, search } = new URL(session.ownerUrl);
  await ask(base, 'GET', `${pathname}${search}&name=Olga`);
  await end(session.id);
}
async function end(id: string): Promise<void> {
  const { status, text } = await ask(base, 'DELETE', `/api/sessions/${id}`, undefined, {
    authorization: `Bearer ${TOKEN}`,
  });
  if (status !== 204) throw new Error(`the session does not end: ${text}`);
}

interface Sample {
  readonly ended: number;
  readonly heap: number;
}
const samples: Sample[] = [];
for (let n = 1; n <= SESSIONS; n++) {
  await live(n);
  if (n % Math.floor(SESSIONS / SAMPLES) !== 0) continue;
  samples.push({ ended: n, heap: await heap.used() });
  console.log(
    `  ${String(n)} ended: heap ${((samples.at(-1)?.heap ?? 0) / 1e6).toFixed(2)} MB, resident ${((memoryOf(lockstep.pid) * 1_024) / 1e6).toFixed(0)} MB`,
  );
}

/** Least squares, and the standard error of the slope. */
function slopeOf(them: readonly Sample[]): { slope: number; error: number } {
  const mean = (of: (it: Sample) => number): number =>
    them.reduce((sum, it) => sum + of(it), 0) / them.length;
  const x = mean((it) => it.ended);
  const y = mean((it) => it.heap);
  const spread = them.reduce((sum, it) => sum + (it.ended - x) ** 2, 0);
  const slope = them.reduce((sum, it) => sum + (it.ended - x) * (it.heap - y), 0) / spread;
  const rest = them.reduce((sum, it) => sum + (it.heap - y - slope * (it.ended - x)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (them.length - 2) / spread) };
}
// The first fifth fills caches that are bounded.
const { slope, error } = slopeOf(samples.slice(SAMPLES / 5));
console.log(
  `heap over ${String(SESSIONS)} sessions created and ended: ${slope.toFixed(1)} bytes a session, standard error ${error.toFixed(1)}`,
);
