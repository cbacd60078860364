import type { ChatLine, Relayed } from '../../../protocol/wire.ts';
import { startRunning, type Running, type Shell } from '../running.ts';

async function pair(it: Running): Promise<{ id: string; inviteUrl: string; ann: Shell; bob: Shell }> {
  const { id, ownerUrl, inviteUrl } = await it.create();
  const ann = await it.join(ownerUrl, 'Ann');
  const bob = await it.join(inviteUrl, 'Bob');
  await ann.state((state) => state.participants.filter((who) => who.online).length === 2);
  return { id, inviteUrl, ann, bob };
}

/** Gives control to a guest, seen by both. */
async function pass(from: Shell, to: Shell): Promise<void> {
  from.send('control.pass', { participant: to.you });
  for (const shell of [from, to]) await shell.state((state) => state.control.holder === to.you);
}

const inFrame = { window: 'w1', frame: '' };
const anchor = { node: 3, x: 0.5, y: 0.5 };
const bodies = {
  scroll: { ...inFrame, node: 0, anchor, x: 0, y: 0.5, after: null },
  highlight: { ...inFrame, id: 'h1', shape: { kind: 'element', node: 3 }, colour: '#ff0000', lifetime: 0 },
  unhighlight: { window: 'w1', id: 'h1' },
  pointer: { ...inFrame, at: anchor },
  input: { ...inFrame, page: 'p1', act: { kind: 'change', node: 3 } },
  navigate: { window: 'w1', to: { url: 'https://other.example/' } },
  dom: { ...inFrame, page: 'p1', seq: 0, kind: 'snapshot', ops: '[not even JSON' },
  resync: { ...inFrame, reason: 'gap', drift: false },
  page: { window: 'w1', page: 'p1', url: 'https://site.example/a', title: 'A', icon: '', status: 'complete' },
};

test('a welcome says who one is, what stands, and to the owner how to invite', async () => {
  await using it = await startRunning();
  const { inviteUrl, ann, bob } = await pair(it);
  expect(ann.welcome).toMatchObject({ version: 1, inviteUrl, remembered: [], chat: [], hashed: {} });
  expect(ann.welcome.state).toMatchObject({ live: ann.you, control: { holder: ann.you } });
  expect(bob.welcome.inviteUrl).toBeNull();
  expect(bob.welcome.state.participants.map((who) => who.name)).toEqual(['Ann', 'Bob']);
});

test.each(['scroll', 'highlight', 'unhighlight', 'pointer', 'dom'] as const)(
  '%s of the owner reaches the guest, with its sender and number',
  async (name) => {
    await using it = await startRunning();
    const { ann, bob } = await pair(it);
    ann.send(name, bodies[name]);
    expect(await bob.relayed(name)).toEqual({ name, body: bodies[name], from: ann.you, seq: 1 });
  },
);

test.each(['scroll', 'highlight', 'unhighlight', 'pointer', 'input', 'navigate', 'resync'] as const)(
  '%s of a guest with control reaches the owner',
  async (name) => {
    await using it = await startRunning();
    const { ann, bob } = await pair(it);
    await pass(ann, bob);
    bob.send(name, bodies[name]);
    expect(await ann.relayed(name)).toEqual({ name, body: bodies[name], from: bob.you, seq: 1 });
  },
);

test.each(['scroll', 'input', 'navigate', 'control.release'] as const)(
  '%s of a guest without control is refused, and reaches nobody',
  async (name) => {
    await using it = await startRunning();
    const { ann, bob } = await pair(it);
    bob.send(name, name === 'control.release' ? {} : bodies[name]);
    expect(await bob.refused('no-control')).toMatchObject({
      name,
      message: expect.stringMatching(/\.$/) as string,
    });
    bob.send('chat', { text: 'after' });
    await ann.next('chat');
    expect(ann.heard.filter(({ event }) => event === 'relay')).toEqual([]);
  },
);

test('a guest’s pages are nobody’s business', async () => {
  await using it = await startRunning();
  const { ann, bob } = await pair(it);
  await pass(ann, bob);
  for (const name of ['page', 'dom'] as const) {
    bob.send(name, bodies[name]);
    expect((await bob.refused('not-live')).name).toBe(name);
  }
});

