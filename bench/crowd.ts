// Sessions of two that send at a steady rate: a process of its own, so that its work is not the server's. See load.ts.
//   node crowd.js BASE PORT[,PORT] SESSIONS PER_SECOND; each participant of a session is at the next port
import { createSession, join, type Joined } from './session.ts';

export type Heard = { readonly took: readonly number[]; readonly sent: number };

const [origin = '', ports = '', count = '1', rate = '10'] = process.argv.slice(2);
const base = new URL(origin);
const nodes = ports.split(',').map(Number);
const nodeAt = (n: number): number => nodes[n % nodes.length] ?? Number(base.port);
const period = 1_000 / Number(rate);

let took: number[] = [];
let sent = 0;

async function begin(n: number): Promise<void> {
  const session = await createSession(base, 'http://127.0.0.1:9/', nodeAt(n));
  const owner = await join(base, session, session.ownerUrl, 'Olga', nodeAt(n));
  const guest = await join(base, session, session.inviteUrl, 'Gus', nodeAt(n + 1));
  speak(owner, guest);
}

function speak(from: Joined, to: Joined): void {
  const waiting = new Map<number, number>();
  to.socket.on('relay', ({ seq }: { seq: number }) => {
    const began = waiting.get(seq);
    if (began === undefined) return;
    waiting.delete(seq);
    took.push(performance.now() - began);
  });
  let seq = 0;
  const say = (): void => {
    const at = { node: 5, x: Math.random(), y: 0.25 };
    waiting.set(++seq, performance.now());
    sent += 1;
    from.socket.emit('command', {
      name: 'pointer',
      body: { window: 'w1', frame: '', at },
      seq,
      epoch: from.epoch,
    });
  };
  // Not all at once: people do not keep time.
  setTimeout(() => setInterval(say, period), Math.random() * period);
}

process.on('message', () => {
  process.send?.({ took, sent } satisfies Heard);
  took = [];
  sent = 0;
});
process.on('disconnect', () => process.exit(0));
for (let n = 0; n < Number(count); n++) await begin(n);
process.send?.('ready');
