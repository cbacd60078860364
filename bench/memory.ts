// The server's memory while many load a large page at once: streams, not buffers.
//   npm run bench -- memory
import { readFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { start } from './process.ts';
import { createSession, join, pageHeaders } from './session.ts';

const LOADS = 200;
const BYTES = 5_000_000;
const SAMPLE_MS = 50;

const row =
  '<li class="row"><a href="/item/1?q=1"><img src="/a.png" alt="">Item</a> <p>Some words.</p></li>\n';
const page = Buffer.from(
  `<!doctype html><title>large</title><ul>${row.repeat(Math.ceil(BYTES / row.length))}`,
);
const site = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(page);
});
await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
const real = `http://127.0.0.1:${String((site.address() as AddressInfo).port)}`;

using lockstep = await start('dist/server.js', [], /ready at (\S+)/, {
  LOCKSTEP_PORT: '0',
  LOCKSTEP_ALLOW_PRIVATE: '*',
  LOCKSTEP_LOG_LEVEL: 'silent',
});
const base = new URL(lockstep.said);
const session = await createSession(base, `${real}/`);
const owner = await join(base, session, session.ownerUrl, 'bench');
const headers = pageHeaders(base, session, real, owner.cookie);

/** Megabytes of memory that the process holds, or held at most (proc(5), VmRSS and VmHWM). */
function memory(which: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${String(lockstep.pid)}/status`, 'utf8');
  return Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1_000;
}

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
site.close();
site.closeAllConnections();
