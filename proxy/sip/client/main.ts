// lockstep-sip: a cobrowse-aware user agent for the command line, and the example for integrators.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Listening } from '../transport/transports.ts';
import { hopOf } from '../transport/next-hop.ts';
import { startClient, type Heard } from './cobrowse-client.ts';
import { readJsonLine } from './line-json.ts';

const HELP = `lockstep-sip: browse together by SIP, from the command line.

Usage: lockstep-sip [options] sip:NAME@HOST[:PORT][;transport=tcp|tls]
       lockstep-sip [options] --wait

What comes in is printed as JSON, one object a line. What is written to standard input is sent, one command a line:
  {"name":"page","win":"w1","url":"https://example.com/"}
  {"name":"scroll","win":"w1","node":"#main","fx":0,"fy":0.5}
  {"name":"control","op":"grant","to":"PARTICIPANT"}
  a=cobrowse-focus:win=w1
The end of standard input hangs up.

  --from URI         Who calls (default sip:agent@localhost).
  --account U:P      Credentials, as user:password.
  --proxy URI        Proxy that the call goes through.
  --page URL         Page to begin with.
  --listen T:H:P     Listen there, such as udp:0.0.0.0:5060 (default udp:127.0.0.1:0 for UDP, else nowhere).
  --wait             Take one call instead of making one.
  --insecure         Take any certificate.
`;

const print = (it: object): void => void process.stdout.write(`${JSON.stringify(it)}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

function printable(heard: Heard): object {
  if (heard.type === 'command') return { type: 'command', from: heard.from, ...heard.line };
  if (heard.type !== 'answered') return heard;
  const { room, self, join, lines } = heard.stream ?? { lines: [] };
  return { type: 'answered', room, self, join, commands: lines };
}

function listeningOf(text: string | undefined, target: string | undefined): readonly Listening[] {
  const [, transport, host = '', port] = /^(udp|tcp):(.+):(\d{1,5})$/i.exec(text ?? '') ?? [];
  if (transport !== undefined)
    return [{ transport: transport.toUpperCase() as 'UDP' | 'TCP', host, port: Number(port) }];
  const hop = target === undefined ? null : hopOf(target);
  const isLocal = hop === null || /^(127\.|localhost)/.test(hop.host);
  return [
    { transport: hop?.transport === 'TCP' ? 'TCP' : 'UDP', host: isLocal ? '127.0.0.1' : '0.0.0.0', port: 0 },
  ];
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      from: { type: 'string', default: 'sip:agent@localhost' },
      account: { type: 'string' },
      proxy: { type: 'string' },
      page: { type: 'string' },
      listen: { type: 'string' },
      wait: { type: 'boolean', default: false },
      insecure: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const target = positionals[0];
  if (values.help || (target === undefined && !values.wait)) {
    process.stdout.write(HELP);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const [, user, password] = /^([^:]+):(.*)$/.exec(values.account ?? '') ?? [];
  const client = await startClient({
    listening: listeningOf(values.listen, target),
    from: values.from,
    account: user === undefined || password === undefined ? null : { user, password },
    proxy: values.proxy ?? null,
    isTrusting: values.insecure,
    isCallable: values.wait,
    heard: (heard) => {
      print(printable(heard));
      if (heard.type === 'refused') process.exitCode = 1;
      if (heard.type === 'refused' || heard.type === 'ended') void client.close().then(() => process.exit());
    },
  });
  if (values.wait)
    print({
      type: 'waiting',
      ports: client.agent.endpoint.transports.ports.map(({ transport, port }) => ({ transport, port })),
    });
  const first =
    values.page === undefined
      ? null
      : readJsonLine(JSON.stringify({ name: 'page', win: 'w1', url: values.page }));
  if (first !== null && 'fault' in first) return complain(first.fault);
  if (target !== undefined) client.dial(target, first === null ? [] : [first.line]);

  const input = createInterface({ input: process.stdin });
  // One after the other: the status of each is printed in its turn.
  let said = Promise.resolve();
  input.on('line', (text) => {
    if (text.trim() === '') return;
    const read = readJsonLine(text);
    if ('fault' in read) return complain(read.fault);
    said = said.then(async () => print({ type: 'status', status: await client.say([read.line]) }));
  });
  input.on('close', () => {
    void said.then(() => {
      client.hangUp();
      // A moment for the BYE and its answer.
      setTimeout(() => void client.close().then(() => process.exit()), 300);
    });
  });
}

await main().catch((error: unknown) => {
  complain(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