test('a command of a former epoch is refused on the wire', async () => {
  await using it = await startRunning();
  const { ann, bob } = await pair(it);
  await pass(ann, bob);
  ann.send('control.take', {});
  await ann.state((state) => state.control.epoch === 3);
  ann.send('navigate', bodies.navigate, 1);
  expect((await ann.refused('stale-epoch')).name).toBe('navigate');
  bob.send('input', bodies.input, 2);
  expect((await bob.refused('no-control')).name).toBe('input');
});

test('state commands change the state for everybody', async () => {
  await using it = await startRunning();
  const { ann, bob } = await pair(it);
  ann.send('page', bodies.page);
  await bob.state(({ windows }) => windows[0]?.page === 'p1' && windows[0].title === 'A');
  ann.send('resize', { window: 'w1', width: 1000, height: 700 });
  await bob.state(({ windows }) => windows[0]?.width === 1000);
  ann.send('open', { url: 'https://site.example/b', opener: 'w1', spare: 'frame1' });
  await bob.state(({ windows }) => windows[1]?.focused === true && windows[1].spare === 'frame1');
  ann.send('focus', { window: 'w1' });
  await bob.state(({ windows }) => windows[0]?.focused === true && windows[1]?.focused === false);
  ann.send('close', { window: 'w2' });
  await bob.state(({ windows }) => windows.length === 1);
  bob.send('rename', { name: 'Robert' });
  await ann.state(({ participants }) => participants[1]?.name === 'Robert');
});

test('a leak is counted and kept in the journal', async () => {
  await using it = await startRunning();
  const { id, ann, bob } = await pair(it);
  ann.send('leak', { window: 'w1', url: 'https://tracker.example/x', directive: 'connect-src' });
  await bob.state(({ leaks }) => leaks === 1);
  bob.send('leak', { window: 'w1', url: 'https://tracker.example/x', directive: 'connect-src' });
  await bob.refused('not-live');
  const journal = await it.ask('GET', `/api/sessions/${id}/journal`, { admin: true });
  expect(journal.text).toContain('"kind":"leaked","window":"w1","url":"https://tracker.example/x"');
});

test('control: asked for, granted, released, taken, cancelled, denied', async () => {
  await using it = await startRunning();
  const { ann, bob } = await pair(it);
  bob.send('control.request', {});
  await ann.state(({ control }) => control.queue[0] === bob.you);
  ann.send('control.grant', { participant: bob.you });
  await bob.state(({ control }) => control.holder === bob.you && control.queue.length === 0);
  bob.send('control.release', {});
  await ann.state(({ control }) => control.holder === null);
  bob.send('control.request', {});
  await bob.state(({ control }) => control.holder === bob.you);
  ann.send('control.take', {});
  await bob.state(({ control }) => control.holder === ann.you);
  bob.send('control.request', {});
  await ann.state(({ control }) => control.queue.length === 1);
  bob.send('control.cancel', {});
  await ann.state(({ control }) => control.queue.length === 0);
  bob.send('control.request', {});
  await ann.state(({ control }) => control.queue.length === 1);
  ann.send('control.deny', { participant: bob.you });
  expect((await bob.refused('not-allowed')).name).toBe('control.request');
});

test('chat reaches everybody, and who comes late', async () => {
  await using it = await startRunning();
  const { inviteUrl, ann, bob } = await pair(it);
  bob.send('chat', { text: 'hello' });
  const line = await ann.next<ChatLine>('chat');
  expect(line).toMatchObject({ from: bob.you, name: 'Bob', text: 'hello' });
  expect(await bob.next('chat')).toEqual(line);
  const cid = await it.join(inviteUrl, 'Cid');
  expect(cid.welcome.chat).toEqual([line]);
});

