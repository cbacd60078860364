// The server's memory while many load a large page at once: streams, not buffers.
//   npm run bench -- memory
import { get, type IncomingMessage } from 'node:http';
import { memoryOf, startLockstep } from './process.ts';
import { createSession, join, pageHeaders } from './session.ts';
import { openSite } from './site.ts';

const LOADS = 200;
const BYTES = 5_000_000;
const SAMPLE_MS = 50;

const row =
  '<li class="row"><a href="/item/1?q=1"><img src="/a.png" alt="">Item</a> <p>Some words.</p></li>\n';
const page = Buffer.from(
  `<!doctype html><title>large</title><ul>${row.repeat(Math.ceil(BYTES / row.length))}`,
);
using site = await openSite((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page);
});
const real = site.origin;

using lockstep = await startLockstep();
const base = new URL(lockstep.said);
const session = await createSession(base, `${real}/`);
const owner = await join(base, session, session.ownerUrl, 'bench');
const headers = pageHeaders(base, session, real, owner.cookie);

const memory = (which: 'VmRSS' | 'VmHWM'): number => memoryOf(lockstep.pid, which) / 1_000;

const drain = async (answer: IncomingMessage): Promise<number> => {
  let bytes = 0;
  for await (const chunk of answer) bytes += (chunk as Buffer).length;
  return bytes;
};
const load = (): Promise<number> =>
  new Promise((done, failed) => {
    get({ host: '127.0.0.1', port: base.port, headers, agent: false }, (answer) => {
      drain(answer).then(done, failed);
    }).on('error', failed);
  });

await load();
const before = memory('VmRSS');
let most = before;
const sampler = setInterval(() => {
  most = Math.max(most, memory('VmRSS'));
}, SAMPLE_MS);
const began = performance.now();
const sizes = await Promise.all(Array.from({ length: LOADS }, load));
clearInterval(sampler);
const seconds = (performance.now() - began) / 1_000;
const short = sizes.filter((it) => it < BYTES);
if (short.length > 0)
  throw new Error(`${String(short.length)} pages came short: ${String(short.slice(0, 5))} bytes`);
console.log(
  `${String(LOADS)} loads of a ${String(BYTES / 1e6)} MB page at the same time, ${seconds.toFixed(1)} s`,
);
console.log(
  `  ${before.toFixed(0)} MB before, at most ${Math.max(most, memory('VmHWM')).toFixed(0)} MB while they ran, ${memory('VmRSS').toFixed(0)} MB after`,
);
owner.socket.close();
