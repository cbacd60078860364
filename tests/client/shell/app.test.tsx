import { act } from 'preact/test-utils';
import { App } from '../../../client/shell/app.tsx';
import type { ShellSocket } from '../../../client/shell/connection.ts';
import { startSession } from '../../../client/shell/session.ts';
import type { SessionState } from '../../../protocol/state.ts';
import type { Welcome } from '../../../protocol/wire.ts';
import { enter, preparePage, show, type Screen } from '../page.ts';
import { guest, observer, owner, sessionOf, welcomeOf, windowOf } from './fake-session.ts';

interface World {
  readonly screen: Screen;
  /** What the shell sent, name and body. */
  readonly sent: [string, unknown][];
  readonly tell: (event: string, it: unknown) => void;
  readonly state: (part: Partial<SessionState>) => void;
  readonly iframe: (window: string) => HTMLIFrameElement;
  readonly close: () => void;
}

let world: World | null = null;
afterEach(() => world?.close());

function start(welcome: Welcome, isCompact = false): World {
  preparePage({ width: 1280, height: 700 }, isCompact);
  const listeners = new Map<string, (it: unknown) => void>();
  const sent: [string, unknown][] = [];
  const socket = {
    connected: true,
    active: true,
    on: (event: string, listener: (it: unknown) => void) => listeners.set(event, listener),
    emit: (_event: string, it: { name: string; body: unknown }) => sent.push([it.name, it.body]),
    disconnect: () => undefined,
  } as unknown as ShellSocket;
  const boot = {
    session: 'abcdefgh',
    base: { protocol: 'http:', host: 'lockstep.localhost:8080' },
    frameKey: 'k',
    joined: true,
  } as const;
  const session = startSession(boot, socket);
  const screen = show(<App session={session} />);
  const tell = (event: string, it: unknown): void => void act(() => listeners.get(event)?.(it));
  tell('welcome', welcome);
  let version = 10;
  world = {
    screen,
    sent,
    tell,
    state: (part) => tell('state', sessionOf({ version: ++version, ...part })),
    iframe: (id) => {
      const found = screen.root.querySelector<HTMLIFrameElement>(`iframe[data-window-id=${id}]`);
      if (found === null) throw new Error(`no iframe of ${id}`);
      return found;
    },
    close: () => session.close(),
  };
  return world;
}

const ownerIn = (state?: SessionState): World => start(welcomeOf(owner.id, state));
const guestIn = (state?: SessionState): World => start(welcomeOf(guest.id, state));
const control = (holder: string | null, queue: readonly string[] = []) => ({
  control: { holder, epoch: 2, since: 2, queue },
});

test('the owner with control sees the names others build on', () => {
  const { screen } = ownerIn();
  expect(screen.get('textbox', 'Address')).toHaveProperty('value', 'https://example.com/');
  for (const name of [
    'Back',
    'Forward',
    'Reload',
    'New window',
    'Give control to Gus',
    'Release control',
    'Highlight',
    'Copy invite link',
    'Leave',
    'End session',
  ]) {
    screen.get('button', name);
  }
  expect(screen.get('tablist', 'Windows').querySelectorAll('[role=tab]')).toHaveLength(1);
  expect(screen.all('status').map((it) => it.textContent)).toEqual(['You have control']);
});

test('a guest without control can ask for it, and nothing else', () => {
  const { screen, sent } = guestIn();
  expect(screen.get('status', 'Olga has control')).toBeTruthy();
  expect(screen.get('button', 'Back')).toHaveProperty('disabled', true);
  expect(screen.get('textbox', 'Address')).toHaveProperty('readOnly', true);
  for (const name of [
    'Take control',
    'Release control',
    'End session',
    'Copy invite link',
    'Give control to Olga',
  ]) {
    expect(screen.has('button', name)).toBe(false);
  }
  screen.click('button', 'Request control');
  expect(sent).toContainEqual(['control.request', {}]);
});

test('who waits sees the place in the queue and can stop waiting', () => {
  const { screen, sent, state } = guestIn();
  state(control(owner.id, [guest.id]));
  screen.click('button', 'Waiting: you are next');
  expect(sent).toContainEqual(['control.cancel', {}]);
});

test('an owner without control can ask for it, or take it', () => {
  const { screen, sent } = ownerIn(sessionOf(control(guest.id)));
  expect(screen.has('button', 'Request control')).toBe(true);
  screen.click('button', 'Take control');
  expect(sent).toContainEqual(['control.take', {}]);
});

