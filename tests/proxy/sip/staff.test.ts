// Credentials, plain phones, and calls that go out: straight, by message, and through a proxy that wants to know us.
import { startUserAgent, type UserAgent } from '../../../proxy/sip/user-agent.ts';
import { wallClock } from '../../../proxy/sip/transaction/clock.ts';
import { createGuardian } from '../../../proxy/sip/digest/guardian.ts';
import { all, field, first } from '../../../proxy/sip/message/fields.ts';
import type { Incoming } from '../../../proxy/sip/transaction/server-transaction.ts';
import { startRunning } from '../running.ts';
import { createEars, fieldOf, OFFER, rawUdp, startAgent, written } from './agents.ts';

jest.setTimeout(20_000);

const PHONE =
  'v=0\r\no=a 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 8\r\n';

test('with users set, a call needs credentials; who has them is an owner', async () => {
  await using server = await startRunning({
    LOCKSTEP_SIP: 'udp:127.0.0.1:0',
    LOCKSTEP_SIP_USERS: 'alice:s3cret,bob:x',
    LOCKSTEP_SIP_OPEN: 'yes',
    LOCKSTEP_SIP_DOMAIN: 'cobrowse.example',
  });
  const uri = `sip:demo@127.0.0.1:${server.sipPort('UDP')}`;
  await using stranger = await startAgent('UDP');
  stranger.dial(uri, []);
  expect((await stranger.next('refused')).status).toBe(401);
  await using liar = await startAgent('UDP', { account: { user: 'alice', password: 'guess' } });
  liar.dial(uri, []);
  expect((await liar.next('refused')).status).toBe(401);
  await using alice = await startAgent('UDP', { account: { user: 'alice', password: 's3cret' } });
  alice.dial(uri, []);
  expect((await alice.next('answered')).stream?.room).toBe('demo');
  await using raw = await rawUdp(server.sipPort('UDP'));
  raw.send(written({ method: 'INVITE', port: raw.port, body: OFFER }));
  const asked = all((await raw.response()).response.fields, 'www-authenticate');
  expect(asked.map((it) => /realm="([^"]+)".*algorithm=([^,]+)/.exec(it)?.slice(1))).toEqual([
    ['cobrowse.example', 'SHA-256'],
    ['cobrowse.example', 'MD5'],
  ]);
  await using bob = await startAgent('UDP', {
    account: { user: 'bob', password: 'x' },
    proxy: `sip:127.0.0.1:${server.sipPort('UDP')}`,
  });
  bob.dial('sip:demo@elsewhere.example', []);
  expect((await bob.next('refused')).status).toBe(404);
});

test('a plain phone is taken without sound, and gets the link as a text message', async () => {
  await using server = await startRunning({
    LOCKSTEP_SIP: 'udp:127.0.0.1:0',
    LOCKSTEP_SIP_OPEN: 'yes',
    LOCKSTEP_SIP_PHONES: 'accept',
  });
  await using raw = await rawUdp(server.sipPort('UDP'));
  raw.send(
    written({
      method: 'INVITE',
      port: raw.port,
      callId: 'phone',
      body: PHONE,
      fields: ['Allow: INVITE, ACK, BYE, CANCEL, MESSAGE'],
    }),
  );
  const answer = await raw.response(200);
  expect(answer.response.body.toString()).toMatch(/m=audio 9 RTP\/AVP 0\r\na=inactive\r\n/);
  raw.send(written({ method: 'ACK', port: raw.port, callId: 'phone', to: fieldOf(answer, 'to') }));
  const message = await raw.request('MESSAGE');
  expect(first(message.request.fields, 'content-type')).toMatch(/^text\/plain/);
  const link = new URL(/https?:\S+/.exec(message.request.body.toString())?.[0] ?? '');
  expect((await server.ask('GET', `${link.pathname}${link.search}`)).status).toBe(303);
});

/** A proxy, or a phone, that answers as it is told. */
async function peer(
  answer: (incoming: Incoming) => void,
): Promise<{ agent: UserAgent; port: number } & AsyncDisposable> {
  const agent = await startUserAgent({
    transports: {
      listening: [{ transport: 'UDP', host: '127.0.0.1', port: 0 }],
      address: '',
      secret: null,
      isTrusting: true,
    },
    clock: wallClock,
    account: null,
    proxy: null,
    fault: (error) => {
      throw error;
    },
    asked: answer,
  });
  return { agent, port: agent.endpoint.transports.ports[0]?.port ?? 0, [Symbol.asyncDispose]: agent.close };
}