test('who comes late is told where everything is scrolled to, until the page changes', async () => {
  await using it = await startRunning();
  const { inviteUrl, ann, bob } = await pair(it);
  ann.send('page', bodies.page);
  ann.send('scroll', { ...bodies.scroll, y: 0.1 });
  ann.send('scroll', { ...bodies.scroll, node: 7, y: 0.2 });
  ann.send('scroll', { ...bodies.scroll, y: 0.3 });
  await bob.next<Relayed>('relay', (relayed) => (relayed.body as { y: number }).y === 0.3);
  const cid = await it.join(inviteUrl, 'Cid');
  expect(cid.welcome.remembered.map(({ body }) => body)).toMatchObject([
    { node: 7, y: 0.2 },
    { node: 0, y: 0.3 },
  ]);
  expect(cid.welcome.state.windows[0]?.scroll).toEqual({ x: 0, y: 0.3 });
  ann.send('page', { ...bodies.page, page: 'p2' });
  await bob.state(({ windows }) => windows[0]?.page === 'p2');
  const dan = await it.join(inviteUrl, 'Dan');
  expect(dan.welcome.remembered).toEqual([]);
});

test('a scroll while alone is remembered for the first who comes', async () => {
  await using it = await startRunning();
  const { ownerUrl, inviteUrl } = await it.create();
  const ann = await it.join(ownerUrl, 'Ann');
  ann.send('scroll', bodies.scroll);
  ann.send('chat', { text: 'done' });
  await ann.next('chat');
  const bob = await it.join(inviteUrl, 'Bob');
  expect(bob.welcome.remembered).toEqual([{ name: 'scroll', body: bodies.scroll, from: ann.you, seq: 1 }]);
});

test('who comes late, or again, is told the highlights that stand', async () => {
  await using it = await startRunning();
  const { id, ownerUrl, inviteUrl } = await it.create();
  const ann = await it.join(ownerUrl, 'Ann');
  for (const name of ['h1', 'h2', 'h3']) ann.send('highlight', { ...bodies.highlight, id: name });
  ann.send('unhighlight', { window: 'w1', id: 'h2' });
  ann.send('chat', { text: 'done' });
  await ann.next('chat');
  const bob = await it.join(inviteUrl, 'Bob');
  const standing = ['h1', 'h3'].map((one) => ({ ...bodies.highlight, id: one }));
  expect(bob.welcome.remembered.map(({ body }) => body)).toEqual(standing);
  const again = await it.shell(id, ann.cookie);
  expect(again.welcome.remembered.map(({ body }) => body)).toEqual(standing);
});

test('a snapshot asked for by one mirror reaches all', async () => {
  await using it = await startRunning();
  const { inviteUrl, ann, bob } = await pair(it);
  const cid = await it.join(inviteUrl, 'Cid');
  cid.send('resync', bodies.resync);
  expect((await ann.relayed('resync')).from).toBe(cid.you);
  ann.send('dom', bodies.dom);
  for (const mirror of [bob, cid]) expect((await mirror.relayed('dom')).body).toEqual(bodies.dom);
});

test('where a site may not go, nobody is sent', async () => {
  await using it = await startRunning({ LOCKSTEP_DENY_SITES: '*.denied.example' });
  const { ann, bob } = await pair(it);
  await pass(ann, bob);
  for (const url of ['http://www.denied.example/', 'http://127.0.0.1/', 'http://[::1]/', 'http://0x7f.1/']) {
    bob.send('navigate', { window: 'w1', to: { url } });
    expect((await bob.refused('not-allowed')).name).toBe('navigate');
    bob.send('open', { url, opener: null, spare: null });
    expect((await bob.refused('not-allowed')).name).toBe('open');
  }
  bob.send('navigate', { window: 'w1', to: { url: 'javascript:alert(1)' } });
  expect((await bob.refused('bad-command')).name).toBe('navigate');
  bob.send('open', { url: 'about:blank', opener: null, spare: null });
  await ann.state(({ windows }) => windows[1]?.url === 'about:blank');
});