test('a request is answered where it appears', () => {
  const { screen, sent, state } = ownerIn();
  state(control(owner.id, [guest.id]));
  screen.click('button', 'Not now');
  expect(sent).toContainEqual(['control.deny', { participant: guest.id }]);
  screen.click('button', 'Give control to Gus');
  expect(sent).toContainEqual(['control.grant', { participant: guest.id }]);
});

test('an observer gets no tools for drawing and cannot ask for control', () => {
  const { screen } = start(welcomeOf(observer.id, sessionOf({ participants: [owner, observer] })));
  for (const name of ['Highlight', 'Pointer', 'Request control'])
    expect(screen.has('button', name)).toBe(false);
});

test('an iframe says its window and role, and cannot replace the shell', () => {
  const live = ownerIn().iframe('w1');
  expect(live.dataset).toMatchObject({ windowId: 'w1', role: 'live' });
  expect(live.getAttribute('src')).toBe('http://abcdefgh-s-example-com.lockstep.localhost:8080/');
  expect(live.getAttribute('sandbox')).toContain('allow-scripts');
  expect(live.getAttribute('sandbox')).not.toContain('top-navigation');
  world?.close();
  expect(guestIn().iframe('w1').dataset).toMatchObject({ windowId: 'w1', role: 'mirror' });
});

test('a page is inert for who has no control, and while a tool is in hand', () => {
  const { iframe, screen, state } = guestIn();
  expect(iframe('w1').hasAttribute('inert')).toBe(true);
  state(control(guest.id));
  expect(iframe('w1').hasAttribute('inert')).toBe(false);
  screen.click('button', 'Pointer');
  expect(iframe('w1').hasAttribute('inert')).toBe(true);
});

test('a press on a page that is not one’s own to act on says who has control', () => {
  const { screen } = guestIn();
  void act(() => screen.root.querySelector<HTMLElement>('.overlay')?.click());
  expect(screen.root.querySelector('.toast')?.textContent).toContain('Olga has control');
  expect(screen.has('button', 'Ask for control')).toBe(true);
});

test('an address typed without a scheme is gone to: by the server where the page runs elsewhere', () => {
  const { screen, sent } = guestIn(sessionOf(control(guest.id)));
  enter(screen.get('textbox', 'Address'), 'example.org/a');
  expect(sent).toContainEqual(['navigate', { window: 'w1', to: { url: 'https://example.org/a' } }]);
});

test('where the page runs here, the shell goes there itself', () => {
  const { screen, sent, iframe } = ownerIn();
  enter(screen.get('textbox', 'Address'), 'http://example.org/');
  expect(iframe('w1').getAttribute('src')).toBe('http://abcdefgh-h-example-org.lockstep.localhost:8080/');
  expect(sent.map(([name]) => name)).not.toContain('navigate');
});

test('a page on its way shows progress and can be stopped, whoever has sent it away', () => {
  const { screen, sent, state } = guestIn();
  expect(screen.has('progressbar', 'The page is loading')).toBe(false);
  state({ ...control(guest.id), windows: [windowOf({ status: 'loading' })] });
  screen.get('progressbar', 'The page is loading');
  screen.click('button', 'Stop');
  expect(sent).toContainEqual(['navigate', { window: 'w1', to: 'stop' }]);
  state(control(guest.id));
  expect(screen.has('progressbar', 'The page is loading')).toBe(false);
});

test('the first page of a window is told of before it comes, and taken back when it is stopped', () => {
  const { screen, sent, state } = ownerIn(
    sessionOf({ windows: [windowOf({ url: 'about:blank', page: '' })] }),
  );
  enter(screen.get('textbox', 'Address'), 'http://example.org/');
  const first = { page: '', url: 'http://example.org/', title: '', icon: '', status: 'loading' } as const;
  expect(sent).toContainEqual(['page', { window: 'w1', ...first }]);
  state({ windows: [windowOf(first)] });
  screen.click('button', 'Stop');
  const none = { ...first, url: 'about:blank', status: 'complete' };
  expect(sent).toContainEqual(['page', { window: 'w1', ...none }]);
});

test('what is no web address is refused in words', () => {
  const { screen, sent } = ownerIn();
  enter(screen.get('textbox', 'Address'), 'javascript:alert(1)');
  expect(screen.all('alert')[0]?.textContent).toContain('Only web addresses');
  expect(sent.map(([name]) => name)).not.toContain('navigate');
});

test('the refusal of an address goes when control does', () => {
  const { screen, state } = ownerIn();
  enter(screen.get('textbox', 'Address'), 'javascript:alert(1)');
  state(control(guest.id));
  expect(screen.all('alert')).toHaveLength(0);
});

