// The session as the shell's parts use it: socket, frames and state bound together.
import { addressBook } from '../../protocol/address.ts';
import type { Body, CommandName } from '../../protocol/commands.ts';
import type { ToFrame } from '../../protocol/frame-port.ts';
import { PROTOCOL_VERSION, type EndReason, type Relayed } from '../../protocol/wire.ts';
import { createStore, type Store } from '../ui/store.ts';
import type { ShellBoot } from './boot.ts';
import { connect, type Connection, type ShellSocket } from './connection.ts';
import { reduceMarks, type Marks, type MarksEvent } from './drawn-marks.ts';
import { forgetCookies } from './farewell.ts';
import { createFramePorts, type FramePorts, type ShownFrame } from './frame-ports.ts';
import { isFields } from './frame-message.ts';
import { originRegistry } from './hashed-origins.ts';
import type { Slot } from './placement.ts';
import { personOf } from './session-view.ts';
import { toldPages } from './told-pages.ts';
import { firstState, reduce, type ShellEvent, type ShellState } from './shell-state.ts';

export interface Session {
  readonly store: Store<ShellState, ShellEvent>;
  readonly marks: Store<Marks, MarksEvent>;
  readonly proxied: (realUrl: string) => string;
  readonly command: <N extends CommandName>(name: N, body: Body<N>) => void;
  readonly navigate: (window: string, to: Body<'navigate'>['to']) => void;
  /** Takes away all highlights of a window, here and at everybody's. */
  readonly clearHighlights: (window: string) => void;
  readonly gesture: (window: string, gesture: Omit<Extract<ToFrame, { type: 'gesture' }>, 'type'>) => void;
  /** An iframe is in the document (or, with null, no longer). */
  readonly show: (key: string, element: HTMLIFrameElement | null) => void;
  readonly leave: () => void;
  readonly close: () => void;
}

/** How long frames have for clearing their sites' storage, and the server for saying that one has left. */
const CLEAR_MS = 2_000;
const LEAVE_MS = 2_000;

export function startSession(boot: ShellBoot, socket: ShellSocket): Session {
  const store = createStore(firstState, reduce);
  const marks = createStore<Marks, MarksEvent>({}, reduceMarks);
  const elements = new Map<string, HTMLIFrameElement>();
  const registry = originRegistry();
  const addresses = addressBook(boot.base, boot.session, registry.hashed, registry.add);
  const epoch = (): number => store.get().session?.control.epoch ?? 0;
  const told = toldPages();
  const send = (name: CommandName, body: unknown): number | null => {
    if (name === 'page') told.note(body);
    return connection.send(name, body, epoch());
  };

  const ports = createFramePorts({
    key: boot.frameKey,
    isProxied: (origin) => addresses.isProxied(`${origin}/`),
    shown: () => shownFrames(store.get().placement.slots, elements),
    role: () => roleOf(store.get()),
    send: (name, body) => (leadsOpened(store, name, body) ? null : send(name, body)),
    marks: (window, frame, said, frames) =>
      marks.send({ type: 'marks', window, frame, said: { marks: said, frames } }),
    gone: (window, frame) => marks.send({ type: 'gone', window, frame }),
    leaving: (window) => store.send({ type: 'leaving', window }),
    leak: () => undefined,
    notice: () => store.send({ type: 'toast', tone: 'warning', offer: null, text: SECRET }),
  });

  const end = (reason: EndReason | null, problem: string | null): void => {
    if (isOver(store)) return;
    store.send({ type: 'ending', reason, problem });
    connection.close();
    // The session goes on, in another shell of this very browser perhaps: what is stored is not ours to clear.
    const isMoved = reason === 'superseded' || reason === 'version' || reason === null;
    const cleared = isMoved ? Promise.resolve() : Promise.all([ports.clear(), forgetCookies(boot)]);
    void Promise.race([cleared, elapsed(CLEAR_MS)]).then(() => {
      ports.close();
      store.send({ type: 'ended' });
    });
  };

  const connection: Connection = connect(socket, {
    welcome: (welcome) => {
      if (welcome.version !== PROTOCOL_VERSION) return end('version', null);
      const isBack = store.get().session !== null;
      registry.learn(welcome.hashed);
      store.send({ type: 'welcome', welcome });
      for (const relayed of welcome.remembered) ports.relay(relayed);
      if (!isBack) return;
      if (isLive(store.get())) for (const page of told.unknownTo(welcome.state)) send('page', page);
      else ports.resync();
    },
    state: (state) => store.send({ type: 'state', state }),
    relay: (relayed) => (relayed.name === 'navigate' ? obey(store, ports, relayed) : ports.relay(relayed)),
    chat: (line) => store.send({ type: 'chat', line }),
    refused: (refusal) => store.send({ type: 'refused', refusal }),
    ended: ({ reason }) => end(reason, null),
    offline: () => store.send({ type: 'offline' }),
    rejected: (message) => end(null, message),
    lag: (lag) => store.send({ type: 'lag', lag }),
  });

  const hear = (event: MessageEvent): void => ports.hear(event);
  window.addEventListener('message', hear);
  const unwatch = watchState(store, ports);

  return {
    store,
    marks,
    proxied: (url) => addresses.proxied(url),
    command: (name, body) => {
      if (send(name, body) === null)
        store.send({ type: 'toast', tone: 'warning', offer: null, text: OFFLINE });
    },
    navigate: (window, to) => {
      // Where the page runs here, the shell does by itself what the server would only send back.
      if (isLive(store.get())) go(store, ports, window, to);
      else if (send('navigate', { window, to }) !== null)
        store.send({ type: to === 'stop' ? 'stopped' : 'leaving', window });
    },
    clearHighlights: (window) => {
      const seq = send('unhighlight', { window, id: null });
      // It goes to the others only; this is how our own frames hear of it.
      if (seq !== null)
        ports.relay({ name: 'unhighlight', body: { window, id: null }, from: store.get().you, seq });
    },
    gesture: (window, gesture) => void ports.tell(window, '', { type: 'gesture', ...gesture }),
    show: (key, element) => {
      if (element === null) elements.delete(key);
      else elements.set(key, element);
    },
    leave: () => {
      send('leave', {});
      void elapsed(LEAVE_MS).then(() => end('left', null));
    },
    close: () => {
      unwatch();
      window.removeEventListener('message', hear);
      ports.close();
      connection.close();
    },
  };
}

