import { MessageChannel as NodeChannel } from 'node:worker_threads';
import {
  createFramePorts,
  type FrameHost,
  type FramePorts,
  type ShownFrame,
} from '../../../client/shell/frame-ports.ts';
import type { ToFrame } from '../../../protocol/frame-port.ts';
import type { Relayed } from '../../../protocol/wire.ts';

interface FakeWindow {
  parent: FakeWindow;
}
function windowIn(parent?: FakeWindow): FakeWindow {
  const made = { parent: undefined } as unknown as FakeWindow;
  made.parent = parent ?? made;
  return made;
}

interface World {
  readonly ports: FramePorts;
  readonly said: unknown[][];
  readonly shown: ShownFrame[];
  readonly inner: FakeWindow;
  /** Says hello as a frame's script does; gives the frame's end of the line. */
  readonly hello: (part?: {
    key?: string;
    frame?: string;
    page?: string;
    origin?: string;
    source?: FakeWindow;
  }) => Frame;
}
interface Frame {
  readonly got: () => Promise<readonly ToFrame[]>;
  readonly say: (message: unknown) => void;
}

const open: NodeChannel[] = [];
afterEach(() => {
  for (const { port1, port2 } of open.splice(0)) {
    port1.close();
    port2.close();
  }
});

function world(role: 'live' | 'mirror' = 'mirror', connected = true): World {
  const said: unknown[][] = [];
  const top = windowIn();
  const inner = windowIn(top);
  const shown: ShownFrame[] = [
    { window: 'w1', held: false, role, page: 'p1', element: { contentWindow: inner } },
  ];
  let seq = 100;
  const host: FrameHost = {
    key: 'secret',
    isProxied: (origin) => origin.endsWith('.lockstep.localhost'),
    shown: () => shown,
    role: () => ({ controller: false, me: 'guestaaa', colour: '#c2410c', names: false }),
    isOpened: (window) => window === 'w2',
    send: (...it) => {
      said.push(['send', ...it]);
      return connected ? ++seq : null;
    },
    marks: (...it) => said.push(['marks', ...it]),
    gone: () => undefined,
    notice: (...it) => said.push(['notice', ...it]),
  };
  const ports = createFramePorts(host);
  const hello: World['hello'] = ({
    key = 'secret',
    frame = '',
    page = '',
    origin = 'http://a.lockstep.localhost',
    source = inner,
  } = {}) => {
    const channel = new NodeChannel();
    open.push(channel);
    const got: ToFrame[] = [];
    channel.port1.on('message', (it: ToFrame) => got.push(it));
    ports.hear({
      data: { lockstep: 'hello', key, frame, page },
      origin,
      source: source as unknown as MessageEventSource,
      ports: [channel.port2 as unknown as MessagePort],
    });
    return { got: () => settled().then(() => got), say: (message) => channel.port1.postMessage(message) };
  };
  return { ports, said, shown, inner, hello };
}

/** Messages of a port come in tasks of their own: one through another channel comes after them. */
async function settled(): Promise<void> {
  for (let n = 0; n < 3; n++) {
    const channel = new NodeChannel();
    await new Promise((done) => {
      channel.port1.once('message', done);
      channel.port2.postMessage(0);
    });
    channel.port1.close();
  }
}

const dom = (kind: 'snapshot' | 'changes', seq: number, page = 'p1', frame = ''): Relayed => ({
  name: 'dom',
  body: { window: 'w1', frame, page, seq, kind, ops: '[]' },
  from: 'owneraaa',
  seq,
});
const relays = (list: readonly ToFrame[]): readonly number[] =>
  list.flatMap((it) => (it.type === 'relay' ? [it.relayed.seq] : []));

test('a frame of ours that says hello is told its window and role', async () => {
  const frame = world('live').hello();
  expect(await frame.got()).toEqual([
    {
      type: 'init',
      role: 'live',
      window: 'w1',
      controller: false,
      me: 'guestaaa',
      colour: '#c2410c',
      names: false,
      opened: false,
    },
  ]);
});

