// What the server's memory is for a session of two in which nothing happens.
//   npm run bench -- idle [SESSIONS]
import { freePort } from '../tests/support/free-port.ts';
import { inspectedAt, openHeap } from './heap.ts';
import { memoryOf, startLockstep } from './process.ts';
import { createSession, join, type Joined } from './session.ts';

const SESSIONS = Number(process.argv[2] ?? 2_000);
/** Before anything is measured: what is made once for all is not any session's. */
const WARM = 50;
const inspector = await freePort();

using lockstep = await startLockstep({
  ...inspectedAt(inspector),
  LOCKSTEP_MAX_SESSIONS: String(WARM + SESSIONS),
  LOCKSTEP_START_RATE: '1000000',
});
const base = new URL(lockstep.said);
using heap = await openHeap(inspector);
const all: Joined[] = [];

async function add(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const session = await createSession(base, 'http://127.0.0.1:9/');
    all.push(await join(base, session, session.ownerUrl, 'Olga'));
    all.push(await join(base, session, session.inviteUrl, 'Gus'));
  }
}
const measure = async (): Promise<{ heap: number; resident: number }> => ({
  heap: await heap.used(),
  resident: memoryOf(lockstep.pid) * 1_024,
});

await add(WARM);
const before = await measure();
await add(SESSIONS);
const after = await measure();
const each = (bytes: number): string => `${(bytes / SESSIONS / 1_000).toFixed(1)} kB`;
console.log(
  `${String(SESSIONS)} idle sessions of two, each: heap after a collection ${each(after.heap - before.heap)}, resident ${each(after.resident - before.resident)}`,
);
for (const { socket } of all) socket.close();