const SECRET =
  'Passwords, card numbers and codes are typed only in the browser that runs the page. Ask the person there to type it.';
const OFFLINE = 'You are offline. This was not sent.';

const elapsed = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const isLive = ({ session, you }: ShellState): boolean => session !== null && session.live === you;
const isOver = (store: Store<ShellState, ShellEvent>): boolean =>
  ['ending', 'ended'].includes(store.get().phase);

function shownFrames(
  slots: readonly Slot[],
  elements: ReadonlyMap<string, HTMLIFrameElement>,
): readonly ShownFrame[] {
  return slots.flatMap(({ key, window, role, page }) => {
    const element = elements.get(key);
    return element === undefined || window === null ? [] : [{ window, role, page, element }];
  });
}

function roleOf({ session, you, ink }: ShellState): { controller: boolean; me: string; colour: string } {
  const colour = (session === null ? null : personOf(session, you)?.colour) ?? '#1d6fdc';
  return { controller: session?.control.holder === you, me: you, colour: ink ?? colour };
}

/** A live page leads a window it opened elsewhere: it can only ask for it, and names it by the spare it was. */
function leadsOpened(
  store: Store<ShellState, ShellEvent>,
  name: CommandName,
  { spare, url }: Readonly<Record<string, unknown>>,
): boolean {
  if (name !== 'open' || typeof spare !== 'string' || typeof url !== 'string' || !/^https?:\/\//i.test(url))
    return false;
  const window = store.get().placement.slots.find((it) => it.name === spare)?.window ?? null;
  if (window !== null) store.send({ type: 'load', window, url });
  return window !== null;
}

/** A `navigate` from the controller, in the browser that runs the page. */
function obey(store: Store<ShellState, ShellEvent>, ports: FramePorts, { body }: Relayed): void {
  if (!isLive(store.get()) || !isFields(body)) return;
  const { window, to } = body;
  if (typeof window !== 'string') return;
  if (to === 'back' || to === 'forward' || to === 'reload' || to === 'stop') go(store, ports, window, to);
  else if (isFields(to) && typeof to['url'] === 'string' && /^https?:\/\//i.test(to['url']))
    go(store, ports, window, { url: to['url'] });
}

function go(
  store: Store<ShellState, ShellEvent>,
  ports: FramePorts,
  window: string,
  to: Body<'navigate'>['to'],
): void {
  if (typeof to === 'object') return store.send({ type: 'load', window, url: to.url });
  if (to === 'stop') store.send({ type: 'stopped', window });
  if (ports.tell(window, '', { type: 'history', to }) || to !== 'reload') return;
  // No script of ours answers there (the load failed before it began): load it anew from outside.
  const url = store.get().session?.windows.find((it) => it.id === window)?.url;
  if (url !== undefined && url !== 'about:blank') store.send({ type: 'load', window, url });
}

/** Tells the frames what a change of state means for them. */
function watchState(store: Store<ShellState, ShellEvent>, ports: FramePorts): () => void {
  let before = store.get();
  return store.watch(() => {
    const after = store.get();
    const was = before;
    before = after;
    for (const slot of was.placement.slots) {
      if (slot.window === null) continue;
      const now = after.placement.slots.find((it) => it.window === slot.window);
      if (now === undefined) ports.forgetWindow(slot.window);
      else if (now.key !== slot.key || hasLeft(slot, now)) ports.leavePage(slot.window);
    }
    if (JSON.stringify(roleOf(was)) !== JSON.stringify(roleOf(after))) ports.retell();
  });
}

/** A mirror that had a page was sent to another. */
const hasLeft = (was: Slot, now: Slot): boolean =>
  now.role === 'mirror' && was.load > 0 && now.load !== was.load;