test.each([
  ['with a wrong key', { key: 'guessed' }],
  ['from an origin that is not proxied', { origin: 'http://lockstep.localhost' }],
  ['from no frame of ours', { source: windowIn() }],
  ['with a path that is none', { frame: '../1' }],
  ['as a nested frame from the window’s own page', { frame: '3' }],
])('a hello %s is not answered', async (_what, part) => {
  expect(await world().hello(part).got()).toEqual([]);
});

test('a nested frame is found however deep it is, and may not pose as the window’s own page', async () => {
  const it = world();
  const deep = windowIn(windowIn(it.inner));
  expect(await it.hello({ source: deep, frame: '3.9' }).got()).toMatchObject([{ type: 'init' }]);
  expect(await it.hello({ source: deep, frame: '' }).got()).toEqual([]);
});

test('a window in a holder is one deeper, and the holder itself speaks for a page without a script of ours', async () => {
  const it = world('live');
  it.shown.splice(0, 1, { ...(it.shown[0] as ShownFrame), held: true });
  expect(await it.hello().got()).toMatchObject([{ type: 'init', window: 'w1' }]);
  const page = windowIn(it.inner);
  expect(await it.hello({ source: page }).got()).toMatchObject([{ type: 'init', window: 'w1' }]);
  expect(await it.hello({ source: windowIn(page) }).got()).toEqual([]);
  expect(await it.hello({ source: windowIn(page), frame: '4' }).got()).toMatchObject([{ type: 'init' }]);
});

test('a page in a holder that is quicker than the server is heard when its window is there', async () => {
  const it = world('live');
  const [frame] = it.shown;
  it.shown.splice(0, 1, { ...(frame as ShownFrame), held: true, window: null });
  const early = it.hello({ source: windowIn(it.inner) });
  it.ports.hearEarly();
  expect(await early.got()).toEqual([]);
  it.shown.splice(0, 1, { ...(frame as ShownFrame), held: true });
  it.ports.hearEarly();
  expect(await early.got()).toMatchObject([{ type: 'init', window: 'w1' }]);
});

test('a holder closes its window, and no other frame does so', () => {
  const it = world('live');
  const say = (source: FakeWindow): void =>
    it.ports.hear({
      data: { lockstep: 'close', key: 'secret' },
      origin: 'http://a.lockstep.localhost',
      source: source as unknown as MessageEventSource,
      ports: [],
    });
  say(it.inner);
  it.shown.splice(0, 1, { ...(it.shown[0] as ShownFrame), held: true });
  say(windowIn(it.inner));
  expect(it.said).toEqual([]);
  say(it.inner);
  expect(it.said).toEqual([['send', 'close', { window: 'w1' }]]);
});

test('a command goes out under the frame’s own window, and its number comes back', async () => {
  const it = world('live');
  const frame = it.hello();
  frame.say({ type: 'command', name: 'scroll', body: { window: 'w9', frame: '', x: 0 }, local: 7 });
  expect(await frame.got()).toContainEqual({ type: 'sent', local: 7, seq: 101 });
  expect(it.said).toContainEqual(['send', 'scroll', { window: 'w1', frame: '', x: 0 }]);
});

test('without a connection no number comes back', async () => {
  const frame = world('live', false).hello();
  frame.say({ type: 'command', name: 'scroll', body: {}, local: 7 });
  expect((await frame.got()).map((it) => it.type)).toEqual(['init']);
});

test.each([
  ['live', 'input'],
  ['live', 'navigate'],
  ['live', 'control.take'],
  ['mirror', 'dom'],
  ['mirror', 'page'],
  ['mirror', 'end'],
  ['mirror', 'no such thing'],
] as const)('a %s frame may not send %s', async (role, name) => {
  const it = world(role);
  const frame = it.hello();
  frame.say({ type: 'command', name, body: {} });
  await frame.got();
  expect(it.said.filter((line) => line[1] === name)).toEqual([]);
});

test('what happened before a mirror came is told from the last snapshot on', async () => {
  const it = world();
  it.ports.relay(dom('snapshot', 1));
  it.ports.relay(dom('changes', 2));
  const frame = it.hello();
  it.ports.relay(dom('changes', 3));
  expect(relays(await frame.got())).toEqual([1, 2, 3]);
  expect(it.said).toEqual([]);
});