test('nothing malformed or hostile is relayed, or harms anybody', async () => {
  await using it = await startRunning();
  const { ann, bob } = await pair(it);
  const deep: unknown[] = [];
  let inner = deep;
  for (let i = 0; i < 3_000; i++) inner.push((inner = []));
  const wires: unknown[] = [
    undefined,
    null,
    7,
    'chat',
    [],
    {},
    { name: 'toString', body: {} },
    { name: '__proto__', body: {}, seq: 1, epoch: 1 },
    { name: ['chat'], body: { text: 'x' }, seq: 1, epoch: 1 },
    { name: 'x'.repeat(10_000), body: {}, seq: 1, epoch: 1 },
    { name: 'chat', body: { text: 'x', more: 1 }, seq: 1, epoch: 1 },
    { name: 'chat', body: { text: 'x' }, seq: -1, epoch: 1 },
    { name: 'chat', body: { text: 'x' }, seq: 1.5, epoch: 1 },
    { name: 'chat', body: { text: 'x' }, seq: 1, epoch: '1' },
    { name: 'pointer', body: { ...bodies.pointer, at: { node: 1, x: NaN, y: 0 } }, seq: 1, epoch: 1 },
    { name: 'pointer', body: { ...bodies.pointer, window: 'w9' }, seq: 1, epoch: 1 },
    { name: 'pointer', body: { ...bodies.pointer, window: '__proto__' }, seq: 1, epoch: 1 },
    { name: 'pointer', body: deep, seq: 1, epoch: 1 },
    { name: 'highlight', body: { ...bodies.highlight, colour: 'red;}' }, seq: 1, epoch: 1 },
    { name: 'highlight', body: Buffer.alloc(1_000), seq: 1, epoch: 1 },
    { name: 'control.pass', body: { participant: ann.you }, seq: 1, epoch: 1 },
    { name: 'remove', body: { participant: ann.you }, seq: 1, epoch: 1 },
    { name: 'end', body: {}, seq: 1, epoch: 1 },
  ];
  for (const wire of wires) bob.socket.emit('command', wire);
  bob.socket.emit('command');
  bob.socket.emit('command', {}, {}, () => undefined);
  bob.socket.emit('lag', 'not a function');
  bob.socket.emit('welcome', {});
  bob.socket.emit('unheard-of', { name: 'chat' });
  bob.send('rename', { name: 'Bob again' });
  await ann.state(({ participants }) => participants[1]?.name === 'Bob again');
  expect(ann.heard.filter(({ event }) => event !== 'state' && event !== 'welcome')).toEqual([]);
  const view = await it.ask('GET', `/api/sessions/${ann.welcome.state.id}`, { admin: true });
  expect(view.json()).toMatchObject({ control: { holder: ann.you }, participants: [{}, {}] });
});

test('too large and too fast is refused, once and not for each', async () => {
  await using it = await startRunning();
  const { ann, bob } = await pair(it);
  bob.send('pointer', { ...bodies.pointer, junk: 'x'.repeat(2_000) });
  expect((await bob.refused('too-large')).name).toBe('pointer');
  for (let i = 0; i < 40; i++) bob.send('chat', { text: `line ${i}` });
  bob.send('rename', { name: 'Bob again' });
  await ann.state(({ participants }) => participants[1]?.name === 'Bob again');
  const lines = ann.heard.filter(({ event }) => event === 'chat').length;
  expect(lines).toBeGreaterThanOrEqual(5);
  expect(lines).toBeLessThanOrEqual(7);
  await bob.refused('too-fast');
  expect(bob.heard.filter(({ event }) => event === 'refused').length).toBeLessThanOrEqual(4);
});

test('who floods is let go, and the others do not notice', async () => {
  await using it = await startRunning();
  const { ann, bob } = await pair(it);
  const gone = new Promise((done) => bob.socket.on('disconnect', done));
  for (let i = 0; i < 20_000; i++) bob.socket.emit('noise', i);
  await gone;
  await ann.state(({ participants }) => participants[1]?.online === false);
  ann.send('chat', { text: 'still here' });
  await ann.next('chat');
});

test('who loses the connection comes back as the same participant, with everything', async () => {
  await using it = await startRunning();
  const { id, ann, bob } = await pair(it);
  await pass(ann, bob);
  bob.socket.disconnect();
  await ann.state(({ participants }) => participants[1]?.online === false);
  const back = await it.shell(id, bob.cookie);
  expect(back.you).toBe(bob.you);
  expect(back.welcome.state.control).toMatchObject({ holder: bob.you, epoch: 2 });
  await ann.state(({ participants }) => participants[1]?.online === true);
});

test('after the grace period control and pages go on to the next', async () => {
  await using it = await startRunning({ LOCKSTEP_GRACE: '50ms' });
  const { ann, bob } = await pair(it);
  ann.socket.disconnect();
  await bob.state(({ live, participants }) => live === bob.you && participants.length === 1);
  bob.send('control.request', {});
  await bob.state(({ control }) => control.holder === bob.you);
});