test('a phone that does not understand the offer gets the link as a message', async () => {
  await using server = await startRunning({ LOCKSTEP_SIP: 'udp:127.0.0.1:0' });
  const { id } = await server.create();
  const ears = createEars<string>();
  await using phone = await peer((it) => {
    if (it.request.method === 'MESSAGE') ears.hear(it.request.body.toString());
    it.reply({ status: it.request.method === 'MESSAGE' ? 200 : 488 });
  });
  const asked = await server.ask('POST', `/api/sessions/${id}/invites`, {
    body: { sip: `sip:bob@127.0.0.1:${phone.port}` },
    admin: true,
  });
  expect(asked.status).toBe(202);
  expect(await ears.next((it): it is string => it !== '')).toMatch(new RegExp(`/s/${id}\\?key=`));
  const outsider = await server.ask('POST', `/api/sessions/${id}/invites`, {
    body: { sip: `sip:bob@127.0.0.1:${phone.port}` },
  });
  expect(outsider.status).toBe(401);
});

test('through a proxy: registered with credentials, and calls go out by it', async () => {
  const guardian = createGuardian('pbx.example', new Map([['gateway', 'pw']]), Date.now);
  const ears = createEars<Incoming>();
  await using pbx = await peer((it) => {
    const judged = guardian.judge(it.request);
    if ('challenge' in judged) return it.reply({ status: 401, fields: judged.challenge });
    ears.hear(it);
    it.reply({ status: it.request.method === 'REGISTER' ? 200 : 603, fields: [field('expires', 120)] });
  });
  await using server = await startRunning({
    LOCKSTEP_SIP: 'udp:127.0.0.1:0',
    LOCKSTEP_SIP_PROXY: `sip:127.0.0.1:${pbx.port}`,
    LOCKSTEP_SIP_ACCOUNT: 'gateway:pw',
  });
  const of = (method: string) => ears.next((it): it is Incoming => it.request.method === method);
  expect(first((await of('REGISTER')).request.fields, 'contact')).toContain(
    `<sip:gateway@127.0.0.1:${server.sipPort('UDP')}>`,
  );
  const { id } = await server.create();
  await server.ask('POST', `/api/sessions/${id}/invites`, {
    body: { sip: 'sip:bob@nowhere.example' },
    admin: true,
  });
  const { request } = await of('INVITE');
  expect([request.uri, first(request.fields, 'route')]).toEqual([
    'sip:bob@nowhere.example',
    `<sip:127.0.0.1:${pbx.port};lr>`,
  ]);
});

test('a session that is over is 410 by its name, where calls start none', async () => {
  await using server = await startRunning({ LOCKSTEP_SIP: 'udp:127.0.0.1:0' });
  const made = await server.ask('POST', '/api/sessions', {
    body: { url: 'https://shop.example/', sip: 'gone' },
    admin: true,
  });
  await server.ask('DELETE', `/api/sessions/${String(made.json()['id'])}`, { admin: true });
  await using agent = await startAgent('UDP');
  agent.dial(`sip:gone@127.0.0.1:${server.sipPort('UDP')}`, []);
  expect((await agent.next('refused')).status).toBe(410);
});

test('SIP is off unless it is asked for, and a port in use says so at start', async () => {
  await using server = await startRunning();
  expect(server.sipPort('UDP')).toBe(0);
  const { id } = await server.create();
  expect(
    (await server.ask('POST', `/api/sessions/${id}/invites`, { body: { sip: 'sip:a@b' }, admin: true }))
      .status,
  ).toBe(400);
  await using other = await startRunning({ LOCKSTEP_SIP: 'tcp:127.0.0.1:0' });
  await expect(startRunning({ LOCKSTEP_SIP: `tcp:127.0.0.1:${other.sipPort('TCP')}` })).rejects.toThrow(
    /in use/,
  );
  await expect(startRunning({ LOCKSTEP_SIP: 'tls:127.0.0.1:0' })).rejects.toThrow(/LOCKSTEP_SIP_TLS_KEY/);
});
