// One live page with a hundred mirrors: what the site is asked, and what each change costs the server.
//   npm run bench -- many
import { get } from 'node:http';
import { percentile, processorTime, startLockstep } from './process.ts';
import { createSession, join, pageHeaders, type Joined } from './session.ts';
import { openSite } from './site.ts';

const MIRRORS = 100;
const CHANGES = 300;
const PER_SECOND = 20;
const PICTURES = 20;

const paths = ['/', '/style.css', ...Array.from({ length: PICTURES }, (_, n) => `/picture/${String(n)}.svg`)];
const pictures = paths
  .slice(2)
  .map((it) => `<img src="${it}" alt="">`)
  .join('');
const bodies: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/': ['text/html', `<!doctype html><link rel=stylesheet href=/style.css><h1>Many</h1>${pictures}`],
  '/style.css': ['text/css', 'h1 { color: green }'],
};
let requests = 0;
using site = await openSite(({ url = '' }, response) => {
  requests += 1;
  const [type, text] = bodies[url] ?? ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'];
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(text);
});
const real = site.origin;
using lockstep = await startLockstep({
  LOCKSTEP_MAX_PARTICIPANTS: String(MIRRORS + 1),
});
const base = new URL(lockstep.said);
const session = await createSession(base, `${real}/`);

/** The page and all that it names, as a participant's browser asks for it. */
async function load({ cookie }: Joined): Promise<void> {
  for (const path of paths) {
    const dest = path === '/' ? {} : { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' };
    const headers = { ...pageHeaders(base, session, real, cookie), ...dest };
    const status = await new Promise<number>((done, failed) => {
      get({ host: '127.0.0.1', port: base.port, path, headers }, (answer) => {
        answer.resume().on('end', () => {
          done(answer.statusCode ?? 0);
        });
      }).on('error', failed);
    });
    if (status !== 200) throw new Error(`${path}: ${String(status)}`);
  }
}

const live = await join(base, session, session.ownerUrl, 'Olga');
await load(live);
const alone = requests;
const mirrors: Joined[] = [];

/** Milliseconds of processor time for each change, and how long each took to each mirror. */
async function tell(): Promise<{ readonly cost: number; readonly took: readonly number[] }> {
  const took: number[] = [];
  const sent = new Map<number, number>();
  const offset = seq;
  const all = new Promise<void>((done) => {
    for (const { socket } of mirrors) {
      socket.off('relay');
      socket.on('relay', (it: { readonly seq: number }) => {
        took.push(performance.now() - (sent.get(it.seq) ?? Number.NaN));
        if (took.length === CHANGES * mirrors.length) done();
      });
    }
  });
  const before = processorTime(lockstep.pid);
  while (seq < offset + CHANGES) {
    seq += 1;
    sent.set(seq, performance.now());
    const ops = JSON.stringify(Array.from({ length: 20 }, (_, n) => ['t', n + 5, `Changed ${String(seq)}`]));
    const body = { window: 'w1', frame: '', page: 'p1', seq, kind: 'changes', ops };
    live.socket.emit('command', { name: 'dom', body, seq, epoch: live.epoch });
    await new Promise((done) => setTimeout(done, 1_000 / PER_SECOND));
  }
  await all;
  return { cost: (processorTime(lockstep.pid) - before) / CHANGES, took };
}

let seq = 0;
const costs: number[] = [];
for (const count of [1, MIRRORS]) {
  while (mirrors.length < count) {
    const one = await join(base, session, session.inviteUrl, `Guest${String(mirrors.length)}`);
    mirrors.push(one);
    await load(one);
  }
  const { cost, took } = await tell();
  costs.push(cost);
  console.log(
    `${String(count)} mirrors, ${String(CHANGES)} changes at ${String(PER_SECOND)} a second: ${cost.toFixed(2)} ms of the server's processor each, p50 ${percentile(took, 0.5).toFixed(1)} ms, p95 ${percentile(took, 0.95).toFixed(1)} ms`,
  );
}
const [one = Number.NaN, many = Number.NaN] = costs;
console.log(
  `a further mirror costs ${(((many - one) / (MIRRORS - 1)) * 1_000).toFixed(0)} µs a change; the site got ${String(requests)} requests with ${String(MIRRORS)} mirrors, ${String(alone)} alone: ${(requests / alone).toFixed(2)}x`,
);
for (const { socket } of [live, ...mirrors]) socket.close();
