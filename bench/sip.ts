// Calls of SIP user agents: 1,000 at 100 a second over UDP and over one TCP connection, and 100 that are told 10 commands a second.
//   npm run bench -- sip
import type { Line } from '../proxy/sip/body/line.ts';
import { startClient, type CobrowseClient, type Heard } from '../proxy/sip/client/cobrowse-client.ts';
import type { CallUser } from '../proxy/sip/dialog/call.ts';
import { describe } from '../proxy/sip/body/negotiation.ts';
import { field } from '../proxy/sip/message/fields.ts';
import { wallClock } from '../proxy/sip/transaction/clock.ts';
import { startUserAgent } from '../proxy/sip/user-agent.ts';
import { percentile, processorTime, start } from './process.ts';

const CALLS = 1_000;
const PER_SECOND = 100;
const LISTENERS = 100;
const COMMANDS_PER_SECOND = 10;
const SECONDS = 10;
const HOST = '127.0.0.1';
/** A port that is likely free: the program says only its HTTP port. */
const PORT = 20_000 + Math.floor(Math.random() * 20_000);

using lockstep = await start('dist/server.js', [], /ready at (\S+)/, {
  LOCKSTEP_PORT: '0',
  LOCKSTEP_LOG_LEVEL: 'error',
  LOCKSTEP_MAX_PARTICIPANTS: '200',
  LOCKSTEP_SIP: `udp:${HOST}:${PORT},tcp:${HOST}:${PORT}`,
  LOCKSTEP_SIP_OPEN: 'yes',
});
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const silent: CallUser = {
  told: (incoming) => incoming.reply({ status: 200 }),
  offered: () => ({ status: 200 }),
  description: () => Buffer.alloc(0),
  acknowledged: () => undefined,
  ended: () => undefined,
};

async function manyCalls(transport: 'UDP' | 'TCP'): Promise<void> {
  const agent = await startUserAgent({
    transports: {
      listening: [{ transport, host: HOST, port: 0 }],
      address: '',
      secret: null,
      isTrusting: true,
    },
    clock: wallClock,
    account: null,
    proxy: null,
    asked: (incoming) => incoming.reply({ status: 405 }),
    fault: (error) => console.error(error),
  });
  const origin = { user: 'bench', id: 1, version: 1, host: HOST };
  const body = Buffer.from(describe(origin, { isNegotiation: true, lines: [] }));
  const took: number[] = [];
  let failed = 0;
  const busy = processorTime(lockstep.pid);
  const began = performance.now();
  const call = async (n: number): Promise<void> => {
    const asked = performance.now();
    const end = await agent.dial({
      uri: `sip:b${transport}${String(n % 50)}@${HOST}:${String(PORT)}${transport === 'TCP' ? ';transport=tcp' : ''}`,
      from: 'sip:bench@localhost',
      contact: 'bench',
      fields: [field('content-type', 'application/sdp')],
      body,
      user: silent,
    }).end;
    if (!('call' in end)) {
      failed += 1;
      return;
    }
    took.push(performance.now() - asked);
    const info = await end.call.ask({
      method: 'INFO',
      fields: [field('info-package', 'cobrowse'), field('content-type', 'application/sdp')],
      body: Buffer.from(
        describe(origin, {
          isNegotiation: false,
          seq: 1,
          lines: [{ name: 'highlight', win: 'w1', node: '#price', range: null, clear: false }],
        }),
      ),
    });
    const bye = await end.call.ask({ method: 'BYE' });
    if (info?.status !== 200 || bye?.status !== 200) failed += 1;
  };
  const all: Promise<void>[] = [];
  for (let n = 0; n < CALLS; n++) {
    all.push(call(n));
    const due = began + ((n + 1) * 1_000) / PER_SECOND;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait);
  }
  await Promise.all(all);
  const seconds = (performance.now() - began) / 1_000;
  const load = (processorTime(lockstep.pid) - busy) / seconds / 10;
  console.log(
    `calls over ${transport}: ${String(CALLS)} in ${seconds.toFixed(1)} s (INVITE, INFO, BYE), ${String(failed)} failed`,
  );
  console.log(
    `  answered after p50 ${percentile(took, 0.5).toFixed(1)} ms, p99 ${percentile(took, 0.99).toFixed(1)} ms; server ${load.toFixed(0)} % of a core`,
  );
  await agent.close();
}

async function listeningCalls(): Promise<void> {
  const clients: CobrowseClient[] = [];
  const sent = new Map<string, number>();
  const took: number[] = [];
  const hear =
    (answered: () => void) =>
    (heard: Heard): void => {
      if (heard.type === 'answered') answered();
      if (heard.type !== 'command' || heard.line.name !== 'highlight') return;
      const at = sent.get(heard.line.node ?? '');
      if (at !== undefined) took.push(performance.now() - at);
    };
  const join = (n: number): Promise<CobrowseClient> =>
    new Promise((done) => {
      const made = startClient({
        listening: [{ transport: 'UDP', host: HOST, port: 0 }],
        from: `sip:c${String(n)}@localhost`,
        account: null,
        proxy: null,
        isTrusting: true,
        isCallable: false,
        heard: hear(() => void made.then(done)),
      });
      void made.then((it) => it.dial(`sip:crowd@${HOST}:${String(PORT)}`, []));
    });
  for (let n = 0; n <= LISTENERS; n++) clients.push(await join(n));
  const speaker = clients[0];
  const busy = processorTime(lockstep.pid);
  const began = performance.now();
  const count = COMMANDS_PER_SECOND * SECONDS;
  let refused = 0;
  for (let n = 0; n < count; n++) {
    const node = `#n${String(n)}`;
    sent.set(node, performance.now());
    const line: Line = { name: 'highlight', win: 'w1', node, range: null, clear: false };
    void speaker?.say([line]).then((status) => (refused += status === 200 ? 0 : 1));
    await pause(Math.max(1, began + ((n + 1) * 1_000) / COMMANDS_PER_SECOND - performance.now()));
  }
  for (let n = 0; n < 100 && took.length < count * LISTENERS; n++) await pause(100);
  const seconds = (performance.now() - began) / 1_000;
  const load = (processorTime(lockstep.pid) - busy) / seconds / 10;
  console.log(
    `${String(LISTENERS)} calls told ${String(COMMANDS_PER_SECOND)} commands a second: ${String(took.length)} of ${String(count * LISTENERS)} came, ${String(refused)} refused`,
  );
  console.log(
    `  from call to call p50 ${percentile(took, 0.5).toFixed(1)} ms, p99 ${percentile(took, 0.99).toFixed(1)} ms; server ${load.toFixed(0)} % of a core`,
  );
  await Promise.all(clients.map((it) => it.close()));
}

await manyCalls('UDP');
await manyCalls('TCP');
await listeningCalls();
// The agents' sockets would keep this process alive: the server is stopped by hand.
lockstep[Symbol.dispose]();
process.exit(0);