test('a mirror without a snapshot asks for one', async () => {
  const it = world();
  const frame = it.hello();
  await frame.got();
  expect(it.said).toEqual([
    ['send', 'resync', { window: 'w1', frame: '', reason: expect.any(String) as string, drift: false }],
  ]);
});

test('what the next page tells waits for the next document', async () => {
  const it = world();
  const old = it.hello();
  it.ports.relay(dom('snapshot', 1));
  it.ports.relay(dom('snapshot', 2, 'p2'));
  it.ports.relay(dom('changes', 3, 'p2'));
  expect(relays(await old.got())).toEqual([1]);
  it.shown[0] = { ...it.shown[0], page: 'p2' } as ShownFrame;
  it.ports.leavePage('w1');
  expect(relays(await it.hello().got())).toEqual([2, 3]);
});

test('relays go to the frame they name; what names no frame goes to all', async () => {
  const it = world();
  const main = it.hello();
  const nested = it.hello({ source: windowIn(it.inner), frame: '3' });
  it.ports.relay({ name: 'input', body: { window: 'w1', frame: '3' }, from: 'x', seq: 1 });
  it.ports.relay({ name: 'unhighlight', body: { window: 'w1', id: null }, from: 'x', seq: 2 });
  expect(relays(await main.got())).toEqual([2]);
  expect(relays(await nested.got())).toEqual([1, 2]);
});

test('the last scroll of each scroller and every highlight wait for a frame that comes late', async () => {
  const it = world();
  const scroll = (node: number, seq: number): Relayed => ({
    name: 'scroll',
    body: { window: 'w1', frame: '', node },
    from: 'x',
    seq,
  });
  it.ports.relay(scroll(0, 1));
  it.ports.relay(scroll(5, 2));
  it.ports.relay(scroll(0, 3));
  it.ports.relay({ name: 'highlight', body: { window: 'w1', frame: '', id: 'a' }, from: 'x', seq: 4 });
  it.ports.relay({ name: 'pointer', body: { window: 'w1', frame: '' }, from: 'x', seq: 5 });
  expect(relays(await it.hello().got())).toEqual([2, 3, 4]);
});

test('a new document of the window ends the lines of all frames in the old one', async () => {
  const it = world();
  const nested = it.hello({ source: windowIn(it.inner), frame: '3' });
  it.hello();
  it.ports.relay({ name: 'unhighlight', body: { window: 'w1', id: null }, from: 'x', seq: 2 });
  expect(relays(await nested.got())).toEqual([]);
});

test('marks are parsed before they are believed', async () => {
  const it = world();
  const frame = it.hello();
  const good = { id: 'a', kind: 'text', colour: '#f5b301', from: '', geometry: [[1, 2, 3, 4]] };
  frame.say({
    type: 'marks',
    marks: [good, { ...good, colour: 'url(//evil)' }, { ...good, geometry: [['1']] }, null],
    frames: { '3': [10, 20], x: [1, 1] },
  });
  await frame.got();
  expect(it.said.filter(([what]) => what === 'marks')).toEqual([
    ['marks', 'w1', '', [good], { '3': [10, 20] }],
  ]);
});

test('clear is done when every frame has cleared, or is gone', async () => {
  const it = world('live');
  const main = it.hello();
  const nested = it.hello({ source: windowIn(it.inner), frame: '3' });
  let isDone = false;
  const cleared = it.ports.clear().then(() => (isDone = true));
  expect((await main.got()).at(-1)).toEqual({ type: 'clear' });
  expect((await nested.got()).at(-1)).toEqual({ type: 'clear' });
  main.say({ type: 'cleared' });
  await settled();
  expect(isDone).toBe(false);
  it.ports.close();
  await cleared;
  expect(isDone).toBe(true);
});

test('notices and leaks come through, nonsense does not', async () => {
  const it = world('live');
  const frame = it.hello();
  frame.say({ type: 'notice', notice: 'secret' });
  frame.say({ type: 'leak', url: 'https://a.example/', kind: 'img' });
  frame.say({ type: 'nonsense' });
  frame.say('text');
  await frame.got();
  expect(it.said).toEqual([
    ['notice', 'secret'],
    ['send', 'leak', { window: 'w1', url: 'https://a.example/', directive: 'img' }],
  ]);
});
