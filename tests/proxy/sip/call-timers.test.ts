// Timers of a call under a clock that the test holds: refreshing, giving up, insisting on an ACK; and what is too large for UDP.
import { createServer } from 'node:net';
import { startUserAgent, type UserAgent } from '../../../proxy/sip/user-agent.ts';
import { field, first } from '../../../proxy/sip/message/fields.ts';
import type { Parsed } from '../../../proxy/sip/message/parse.ts';
import { OFFER, rawTcp, rawUdp, written, type Raw } from './agents.ts';
import { holdClock, type HeldClock } from './held-clock.ts';

interface Called extends AsyncDisposable {
  readonly agent: UserAgent;
  readonly clock: HeldClock;
  readonly peer: Raw;
  readonly ended: readonly string[];
  readonly call: () => NonNullable<ReturnType<UserAgent['accept']>>;
  /** To, with the tag of the end that was called. */
  readonly to: string;
  readonly invite: string;
}

/** A call from a peer that writes its messages by hand, answered; `isAcknowledged`: with its ACK. */
async function called(
  fields: readonly string[],
  { transport = 'TCP', isAcknowledged = true }: { transport?: 'TCP' | 'UDP'; isAcknowledged?: boolean } = {},
): Promise<Called> {
  const clock = holdClock();
  const ended: string[] = [];
  let call: ReturnType<UserAgent['accept']> = null;
  const agent = await startUserAgent({
    transports: {
      listening: [
        { transport: 'TCP', host: '127.0.0.1', port: 0 },
        { transport: 'UDP', host: '127.0.0.1', port: 0 },
      ],
      address: '',
      secret: null,
      isTrusting: true,
    },
    clock,
    account: null,
    proxy: null,
    asked: (incoming) => {
      call = agent.accept(
        incoming,
        'demo',
        {
          told: (it) => it.reply({ status: 200 }),
          offered: () => ({ status: 200 }),
          description: () => Buffer.from(OFFER),
          acknowledged: () => undefined,
          ended: (why) => ended.push(why),
        },
        () => ({
          status: 200,
          fields: [field('content-type', 'application/sdp')],
          body: Buffer.from(OFFER),
        }),
      );
    },
    fault: (error) => {
      throw error;
    },
  });
  const port = agent.endpoint.transports.ports.find((it) => it.transport === transport)?.port ?? 0;
  const peer = transport === 'TCP' ? await rawTcp(port) : await rawUdp(port);
  const invite = { method: 'INVITE', port: peer.port, transport, callId: 'timed', body: OFFER };
  peer.send(written({ ...invite, fields }));
  const answer = await peer.response();
  const to = first(answer.response.fields, 'to') ?? '';
  if (isAcknowledged && answer.response.status === 200) {
    peer.send(written({ method: 'ACK', port: peer.port, transport, callId: 'timed', to }));
    // What comes after it on the same line comes after it there, too.
    peer.send(written({ method: 'INFO', seq: 2, port: peer.port, transport, callId: 'timed', to }));
    await peer.response(200);
  }
  return {
    agent,
    clock,
    peer,
    ended,
    to,
    invite: answer.response.status.toString(),
    call: () => {
      if (call === null) throw new Error('no call');
      return call;
    },
    [Symbol.asyncDispose]: async () => {
      await agent.close();
      await peer[Symbol.asyncDispose]();
    },
  };
}

type Asked = Extract<Parsed, { kind: 'request' }>;

/** A plain answer to a request of the agent's. */
function answered({ request }: Asked, fields: readonly string[] = []): string {
  const kept = request.fields
    .filter(({ name }) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(name))
    .map(({ name, value }) => `${name}: ${value}`);
  return ['SIP/2.0 200 OK', ...kept, ...fields, 'Content-Length: 0', '', ''].join('\r\n');
}

test('a session that is ours to refresh is refreshed by UPDATE at half its time, again and again', async () => {
  await using it = await called(['Session-Expires: 90;refresher=uas']);
  it.clock.pass(44_999);
  expect(it.peer.heard.filter(({ kind }) => kind === 'request')).toEqual([]);
  for (let round = 0; round < 3; round++) {
    it.clock.pass(round === 0 ? 1 : 45_000);
    const update = await it.peer.request('UPDATE');
    expect(first(update.request.fields, 'session-expires')).toBe('90;refresher=uac');
    it.peer.send(answered(update, ['Session-Expires: 90;refresher=uac', 'Require: timer']));
    // Its answer has been heard when the next request of the peer's is answered.
    it.peer.send(
      written({
        method: 'INFO',
        seq: 3 + round,
        port: it.peer.port,
        transport: 'TCP',
        callId: 'timed',
        to: it.to,
      }),
    );
    await it.peer.response(200);
  }
  expect(it.ended).toEqual([]);
});

test('a session that the other end does not refresh is ended a third before its time', async () => {
  await using it = await called(['Session-Expires: 90;refresher=uac']);
  it.clock.pass(59_999);
  expect(it.ended).toEqual([]);
  it.clock.pass(1);
  const bye = await it.peer.request('BYE');
  expect(first(bye.request.fields, 'reason')).toContain('cause=408');
  expect(it.ended).toEqual(['lost']);
  expect(it.call().isOver()).toBe(true);
});

test('too short a session is refused with what would do', async () => {
  await using it = await called(['Session-Expires: 60', 'Supported: timer']);
  expect(it.invite).toBe('422');
});

test('without an ACK the answer is said again, and after 32 seconds the call is over', async () => {
  await using it = await called([], { transport: 'UDP', isAcknowledged: false });
  it.clock.pass(500);
  await it.peer.response(200);
  it.clock.pass(1_000);
  await it.peer.response(200);
  it.clock.pass(32_000);
  const bye = await it.peer.request('BYE');
  expect(first(bye.request.fields, 'reason')).toContain('No ACK');
  expect(it.ended).toEqual(['lost']);
});

test('what is too large for a datagram goes by TCP, where the other end listens for that', async () => {
  const heard: string[] = [];
  let tell: () => void = () => undefined;
  const told = new Promise<void>((done) => (tell = done));
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard.push(chunk.toString());
      if (!heard.join('').includes('end of it')) return;
      socket.destroy();
      server.close();
      tell();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await using it = await called([]);
  const uri = `sip:bob@127.0.0.1:${String(address.port)}`;
  void it.agent.ask({
    method: 'MESSAGE',
    uri,
    from: '<sip:demo@127.0.0.1>',
    fields: [field('content-type', 'text/plain')],
    body: Buffer.from(`${'long '.repeat(300)}end of it`),
  });
  await told;
  expect(heard.join('')).toMatch(/^MESSAGE .*\r\nVia: SIP\/2\.0\/TCP /i);
});
