// How long a command takes from one participant's socket to another's, through the server, on loopback.
//   npm run bench -- commands
import { percentile, startLockstep } from './process.ts';
import { createSession, join } from './session.ts';

const COUNT = 2_000;
const PER_SECOND = 100;

using lockstep = await startLockstep();
const base = new URL(lockstep.said);
const session = await createSession(base, 'http://127.0.0.1:9/');

const owner = await join(base, session, session.ownerUrl, 'Olga');
const guest = await join(base, session, session.inviteUrl, 'Gus');

const sent = new Map<number, number>();
const took: number[] = [];
const all = new Promise<void>((done) => {
  guest.socket.on('relay', ({ seq }: { seq: number }) => {
    const began = sent.get(seq);
    if (began !== undefined) took.push(performance.now() - began);
    if (took.length === COUNT) done();
  });
});
for (let seq = 1; seq <= COUNT; seq++) {
  sent.set(seq, performance.now());
  owner.socket.emit('command', {
    name: 'pointer',
    body: { window: 'w1', frame: '', at: { node: 5, x: 0.5, y: 0.25 } },
    seq,
    epoch: owner.epoch,
  });
  await new Promise((done) => setTimeout(done, 1_000 / PER_SECOND));
}
await all;
owner.socket.close();
guest.socket.close();

console.log(
  `command latency, socket to socket, ${String(COUNT)} pointer commands at ${String(PER_SECOND)} a second`,
);
console.log(
  `  p50 ${percentile(took, 0.5).toFixed(2)} ms, p95 ${percentile(took, 0.95).toFixed(2)} ms, p99 ${percentile(took, 0.99).toFixed(2)} ms`,
);
