// Several nodes behind a balancer that knows nothing: whichever is asked, whichever dies, a session is one.
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { SessionState } from '../../protocol/state.ts';
import { verifyJournal } from '../../proxy/session/journal.ts';
import { freePort } from '../support/free-port.ts';
import { hasRedis, startRedis, type RedisServer } from '../support/redis.ts';
import {
  askProgram,
  buildProgram,
  createIn,
  enter,
  journalIn,
  removeProgram,
  startProgram,
  type Entered,
  type Program,
} from './program.ts';

// Each test starts several processes.
jest.setTimeout(120_000);

/** Turn by turn, to those that take the connection. */
interface Balancer {
  readonly port: number;
  readonly to: number[];
  readonly close: () => Promise<void>;
}

async function startBalancer(): Promise<Balancer> {
  const to: number[] = [];
  const open = new Set<Socket>();
  let turn = 0;
  const forward = (socket: Socket, left: number): void => {
    const port = to[turn++ % to.length];
    if (port === undefined || left === 0) return void socket.destroy();
    const peer = connect(port, '127.0.0.1');
    open.add(peer);
    let isConnected = false;
    peer.on('connect', () => {
      isConnected = true;
      socket.pipe(peer).pipe(socket);
    });
    peer.on('error', () => (isConnected ? socket.destroy() : forward(socket, left - 1)));
    peer.on('close', () => open.delete(peer) && isConnected && socket.destroy());
    socket.on('close', () => peer.destroy());
  };
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
    forward(socket, 3);
  });
  const port = await new Promise<number>((done) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : 0);
    }),
  );
  return {
    port,
    to,
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
}

const suite = hasRedis ? describe : describe.skip;

suite(hasRedis ? 'two nodes and a Redis' : 'no redis-server is installed: skipped', () => {
  let folder = '';
  let redis: RedisServer;
  let balancer: Balancer;
  const nodes: Program[] = [];
  const entered: Entered[] = [];

  beforeAll(async () => {
    folder = await buildProgram();
  });
  afterAll(() => removeProgram(folder));
  beforeEach(async () => {
    redis = await startRedis();
    balancer = await startBalancer();
    for (let i = 0; i < 2; i++) await addNode();
  });
  afterEach(async () => {
    for (const { socket } of entered.splice(0)) socket.disconnect();
    await balancer.close();
    for (const node of nodes.splice(0)) await node.kill();
    await redis[Symbol.asyncDispose]();
  });

  async function addNode(): Promise<void> {
    const node = await startProgram(folder, await freePort(), {
      LOCKSTEP_REDIS_URL: redis.url,
      LOCKSTEP_SECRET: 'a secret for tests',
      LOCKSTEP_BASE_URL: `http://lockstep.localhost:${balancer.port}`,
    });
    nodes.push(node);
    balancer.to.push(node.port);
  }
  async function come(address: string, name: string): Promise<Entered> {
    const made = await enter(balancer.port, address, name);
    entered.push(made);
    return made;
  }
  const pass = (from: Entered, to: Entered, epoch: number): void =>
    void from.socket.emit('command', { name: 'control.pass', body: { participant: to.you }, seq: 1, epoch });

  test('whichever node is asked, participants meet, and the API says the same', async () => {
    const { port } = balancer;
    const { id, ownerUrl, inviteUrl } = await createIn(port);
    const all = [await come(ownerUrl, 'Ann'), await come(inviteUrl, 'Bob'), await come(inviteUrl, 'Cem')];
    for (const it of all) await it.state(({ participants }) => participants.length === 3);
    for (let i = 0; i < 4; i++)
      expect(JSON.parse((await askProgram(port, 'GET', `/api/sessions/${id}`)).text)).toMatchObject({
        participants: [{ name: 'Ann' }, { name: 'Bob' }, { name: 'Cem' }],
      });
  });

  test('a node that is killed: everybody is back at the other as who they were, control and journal go on', async () => {
    const { id, ownerUrl, inviteUrl } = await createIn(balancer.port);
    const ann = await come(ownerUrl, 'Ann');
    const bob = await come(inviteUrl, 'Bob');
    const before = await ann.state((it: SessionState) => it.participants.length === 2);
    pass(ann, bob, before.control.epoch);
    const held = await ann.state((it: SessionState) => it.control.holder === bob.you);
    // One of them has it. Whichever it is, killing first the one and then the other kills that, with a new one in between.
    for (const node of [...nodes]) {
      await addNode();
      balancer.to.splice(balancer.to.indexOf(node.port), 1);
      await node.kill();
      // Who was connected through it comes back, be the session there or not: all hear each other again.
      await talk([ann, bob], `after ${node.port}`);
      const { text } = await askProgram(balancer.port, 'GET', `/api/sessions/${id}`);
      expect(JSON.parse(text)).toMatchObject({
        participants: [{ id: ann.you }, { id: bob.you }],
        control: { holder: bob.you, epoch: held.control.epoch },
      });
    }
    const records = await journalIn(balancer.port, id);
    expect(verifyJournal(records)).toBe(true);
    expect(records[0]?.n).toBe(1);
  });

  test('Redis that is away and comes back empty: sessions go on, and new ones are refused until then', async () => {
    const { port } = balancer;
    const { id, ownerUrl } = await createIn(port);
    const ann = await come(ownerUrl, 'Ann');
    await redis.stop();
    await until(
      async () =>
        (await askProgram(port, 'POST', '/api/sessions', { url: 'https://a.example/' })).status === 503,
    );
    await redis.start();
    await until(
      async () =>
        (await askProgram(port, 'POST', '/api/sessions', { url: 'https://a.example/' })).status === 201,
    );
    await until(async () => (await askProgram(port, 'GET', `/api/sessions/${id}`)).status === 200);
    ann.socket.emit('command', { name: 'chat', body: { text: 'still here' }, seq: 9, epoch: null });
    await ann.next('chat');
  });
});

/** Each says something until all have heard it: what is said into a connection that dies is lost. */
async function talk(all: readonly Entered[], text: string): Promise<void> {
  let seq = 1_000;
  for (const from of all) {
    const line = `${text} by ${from.you}`;
    const deaf = new Set(all);
    const stop = all.map((it) => {
      const hear = (said: { readonly text: string }): void => {
        if (said.text === line) deaf.delete(it);
      };
      it.socket.on('chat', hear);
      return () => it.socket.off('chat', hear);
    });
    while (deaf.size > 0) {
      from.socket.emit('command', { name: 'chat', body: { text: line }, seq: seq++, epoch: null });
      await new Promise((done) => setTimeout(done, 300));
    }
    for (const it of stop) it();
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setTimeout(done, 50));
}