test('the address bar says where a page on its way leads, until it is there or given up', () => {
  const { screen, state } = guestIn(sessionOf(control(guest.id)));
  const field = screen.get('textbox', 'Address');
  const was = (field as HTMLInputElement).value;
  enter(field, 'example.org/a');
  expect(field).toHaveProperty('value', 'https://example.org/a');
  state({ ...control(guest.id), windows: [windowOf({ status: 'loading' })] });
  expect(field).toHaveProperty('value', 'https://example.org/a');
  state(control(guest.id));
  expect(field).toHaveProperty('value', was);
});

test('a navigate of the controller is obeyed in the live browser, and only for web URLs', () => {
  const { tell, iframe } = ownerIn(sessionOf(control(guest.id)));
  const relay = (url: string): void =>
    tell('relay', { name: 'navigate', body: { window: 'w1', to: { url } }, from: guest.id, seq: 1 });
  relay('javascript:alert(1)');
  expect(iframe('w1').getAttribute('src')).toContain('example-com');
  relay('https://example.net/');
  expect(iframe('w1').getAttribute('src')).toContain('example-net');
});

test('no iframe ever moves in the document, and a spare becomes the window it was opened for', async () => {
  const { screen, state, iframe } = ownerIn();
  const first = iframe('w1');
  const spare = screen.root.querySelector<HTMLIFrameElement>('iframe[name="ls-spare-0"]');
  const removed: Node[] = [];
  const observed = new MutationObserver((records) =>
    removed.push(...records.flatMap((it) => [...it.removedNodes])),
  );
  observed.observe(screen.root, { childList: true, subtree: true });
  const popup = windowOf({ id: 'w2', spare: 'ls-spare-0', page: '', url: 'https://example.com/popup' });
  state({ windows: [windowOf({ focused: false }), popup] });
  state({ windows: [windowOf({ focused: false }), popup, windowOf({ id: 'w3' })] });
  expect(iframe('w2')).toBe(spare);
  expect(spare?.name).toBe('');
  expect(screen.root.querySelector('iframe[name="ls-spare-1"]')).not.toBeNull();
  state({ windows: [popup, windowOf({ id: 'w3' })] });
  await Promise.resolve();
  observed.disconnect();
  const frames = removed.flatMap((it) => (it instanceof Element ? [...it.querySelectorAll('iframe')] : []));
  expect(frames).toEqual([first]);
});

test('a live page leads a window it opened elsewhere without opening another', () => {
  const { screen, state, sent, iframe } = ownerIn();
  state({
    windows: [
      windowOf(),
      windowOf({ id: 'w2', spare: 'ls-spare-0', page: '', url: 'about:blank', focused: false }),
    ],
  });
  const source = iframe('w1').contentWindow;
  const heard: ((event: MessageEvent) => void)[] = [];
  const port = {
    postMessage: () => undefined,
    close: () => undefined,
    set onmessage(it: (event: MessageEvent) => void) {
      heard.push(it);
    },
  };
  const hello = new MessageEvent('message', {
    data: { lockstep: 'hello', key: 'k', frame: '', page: 'p1' },
    origin: 'http://abcdefgh-s-example-com.lockstep.localhost:8080',
    source,
  });
  Object.defineProperty(hello, 'ports', { value: [port] });
  void act(() => void window.dispatchEvent(hello));
  const data = {
    type: 'command',
    name: 'open',
    body: { url: 'https://example.com/later', opener: null, spare: 'ls-spare-0' },
  };
  void act(() => heard[0]?.(new MessageEvent('message', { data })));
  expect(iframe('w2').getAttribute('src')).toContain('/later');
  expect(sent.map(([name]) => name)).not.toContain('open');
  expect(screen.all('tab')).toHaveLength(2);
});

test('who has control decides the layout size', () => {
  jest.useFakeTimers();
  try {
    const { sent } = ownerIn();
    void act(() => jest.advanceTimersByTime(1_000));
    expect(sent).toContainEqual(['resize', { window: 'w1', width: 1280, height: 700 }]);
    world?.close();
    const other = guestIn();
    void act(() => jest.advanceTimersByTime(1_000));
    expect(other.sent.map(([name]) => name)).not.toContain('resize');
  } finally {
    jest.useRealTimers();
  }
});

