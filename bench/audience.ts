// One session that very many watch: how late the last of them hears what one says.
//   npm run bench -- audience [MIRRORS]
import { percentile, processorTime, startLockstep } from './process.ts';
import { createSession, join, type Joined } from './session.ts';

const MIRRORS = Number(process.argv[2] ?? 200);
const COUNT = 200;
const PER_SECOND = 10;

using lockstep = await startLockstep({
  LOCKSTEP_MAX_PARTICIPANTS: String(MIRRORS + 1),
});
const base = new URL(lockstep.said);
const session = await createSession(base, 'http://127.0.0.1:9/');
const owner = await join(base, session, session.ownerUrl, 'Olga');
const mirrors: Joined[] = [];
for (let n = 0; n < MIRRORS; n++)
  mirrors.push(await join(base, session, session.inviteUrl, `Gus${String(n)}`));

const sent = new Map<number, number>();
const heard = new Map<number, number>();
const each: number[] = [];
const last: number[] = [];
const all = new Promise<void>((done) => {
  for (const { socket } of mirrors)
    socket.on('relay', ({ seq }: { seq: number }) => {
      const took = performance.now() - (sent.get(seq) ?? Number.NaN);
      each.push(took);
      heard.set(seq, (heard.get(seq) ?? 0) + 1);
      if (heard.get(seq) === MIRRORS) last.push(took);
      if (last.length === COUNT) done();
    });
});
const before = processorTime(lockstep.pid);
for (let seq = 1; seq <= COUNT; seq++) {
  sent.set(seq, performance.now());
  const body = { window: 'w1', frame: '', at: { node: 5, x: seq / COUNT, y: 0.25 } };
  owner.socket.emit('command', { name: 'pointer', body, seq, epoch: owner.epoch });
  await new Promise((done) => setTimeout(done, 1_000 / PER_SECOND));
}
await all;
const used = processorTime(lockstep.pid) - before;
console.log(
  `one session with ${String(MIRRORS)} mirrors, ${String(PER_SECOND)} commands a second: heard after p50 ${percentile(each, 0.5).toFixed(1)} ms, ` +
    `p99 ${percentile(each, 0.99).toFixed(1)} ms, by the last of all after p99 ${percentile(last, 0.99).toFixed(1)} ms; ` +
    `${((1_000 * used) / COUNT).toFixed(0)} µs of the server's processor a command`,
);
for (const { socket } of [owner, ...mirrors]) socket.close();