test('a second shell of a participant takes the place of the first', async () => {
  await using it = await startRunning();
  const { id, ann, bob } = await pair(it);
  const second = await it.shell(id, bob.cookie);
  expect(await bob.next('ended')).toEqual({ reason: 'superseded', sites: [] });
  expect(second.you).toBe(bob.you);
  ann.send('highlight', bodies.highlight);
  await second.relayed('highlight');
  expect(bob.heard.some(({ event }) => event === 'relay')).toBe(false);
  expect(ann.heard.some(({ it: told }) => JSON.stringify(told).includes('"online":false'))).toBe(false);
});

test('who leaves and who is removed is out, and their cookies open nothing', async () => {
  await using it = await startRunning();
  const { id, inviteUrl, ann, bob } = await pair(it);
  const cid = await it.join(inviteUrl, 'Cid');
  bob.send('leave', {});
  expect(await bob.next('ended')).toEqual({ reason: 'left', sites: [] });
  ann.send('remove', { participant: cid.you });
  expect(await cid.next('ended')).toEqual({ reason: 'removed', sites: [] });
  await ann.state(({ participants }) => participants.length === 1);
  for (const { cookie } of [bob, cid]) {
    expect((await it.ask('GET', `/api/sessions/${id}`, { headers: { cookie } })).status).toBe(401);
    expect((await it.ask('GET', `/s/${id}`, { headers: { cookie } })).status).toBe(403);
  }
});

test('the end is the end for everybody', async () => {
  await using it = await startRunning();
  const { id, ann, bob } = await pair(it);
  ann.send('end', {});
  for (const shell of [ann, bob]) expect(await shell.next('ended')).toEqual({ reason: 'ended', sites: [] });
  expect((await it.ask('GET', `/api/sessions/${id}`, { admin: true })).status).toBe(404);
});

test('a session nobody comes to expires', async () => {
  await using it = await startRunning({ LOCKSTEP_SESSION_EXPIRY: '50ms', LOCKSTEP_GRACE: '20ms' });
  const { id, ownerUrl } = await it.create();
  const ann = await it.join(ownerUrl, 'Ann');
  ann.socket.disconnect();
  for (;;) if ((await it.ask('GET', `/api/sessions/${id}`, { admin: true })).status === 404) break;
});

test('strangers, wrong origins and other versions do not get in', async () => {
  await using it = await startRunning();
  const { id, ann } = await pair(it);
  const said = (socket: ReturnType<Running['connect']>) =>
    new Promise((done) => {
      socket.on('ended', done);
      socket.on('welcome', () => done('welcome'));
      socket.on('connect_error', () => done('refused'));
    });
  const { cookie } = ann;
  expect(await said(it.connect(id))).toEqual({ reason: 'unknown-session', sites: [] });
  expect(await said(it.connect('abcdefgh', { cookie }))).toEqual({ reason: 'unknown-session', sites: [] });
  expect(await said(it.connect(id, { cookie }, {}))).toEqual({ reason: 'unknown-session', sites: [] });
  expect(await said(it.connect(id, { cookie }, { session: [id] }))).toEqual({
    reason: 'unknown-session',
    sites: [],
  });
  expect(await said(it.connect(id, { cookie }, { session: id, version: 99 }))).toEqual({
    reason: 'version',
    sites: [],
  });
  const site = `http://${id}-s-site-example.${it.base.host}`;
  expect(await said(it.connect(id, { cookie, origin: site }))).toBe('refused');
  expect(await said(it.connect(id, { cookie, 'sec-fetch-site': 'same-site' }))).toBe('refused');
  const poll = await it.ask('GET', '/_lockstep/socket/?EIO=4&transport=polling', {
    headers: { cookie, origin: site },
  });
  expect(poll.status).toBe(403);
  // A cookie of one session opens no other.
  const other = await it.create();
  expect(await said(it.connect(other.id, { cookie }))).toEqual({ reason: 'removed', sites: [] });
});

test('a lag is answered at once', async () => {
  await using it = await startRunning();
  const { ann } = await pair(it);
  await new Promise<void>((done) => ann.socket.emit('lag', () => done()));
});
