// A proxy of somebody else's in between: Kamailio, record-routed, where it is installed.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRunning, type Running } from '../running.ts';
import { startAgent } from './agents.ts';

jest.setTimeout(40_000);

const isInstalled = spawnSync('kamailio', ['-v']).error === undefined;
const perhaps = isInstalled ? describe : describe.skip;
if (!isInstalled) console.warn('kamailio is not installed: nothing is tested with a proxy in between');

/** A port that is free for UDP now. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  const { port } = socket.address();
  await new Promise<void>((done) => socket.close(done));
  return port;
}

/** The configuration of docs/sip.md, with ports of this moment. */
const configuration = (port: number, to: number): string => `
listen=udp:127.0.0.1:${String(port)}
listen=tcp:127.0.0.1:${String(port)}
children=1
tcp_children=1
log_stderror=yes
debug=1
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "maxfwd.so"
request_route {
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (is_method("INVITE|SUBSCRIBE")) record_route();
  if (loose_route()) { t_relay(); exit; }
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
  if ($rd == "cobrowse.example") {
    $du = "sip:127.0.0.1:${String(to)};transport=tcp";
    t_relay(); exit;
  }
  sl_send_reply("404", "Not here");
}
`;

perhaps('kamailio in between', () => {
  let server: Running;
  let proxy: ChildProcess;
  let port: number;
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-kamailio-'));
  beforeAll(async () => {
    server = await startRunning({
      LOCKSTEP_SIP: 'udp:127.0.0.1:0,tcp:127.0.0.1:0',
      LOCKSTEP_SIP_OPEN: 'yes',
      LOCKSTEP_SIP_DOMAIN: 'cobrowse.example',
    });
    port = await freePort();
    const file = join(folder, 'kamailio.cfg');
    writeFileSync(file, configuration(port, server.sipPort('TCP')));
    proxy = spawn('kamailio', ['-f', file, '-DD', '-E', '-Y', folder, '-P', join(folder, 'pid')], {
      stdio: 'ignore',
    });
    await answers(port);
  });
  afterAll(async () => {
    const gone = new Promise((done) => proxy.once('exit', done));
    proxy.kill();
    await gone;
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  test.each(['UDP', 'TCP'] as const)(
    'a call over %s by way of it: steered, told of things, ended',
    async (transport) => {
      const name = `through${transport}`;
      await using agent = await startAgent(transport, {
        proxy: `sip:127.0.0.1:${String(port)};lr${transport === 'TCP' ? ';transport=tcp' : ''}`,
      });
      await using other = await startAgent('UDP', { from: '<sip:bob@pbx.example>' });
      agent.dial(`sip:${name}@cobrowse.example`, [
        { name: 'page', win: 'w1', url: 'https://shop.example/', title: null },
      ]);
      const { stream } = await agent.next('answered');
      expect(stream).toMatchObject({ room: name });
      expect(await agent.say([{ name: 'resize', win: 'w1', w: 1_000, h: 700 }])).toBe(200);
      other.dial(`sip:${name}@127.0.0.1:${String(server.sipPort('UDP'))}`, []);
      const { stream: joined } = await other.next('answered');
      expect(await other.say([{ name: 'control', op: 'request', to: null, from: null }])).toBe(200);
      expect(await agent.line('control', (it) => it.op === 'request')).toMatchObject({ from: joined?.self });
      expect(await agent.say([{ name: 'control', op: 'grant', to: joined?.self ?? '', from: null }])).toBe(
        200,
      );
      expect(await agent.line('control', (it) => it.op === 'holder')).toMatchObject({ holder: joined?.self });
      expect(await other.say([{ name: 'terminate', reason: 'done' }])).toBe(200);
      await agent.line('terminate');
      await agent.next('ended');
    },
  );
});

/** Until it answers OPTIONS with anything. */
function answers(port: number): Promise<void> {
  const socket = createSocket('udp4');
  const branch = `z9hG4bK${String(Date.now())}`;
  return new Promise((done) => {
    const ask = (): void => {
      const { port: own } = socket.address();
      socket.send(
        [
          `OPTIONS sip:x@127.0.0.1:${String(port)} SIP/2.0`,
          `Via: SIP/2.0/UDP 127.0.0.1:${String(own)};branch=${branch};rport`,
          'Max-Forwards: 70',
          'From: <sip:a@127.0.0.1>;tag=1',
          'To: <sip:x@127.0.0.1>',
          `Call-ID: ${branch}`,
          'CSeq: 1 OPTIONS',
          'Content-Length: 0',
          '',
          '',
        ].join('\r\n'),
        port,
        '127.0.0.1',
      );
    };
    const timer = setInterval(ask, 200);
    socket.on('message', () => {
      clearInterval(timer);
      socket.close();
      done();
    });
    socket.on('error', () => undefined);
    socket.bind(0, '127.0.0.1', ask);
  });
}
