// The session as the shell's parts use it: socket, frames and state bound together.
import type { Body, CommandName } from '../../protocol/commands.ts';
import type { ToFrame } from '../../protocol/frame-port.ts';
import { PROTOCOL_VERSION, type EndReason } from '../../protocol/wire.ts';
import type { Store } from '../ui/store.ts';
import type { ShellBoot } from './boot.ts';
import { connect, type Connection, type Listener, type ShellSocket } from './connection.ts';
import { createCore, elapsed, isLive, isOver, OFFLINE, type Core } from './core.ts';
import type { Marks, MarksEvent } from './drawn-marks.ts';
import { clearSites, forgetCookies } from './farewell.ts';
import { frameHost, tellFrames } from './frame-host.ts';
import { createFramePorts, type FramePorts } from './frame-ports.ts';
import { watchMoves } from './moving.ts';
import { createNavigation, tellHolder, type Destination, type Navigation } from './navigation.ts';
import type { ShellEvent, ShellState } from './shell-state.ts';

export interface Session {
  readonly store: Store<ShellState, ShellEvent>;
  readonly marks: Store<Marks, MarksEvent>;
  readonly proxied: (realUrl: string) => string;
  readonly command: <N extends CommandName>(name: N, body: Body<N>) => void;
  readonly navigate: (window: string, to: Destination) => void;
  /** Takes away all highlights of a window, here and at everybody's. */
  readonly clearHighlights: (window: string) => void;
  readonly gesture: (window: string, gesture: Omit<Extract<ToFrame, { type: 'gesture' }>, 'type'>) => void;
  /** An iframe is in the document (or, with null, no longer). */
  readonly show: (key: string, element: HTMLIFrameElement | null) => void;
  /** Its document is loaded. */
  readonly shown: (key: string) => void;
  /** Leads a window in a holder to a proxied address. */
  readonly lead: (key: string, url: string) => void;
  readonly leave: () => void;
  readonly close: () => void;
}

/** How long frames have for clearing their sites' storage, and the server for saying that one has left. */
const CLEAR_MS = 2_000;
const LEAVE_MS = 2_000;

type End = (reason: EndReason | null, problem: string | null, sites?: readonly string[]) => void;

export function startSession(boot: ShellBoot, socket: ShellSocket): Session {
  const core = createCore(boot, (name, body, epoch) => connection.send(name, body, epoch));
  const ports = createFramePorts(frameHost(core));
  const navigation = createNavigation(core, ports);
  const end = ending(core, ports, () => connection.close());
  const connection: Connection = connect(socket, incoming(core, ports, { navigation, end }));

  const hear = (event: MessageEvent): void => ports.hear(event);
  window.addEventListener('message', hear);
  // Before the frames are told: those of the mirrors are asked what they know while they are there.
  const unwatchMoves = watchMoves(core, ports);
  const unwatch = tellFrames(core, ports);
  return {
    ...actions(core, ports),
    navigate: navigation.navigate,
    leave: () => {
      core.send('leave', {});
      void elapsed(LEAVE_MS).then(() => end('left', null));
    },
    close: () => {
      unwatchMoves();
      unwatch();
      window.removeEventListener('message', hear);
      ports.close();
      connection.close();
    },
  };
}

function ending({ boot, store, elements }: Core, ports: FramePorts, disconnect: () => void): End {
  return (reason, problem, sites = []) => {
    if (isOver(store.get())) return;
    store.send({ type: 'ending', reason, problem });
    disconnect();
    // The session goes on, in another shell of this very browser perhaps: what is stored is not ours to clear.
    const isMoved = reason === 'superseded' || reason === 'version' || reason === null;
    const cleared = isMoved ? Promise.resolve() : Promise.all([ports.clear(), forgetCookies(boot)]);
    void Promise.race([cleared, elapsed(CLEAR_MS)])
      .then(() => {
        ports.close();
        // What still runs would store anew.
        for (const frame of elements.values()) frame.remove();
        return Promise.race([clearSites(sites), elapsed(CLEAR_MS)]);
      })
      .then(() => store.send({ type: 'ended' }));
  };
}

interface Consequences {
  readonly navigation: Navigation;
  readonly end: End;
}

function incoming(
  { store, registry, told, send }: Core,
  ports: FramePorts,
  { navigation, end }: Consequences,
): Listener {
  return {
    welcome: (welcome) => {
      if (welcome.version !== PROTOCOL_VERSION) return end('version', null);
      const isBack = store.get().session !== null;
      registry.learn(welcome.hashed);
      store.send({ type: 'welcome', welcome });
      // What was taken away while the connection was lost.
      for (const { id } of welcome.state.windows)
        ports.relay({ name: 'unhighlight', body: { window: id, id: null }, from: '', seq: 0 });
      for (const relayed of welcome.remembered) ports.relay(relayed);
      if (!isBack) return;
      if (isLive(store.get())) for (const page of told.unknownTo(welcome.state)) send('page', page);
      ports.resync();
    },
    state: (state) => store.send({ type: 'state', state }),
    relay: (relayed) => (relayed.name === 'navigate' ? navigation.obey(relayed) : ports.relay(relayed)),
    chat: (line) => store.send({ type: 'chat', line }),
    refused: (refusal) => store.send({ type: 'refused', refusal }),
    ended: ({ reason, sites }) => end(reason, null, sites),
    offline: () => store.send({ type: 'offline' }),
    rejected: (message) => end(null, message),
    lag: (lag) => store.send({ type: 'lag', lag }),
  };
}

function actions(core: Core, ports: FramePorts): Omit<Session, 'navigate' | 'leave' | 'close'> {
  const { store, marks, addresses, elements, send } = core;
  return {
    store,
    marks,
    proxied: (url) => addresses.proxied(url),
    command: (name, body) => {
      if (send(name, body) === null) core.warn(OFFLINE);
    },
    clearHighlights: (window) => {
      const body = { window, id: null };
      const seq = send('unhighlight', body);
      // It goes to the others only; this is how our own frames hear of it.
      if (seq !== null) ports.relay({ name: 'unhighlight', body, from: store.get().you, seq });
    },
    gesture: (window, gesture) => void ports.tell(window, '', { type: 'gesture', ...gesture }),
    show: (key, element) => {
      if (element === null) elements.delete(key);
      else elements.set(key, element);
    },
    shown: (key) => store.send({ type: 'ready', key }),
    lead: (key, url) => tellHolder(core, key, { lockstep: 'go', url }),
  };
}
