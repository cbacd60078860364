// The frames' side of the shell: who said hello, what each may say, and which of them is told what.
import type { CommandName } from '../../protocol/commands.ts';
import type { FromFrame, Mark, Notice, PackedPage, ToFrame } from '../../protocol/frame-port.ts';
import type { Relayed } from '../../protocol/wire.ts';
import { isFields, parseClosed, parseFromFrame, parseHello } from './frame-message.ts';
import { bodyFrom, mayFrameSend } from './frame-policy.ts';
import { findFrame } from './frame-source.ts';
import { elapsed } from './core.ts';
import { createOpenPorts, post, type OpenPorts, type Port } from './open-ports.ts';
import type { PageRole } from './placement.ts';
import { createRelaying } from './relaying.ts';

/** An iframe that shows a window. */
export interface ShownFrame {
  /** Null: it waits to be one. */
  readonly window: string | null;
  /** The window's page stands in a holder there. */
  readonly held: boolean;
  readonly role: PageRole;
  /** The page a mirror was told to show. */
  readonly page: string;
  readonly element: { readonly contentWindow: unknown };
}

/** What the ports need from the rest of the shell. */
export interface FrameHost {
  readonly key: string;
  readonly isProxied: (origin: string) => boolean;
  readonly shown: () => readonly ShownFrame[];
  readonly role: () => {
    readonly controller: boolean;
    readonly me: string;
    readonly colour: string;
    readonly names: boolean;
  };
  /** Whether a page opened the window, not a person. */
  readonly isOpened: (window: string) => boolean;
  /** Sends a command; gives the number it got, or null while there is no connection. */
  readonly send: (name: CommandName, body: Readonly<Record<string, unknown>>) => number | null;
  readonly marks: (
    window: string,
    frame: string,
    marks: readonly Mark[],
    frames: Readonly<Record<string, readonly [number, number]>>,
  ) => void;
  /** A frame's document is gone, with all frames in it. */
  readonly gone: (window: string, frame: string) => void;
  readonly notice: (notice: Notice) => void;
}

type Heard = Pick<MessageEvent, 'data' | 'origin' | 'source' | 'ports'>;

export interface FramePorts {
  /** A `message` event of the shell's window. */
  readonly hear: (event: Heard) => void;
  readonly relay: (relayed: Relayed) => void;
  /** False: no script of ours answers there. */
  readonly tell: (window: string, frame: string, message: ToFrame) => boolean;
  /** Windows came: what was heard from their frames before counts now. */
  readonly hearEarly: () => void;
  /** Role, control or colour changed. */
  readonly retell: () => void;
  readonly forgetWindow: (window: string) => void;
  /** The window's frame is on its way to another page. */
  readonly leavePage: (window: string) => void;
  /** Has everything told anew, here or by the live browser: the connection was lost, and with it perhaps changes. */
  readonly resync: () => void;
  /** Has the frames pack up; gives what they had to say, window by window. */
  readonly pack: () => Promise<PackedWindows>;
  /** What was packed, for the frames that are to be brought to it. */
  readonly unpackIn: (packed: PackedWindows) => void;
  /** Clears the sites' storage; done when every frame has said so, or is gone. */
  readonly clear: () => Promise<void>;
  readonly close: () => void;
}

export type PackedWindows = ReadonlyMap<string, readonly PackedPage[]>;

/** The server goes on without by itself, a little later (proxy/session/live.ts). */
const PACK_MS = 2_000;
/** Of what was heard before its time. */
const MAX_EARLY = 32;
const LOST = 'the connection was lost';

