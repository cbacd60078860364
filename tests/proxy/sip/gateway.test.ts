// Calls that are participants: started, joined, steered and ended, over every transport.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Line } from '../../../proxy/sip/body/line.ts';
import { idIn, startRunning, type Running } from '../running.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { startAgent, type Agent } from './agents.ts';

jest.setTimeout(20_000);

const folder = mkdtempSync(join(tmpdir(), 'lockstep-sip-'));
for (const name of ['key', 'cert'] as const) writeFileSync(join(folder, name), selfSigned[name]);
let server: Running;
beforeAll(async () => {
  server = await startRunning({
    LOCKSTEP_SIP: 'udp:127.0.0.1:0,tcp:127.0.0.1:0,tls:127.0.0.1:0,ws',
    LOCKSTEP_SIP_OPEN: 'yes',
    LOCKSTEP_SIP_TLS_KEY: join(folder, 'key'),
    LOCKSTEP_SIP_TLS_CERT: join(folder, 'cert'),
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const address = (transport: 'UDP' | 'TCP' | 'TLS', name: string): string =>
  `sip:${name}@127.0.0.1:${server.sipPort(transport)}${transport === 'UDP' ? '' : `;transport=${transport.toLowerCase()}`}`;
let names = 0;
const freshName = (): string => `room${++names}`;

async function dial(
  agent: Agent,
  name: string,
  transport: 'UDP' | 'TCP' | 'TLS' = 'UDP',
  lines: Line[] = [],
) {
  agent.dial(address(transport, name), lines);
  const { stream } = await agent.next('answered');
  if (stream === null) throw new Error('no stream in the answer');
  return stream;
}
const page = (url: string): Line => ({ name: 'page', win: 'w1', url, title: null });
/** Opens the join link as a browser would; gives its shell's socket. */
async function open(join: string) {
  const url = new URL(join);
  const answer = await server.ask('GET', `${url.pathname}${url.search}`);
  expect(answer.status).toBe(303);
  return server.shell(idIn(new URL(answer.headers.location ?? '', url).href), answer.cookie);
}

test.each(['UDP', 'TCP', 'TLS'] as const)(
  'a call over %s starts a session, and ends with BYE',
  async (transport) => {
    await using agent = await startAgent(transport);
    const name = freshName();
    const stream = await dial(agent, name, transport, [page('https://shop.example/')]);
    expect(stream).toMatchObject({ room: name, setup: 'holdconn' });
    expect(stream.join).toMatch(/^http:\/\/lockstep\.localhost:\d+\/j\/[a-z2-7]{8}\?t=/);
    expect(stream.lines).toContainEqual({ name: 'control', op: 'holder', holder: stream.self });
    expect(stream.lines).toContainEqual(page('https://shop.example/'));
    const id = new URL(stream.join ?? '').pathname.slice(3);
    const during = await server.ask('GET', `/api/sessions/${id}`, { admin: true });
    expect(during.json()).toMatchObject({
      participants: [{ id: stream.self, kind: 'sip', name: 'Alice', role: 'owner', online: true }],
    });
    agent.hangUp();
    for (;;) {
      const after = await server.ask('GET', `/api/sessions/${id}`, { admin: true });
      if ((after.json()['participants'] as unknown[]).length === 0) break;
    }
  },
);

test('a session made by the API is joined by its name or its id; one browser and one call are in it alike', async () => {
  const name = freshName();
  const made = await server.ask('POST', '/api/sessions', {
    body: { url: 'https://shop.example/', sip: name },
    admin: true,
  });
  expect(made.json()).toMatchObject({ sip: name });
  const again = await server.ask('POST', '/api/sessions', {
    body: { url: 'https://shop.example/', sip: name },
    admin: true,
  });
  expect(again.status).toBe(409);
  const owner = await server.join(String(made.json()['ownerUrl']), 'Olga');
  await using agent = await startAgent('UDP');
  const stream = await dial(agent, name);
  expect(stream.lines).toContainEqual({ name: 'control', op: 'holder', holder: owner.you });
  const state = await owner.state(
    (it) => it.participants.length === 2 && it.participants.every((one) => one.online),
  );
  expect(state.participants.map((it) => [it.kind, it.role])).toEqual([
    ['browser', 'owner'],
    ['sip', 'guest'],
  ]);
  await using other = await startAgent('TCP');
  expect((await dial(other, String(made.json()['id']), 'TCP')).room).toBe(name);
});

test('the join link lets one browser in, once, as the caller; its leaving keeps the call, BYE ends both', async () => {
  await using agent = await startAgent('UDP');
  const stream = await dial(agent, freshName(), 'UDP', [page('https://shop.example/')]);
  const shell = await open(stream.join ?? '');
  expect(shell.you).toBe(stream.self);
  const url = new URL(stream.join ?? '');
  expect((await server.ask('GET', `${url.pathname}${url.search}`)).status).toBe(403);
  // Nobody else is there: the caller's browser runs the pages.
  await shell.state((it) => it.live === stream.self);
  shell.socket.disconnect();
  expect(await agent.say([{ name: 'focus', win: 'w1' }])).toBe(200);
  const back = await server.shell(url.pathname.slice(3), shell.cookie);
  agent.hangUp();
  expect(await back.next<{ reason: string }>('ended')).toMatchObject({ reason: 'left' });
});

test('what the call asks for before anybody has a browser, the first browser shows', async () => {
  await using agent = await startAgent('UDP');
  const stream = await dial(agent, freshName());
  expect(await agent.say([page('https://later.example/a?b=1')])).toBe(200);
  const shell = await open(stream.join ?? '');
  expect(shell.welcome.state.windows[0]?.url).toBe('https://later.example/a?b=1');
});

test('every command of the call reaches the browsers', async () => {
  await using agent = await startAgent('UDP');
  const stream = await dial(agent, freshName(), 'UDP', [page('https://shop.example/')]);
  const shell = await open(stream.join ?? '');
  await shell.state((it) => it.live === stream.self);
  const all: Line[] = [
    page('https://shop.example/cart?item=42'),
    { name: 'scroll', win: 'w1', node: '#main>ul>li:nth-child(3)', fx: 0, fy: 0.25 },
    { name: 'highlight', win: 'w1', node: '#price', range: { start: 0, end: 5 }, clear: false },
    { name: 'resize', win: 'w1', w: 1024, h: 700 },
    { name: 'window', win: 'w2', action: 'open', url: 'https://shop.example/two', opener: 'w1' },
    { name: 'focus', win: 'w1' },
  ];
  expect(await agent.say(all)).toBe(200);
  expect(await shell.relayed('navigate')).toMatchObject({
    body: { window: 'w1', to: { url: 'https://shop.example/cart?item=42' } },
  });
  expect(await shell.relayed('scroll')).toMatchObject({
    body: { place: { selector: '#main>ul>li:nth-child(3)', x: 0, y: 0.25 } },
  });
  expect(await shell.relayed('highlight')).toMatchObject({
    body: { shape: { kind: 'named', selector: '#price', range: { start: 0, end: 5 } } },
  });
  const state = await shell.state((it) => it.windows.length === 2 && it.windows[0]?.focused === true);
  expect(state.windows[0]).toMatchObject({ width: 1024, height: 700 });
  expect(state.windows[1]).toMatchObject({ id: 'w2', url: 'https://shop.example/two', opener: 'w1' });
  expect(
    await agent.say([
      { name: 'highlight', win: 'w1', node: null, range: null, clear: true },
      { name: 'window', win: 'w2', action: 'close', url: null, opener: null },
    ]),
  ).toBe(200);
  await shell.relayed('unhighlight');
  await shell.state((it) => it.windows.length === 1);
  expect(await agent.say([{ name: 'terminate', reason: 'done' }])).toBe(200);
  expect(await shell.next<{ reason: string }>('ended')).toMatchObject({ reason: 'ended' });
  expect(await agent.line('terminate')).toEqual({ name: 'terminate', reason: 'ended' });
  await agent.next('ended');
});

test('control: a browser asks, the call grants, the browser acts and the call hears of it, the call takes back', async () => {
  await using agent = await startAgent('UDP');
  const stream = await dial(agent, freshName(), 'UDP', [page('https://shop.example/')]);
  const own = await open(stream.join ?? '');
  const invite = own.welcome.inviteUrl ?? '';
  const guest = await server.join(invite, 'Gus');
  guest.send('control.request', {});
  expect(await agent.line('control', (it) => it.op === 'request')).toMatchObject({ from: guest.you });
  expect(await agent.say([{ name: 'control', op: 'grant', to: guest.you, from: null }])).toBe(200);
  expect(await agent.line('control', (it) => it.op === 'holder' && it.holder === guest.you)).toBeTruthy();
  const held = await guest.state((it) => it.control.holder === guest.you);
  guest.send(
    'scroll',
    {
      window: 'w1',
      frame: '',
      node: 0,
      anchor: { node: 5, x: 0, y: 0.5 },
      place: { selector: '#p5', x: 0, y: 0.5 },
      x: 0,
      y: 0.3,
      after: null,
    },
    held.control.epoch,
  );
  expect(await agent.line('scroll')).toEqual({ name: 'scroll', win: 'w1', node: '#p5', fx: 0, fy: 0.5 });
  guest.send('open', { url: 'https://shop.example/new', opener: 'w1', spare: null }, held.control.epoch);
  expect(await agent.line('window')).toMatchObject({
    win: 'w2',
    action: 'open',
    url: 'https://shop.example/new',
  });
  expect(await agent.line('focus')).toEqual({ name: 'focus', win: 'w2' });
  guest.send('resize', { window: 'w1', width: 900, height: 600 }, held.control.epoch);
  expect(await agent.line('resize', (it) => it.win === 'w1')).toMatchObject({ w: 900, h: 600 });
  // The call has no control: nothing of what it says is done, though a part of it might be.
  expect(
    await agent.say([
      { name: 'highlight', win: 'w1', node: '#x', range: null, clear: false },
      { name: 'focus', win: 'w1' },
    ]),
  ).toBe(403);
  expect(guest.heard.filter((it) => JSON.stringify(it).includes('#x'))).toEqual([]);
  expect(await agent.say([{ name: 'control', op: 'revoke', to: null, from: null }])).toBe(200);
  await guest.state((it) => it.control.holder === stream.self);
  expect(await agent.say([{ name: 'focus', win: 'w1' }])).toBe(200);
  guest.send('chat', { text: 'bye' });
});

test('the window ids are the session’s: a proposed one that is taken is answered with the right one', async () => {
  await using agent = await startAgent('UDP');
  await dial(agent, freshName());
  expect(
    await agent.say([{ name: 'window', win: 'w9', action: 'open', url: 'https://a.example/', opener: null }]),
  ).toBe(200);
  expect(await agent.line('window')).toEqual({
    name: 'window',
    win: 'w2',
    action: 'open',
    url: 'https://a.example/',
    opener: null,
  });
});

test('a viewer in a call may not steer, grant or end; its request is told to the call that has control', async () => {
  const name = freshName();
  await using agent = await startAgent('UDP');
  await using viewer = await startAgent('TCP', { from: '<sip:bob@pbx.example>' });
  await dial(agent, name);
  const { self } = await dial(viewer, name, 'TCP');
  expect(await viewer.say([{ name: 'focus', win: 'w1' }])).toBe(403);
  expect(await viewer.say([{ name: 'terminate', reason: null }])).toBe(403);
  expect(await viewer.say([{ name: 'control', op: 'grant', to: self ?? '', from: null }])).toBe(403);
  expect(await viewer.say([{ name: 'control', op: 'request', to: null, from: null }])).toBe(200);
  expect(await agent.line('control', (it) => it.op === 'request')).toMatchObject({ from: self });
  expect(await agent.say([{ name: 'control', op: 'deny', to: self ?? '', from: null }])).toBe(200);
  expect(await viewer.line('control', (it) => it.op === 'deny')).toMatchObject({ to: self });
  expect(await agent.say([{ name: 'control', op: 'transfer', to: self ?? '', from: null }])).toBe(200);
  await viewer.line('control', (it) => it.op === 'holder' && it.holder === self);
  expect(await viewer.say([{ name: 'control', op: 'release', to: null, from: null }])).toBe(200);
  expect(await agent.line('control', (it) => it.op === 'release')).toBeTruthy();
});

test('whoever has control in a call may end the session for all, owner or not', async () => {
  const name = freshName();
  await using agent = await startAgent('UDP');
  await using guest = await startAgent('TCP', { from: '<sip:bob@pbx.example>' });
  await dial(agent, name);
  const { self } = await dial(guest, name, 'TCP');
  expect(await agent.say([{ name: 'control', op: 'transfer', to: self ?? '', from: null }])).toBe(200);
  await guest.line('control', (it) => it.op === 'holder' && it.holder === self);
  expect(await guest.say([{ name: 'terminate', reason: 'done' }])).toBe(200);
  expect(await agent.line('terminate')).toMatchObject({ name: 'terminate' });
});

test('a repeated or lower seq is answered 200 and not done again', async () => {
  await using agent = await startAgent('UDP');
  const { join } = await dial(agent, freshName());
  const shell = await open(join ?? '');
  const open2: Line = { name: 'window', win: 'w2', action: 'open', url: 'https://a.example/', opener: null };
  expect(await agent.say([open2], 7)).toBe(200);
  expect(await agent.say([open2], 7)).toBe(200);
  expect(await agent.say([open2], 3)).toBe(200);
  expect(await agent.say([{ name: 'resize', win: 'w1', w: 800, h: 600 }], 8)).toBe(200);
  const state = await shell.state((it) => it.windows[0]?.width === 800);
  expect(state.windows).toHaveLength(2);
});

test('more than 25 messages a second are answered 503, and the call goes on', async () => {
  await using agent = await startAgent('TCP');
  await dial(agent, freshName(), 'TCP');
  const statuses = await Promise.all(
    Array.from({ length: 80 }, () => agent.say([{ name: 'focus', win: 'w1' }])),
  );
  expect(statuses.filter((it) => it === 503).length).toBeGreaterThan(10);
  expect(statuses.filter((it) => it === 200).length).toBeGreaterThanOrEqual(50);
});

test('a session calls a user agent, which is then in it; one that does not understand gets the link', async () => {
  const { ownerUrl, id } = await server.create();
  const owner = await server.join(ownerUrl, 'Olga');
  await using agent = await startAgent('UDP', { isCallable: true });
  const port = agent.agent.endpoint.transports.ports[0]?.port ?? 0;
  const invite = (sip: string) =>
    server.ask('POST', `/api/sessions/${id}/invites`, { body: { sip }, admin: true });
  expect((await invite('not sip')).status).toBe(400);
  const asked = await invite(`sip:bob@127.0.0.1:${port}`);
  expect(asked.status).toBe(202);
  const { stream } = await agent.next('answered');
  expect(stream?.self).toBe(asked.json()['participant']);
  await owner.state((it) => it.participants.some((one) => one.kind === 'sip' && one.online));
  owner.send('resize', { window: 'w1', width: 777, height: 555 });
  expect(await agent.line('resize', (it) => it.w === 777)).toBeTruthy();
  // Busy: it is in a call. Nobody else comes, and nothing is sent.
  await invite(`sip:bob@127.0.0.1:${port}`);
  await owner.state((it) => it.participants.length === 2);
  agent.hangUp();
  await owner.state((it) => it.participants.length === 1);
});