test('tabs: who has control brings windows to the front, opens and closes them', () => {
  const { screen, sent, state } = ownerIn();
  state({ windows: [windowOf(), windowOf({ id: 'w2', title: 'Other', focused: false })] });
  expect(screen.get('tab', 'Example').getAttribute('aria-selected')).toBe('true');
  screen.click('tab', 'Other');
  screen.click('button', 'Close Other');
  screen.click('button', 'New window');
  expect(sent.slice(-3)).toEqual([
    ['focus', { window: 'w2' }],
    ['close', { window: 'w2' }],
    ['open', { url: 'about:blank', opener: null, spare: null }],
  ]);
});

test('chat: what is sent and what is heard, as text', () => {
  const { screen, sent, tell } = guestIn();
  tell('chat', { from: owner.id, name: 'Olga', text: '<b>hi</b>', at: 1 });
  screen.click('button', 'Chat, 1 unread');
  expect(screen.get('log', 'Chat').textContent).toContain('<b>hi</b>');
  const field = screen.get('textbox', 'Message');
  enter(field, ' hello ');
  expect(sent).toContainEqual(['chat', { text: 'hello' }]);
  expect(field).toHaveProperty('value', '');
});

test('the session ends only after a question', () => {
  const { screen, sent } = ownerIn();
  screen.click('button', 'End session');
  expect(sent.map(([name]) => name)).not.toContain('end');
  const dialog = screen.get('dialog', 'End the session for everybody?');
  void act(() =>
    [...dialog.querySelectorAll('button')].find((it) => it.textContent === 'End session')?.click(),
  );
  expect(sent).toContainEqual(['end', {}]);
});

test.each([
  ['ended', 'The session has ended'],
  ['left', 'You have left the session'],
  ['removed', 'You were removed from the session'],
  ['superseded', 'Open somewhere else'],
  ['unknown-session', 'There is no such session'],
] as const)('when it is over (%s), the shell says why', async (reason, title) => {
  const { screen, tell } = guestIn();
  tell('ended', { reason, sites: [] });
  await act(async () => {
    for (let n = 0; n < 10; n++) await Promise.resolve();
  });
  expect(screen.root.querySelector('h1')?.textContent).toBe(title);
  expect(screen.root.querySelector('iframe')).toBeNull();
});

test('a lost connection is shown, and a command meanwhile is not sent later', () => {
  const { screen, tell } = guestIn();
  tell('disconnect', undefined);
  expect(screen.all('alert')[0]?.textContent).toContain('connection is lost');
  tell('welcome', welcomeOf(guest.id));
  expect(screen.all('alert')).toEqual([]);
});

test('an older shell asks to be loaded again', async () => {
  const { screen, tell } = guestIn();
  tell('welcome', { ...welcomeOf(guest.id), version: 99 });
  await act(async () => {
    for (let n = 0; n < 10; n++) await Promise.resolve();
  });
  expect(screen.root.querySelector('h1')?.textContent).toBe('Lockstep was updated');
});

test('joins, pages and control are read out politely, and only there', () => {
  const { screen, state } = guestIn();
  state({ ...control(guest.id) });
  expect(screen.root.querySelector('[aria-live=polite]')?.textContent).toBe('You have control.');
});

test('people: everybody with role, and what an owner can do', () => {
  const { screen, sent } = ownerIn();
  screen.click('button', 'People, 2 here');
  expect(screen.root.querySelector('.people')?.textContent).toContain('Olga (you)');
  expect(screen.root.querySelector('.people')?.textContent).toContain('runs the page');
  screen.get('button', 'Give control to Gus');
  screen.click('button', 'Remove Gus');
  const dialog = screen.get('dialog', 'Remove Gus?');
  void act(() => [...dialog.querySelectorAll('button')].find((it) => it.textContent === 'Remove')?.click());
  expect(sent).toContainEqual(['remove', { participant: guest.id }]);
});

test('Highlight is on as soon as its menu opens, and Escape puts it away', () => {
  const { screen } = guestIn();
  screen.click('button', 'Highlight');
  expect(screen.get('button', 'Highlight').getAttribute('aria-pressed')).toBe('true');
  expect(screen.all('menuitemradio').map((it) => it.textContent || it.getAttribute('aria-label'))).toEqual(
    expect.arrayContaining(['Text', 'Element', 'Rectangle', 'Pen', 'Yellow']),
  );
  screen.click('menuitem', 'Done');
  expect(screen.get('button', 'Highlight').getAttribute('aria-pressed')).toBe('false');
});

test('on a phone the owner finds inviting, leaving and ending in one menu', () => {
  const { screen } = start(welcomeOf(owner.id), true);
  screen.click('button', 'Session');
  for (const name of ['Copy invite link', 'QR code', 'Leave', 'End session']) screen.get('menuitem', name);
});