export function createFramePorts(host: FrameHost): FramePorts {
  const ports = createOpenPorts();
  const relaying = createRelaying(ports);
  const drop = (window: string, frame: string): void => {
    ports.drop(window, frame);
    host.gone(window, frame);
  };
  const roleMessage = (type: 'init' | 'role', port: Port): ToFrame => ({
    type,
    role: port.role,
    window: port.window,
    opened: host.isOpened(port.window),
    ...host.role(),
  });
  const resync = ({ window, frame, role }: Port, reason: string): void => {
    if (role === 'mirror') host.send('resync', { window, frame, reason, drift: false });
  };
  let early: Heard[] = [];
  let packed: PackedWindows = new Map();
  const hear = (event: Heard): void => {
    const from = framed(event, host);
    if (from === null) return;
    if (from.frame.window === null) {
      // A page in a holder may be quicker than the server, which has yet to say that it is a window.
      if (from.frame.held) early = [...early, event].slice(-MAX_EARLY);
      return;
    }
    if (parseClosed(event.data)) {
      if (from.frame.held && from.depth === 0) host.send('close', { window: from.frame.window });
      return;
    }
    const port = accept(event, from.frame.window, from);
    if (port === null) return;
    drop(port.window, port.frame);
    ports.add(port);
    port.channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (ports.has(port)) obey(host, port, parseFromFrame(data));
    };
    post(port, roleMessage('init', port));
    const pages = port.role === 'live' ? packed.get(port.window) : undefined;
    if (pages !== undefined) post(port, { type: 'unpack', pages });
    if (!relaying.catchUp(port)) resync(port, 'no snapshot yet');
  };
  return {
    hear,
    hearEarly: () => {
      const waiting = early;
      early = [];
      waiting.forEach(hear);
    },
    relay: relaying.relay,
    tell: (window, frame, message) => {
      const port = ports.find(window, frame);
      if (port !== undefined) post(port, message);
      return port !== undefined;
    },
    retell: () => ports.all().forEach((port) => post(port, roleMessage('role', port))),
    forgetWindow: (window) => {
      drop(window, '');
      relaying.forgetWindow(window);
    },
    leavePage: (window) => {
      drop(window, '');
      relaying.leavePage(window);
    },
    resync: () =>
      ports.all().forEach((port) => {
        const { window, frame, role } = port;
        const body = { window, frame, reason: LOST, drift: false };
        if (role === 'mirror') resync(port, LOST);
        else post(port, { type: 'relay', relayed: { name: 'resync', body, from: '', seq: 0 } });
      }),
    pack: () => packAll(ports),
    unpackIn: (it) => {
      packed = it;
      for (const port of ports.all()) {
        const pages = port.role === 'live' ? packed.get(port.window) : undefined;
        if (pages !== undefined) post(port, { type: 'unpack', pages });
      }
    },
    clear: () => clearAll(ports),
    close: () => ports.all().forEach((port) => drop(port.window, port.frame)),
  };
}

type Found = NonNullable<ReturnType<typeof findFrame<ShownFrame>>>;

/** What is to be believed: from a page of this session, with our key, in one of our iframes. */
function framed({ data, origin, source }: Heard, host: FrameHost): Found | null {
  return isFields(data) && data['key'] === host.key && host.isProxied(origin)
    ? findFrame(source, host.shown())
    : null;
}

function accept({ data, ports: [channel] }: Heard, window: string, { frame, depth }: Found): Port | null {
  const hello = parseHello(data);
  if (hello === null || channel === undefined) return null;
  // Only the window's own page may speak as that, and it as nothing else; a holder speaks for one that has no script of ours.
  const isMain = depth === 0 || (frame.held && depth === 1);
  if (isMain !== (hello.frame === '')) return null;
  const { role, page } = frame;
  return {
    window,
    frame: hello.frame,
    role,
    page,
    channel,
    onCleared: () => undefined,
    onPacked: () => undefined,
  };
}

function obey(host: FrameHost, port: Port, said: FromFrame | null): void {
  switch (said?.type) {
    case 'command':
      return pass(host, port, said);
    case 'marks':
      return host.marks(port.window, port.frame, said.marks, said.frames);
    case 'notice':
      return host.notice(said.notice);
    case 'cleared':
      return port.onCleared();
    case 'packed':
      return port.onPacked(said.page);
    case 'leak':
      return leak(host, port, said);
    case undefined:
  }
}

/** A mirror runs nothing of the site: only what the live page tried is counted. As much of it as the command takes. */
function leak(host: FrameHost, port: Port, { url, kind }: Extract<FromFrame, { type: 'leak' }>): void {
  if (port.role !== 'live') return;
  host.send('leak', { window: port.window, url: url.slice(0, 2_048), directive: kind.slice(0, 64) });
}

function pass(host: FrameHost, port: Port, said: Extract<FromFrame, { type: 'command' }>): void {
  if (!mayFrameSend(port.role, said.name)) return;
  const seq = host.send(said.name, bodyFrom(port.window, said.name, said.body));
  if (seq !== null && said.local !== undefined) post(port, { type: 'sent', local: said.local, seq });
}

async function clearAll(ports: OpenPorts): Promise<void> {
  const cleared = ports.all().map((port) => {
    const done = new Promise<void>((resolve) => (port.onCleared = resolve));
    post(port, { type: 'clear' });
    return done;
  });
  await Promise.all(cleared);
}

async function packAll(ports: OpenPorts): Promise<PackedWindows> {
  const packed = ports.all().map(async (port) => {
    const done = new Promise<PackedPage | null>((resolve) => (port.onPacked = resolve));
    post(port, { type: 'pack' });
    // One that does not answer must not keep the others.
    return { window: port.window, page: await Promise.race([done, elapsed(PACK_MS).then(() => null)]) };
  });
  const windows = new Map<string, PackedPage[]>();
  for (const { window, page } of await Promise.all(packed))
    if (page !== null) windows.set(window, [...(windows.get(window) ?? []), page]);
  return windows;
}
