// The frames' side of the shell: who said hello, what each may say, and which of them is told what.
import type { CommandName } from '../../protocol/commands.ts';
import type { FromFrame, Mark, ToFrame } from '../../protocol/frame-port.ts';
import type { Relayed } from '../../protocol/wire.ts';
import { parseFromFrame, parseHello } from './frame-message.ts';
import { bodyFrom, mayFrameSend } from './frame-policy.ts';
import { findFrame } from './frame-source.ts';
import { createOpenPorts, post, type OpenPorts, type Port } from './open-ports.ts';
import type { PageRole } from './placement.ts';
import { createRelaying } from './relaying.ts';

/** An iframe that shows a window. */
export interface ShownFrame {
  readonly window: string;
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
  readonly role: () => { readonly controller: boolean; readonly me: string; readonly colour: string };
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
  readonly notice: (notice: 'secret') => void;
}

type Heard = Pick<MessageEvent, 'data' | 'origin' | 'source' | 'ports'>;

export interface FramePorts {
  /** A `message` event of the shell's window. */
  readonly hear: (event: Heard) => void;
  readonly relay: (relayed: Relayed) => void;
  /** False: no script of ours answers there. */
  readonly tell: (window: string, frame: string, message: ToFrame) => boolean;
  /** Role, control or colour changed. */
  readonly retell: () => void;
  readonly forgetWindow: (window: string) => void;
  /** The window's frame is on its way to another page. */
  readonly leavePage: (window: string) => void;
  /** Has everything told anew, here or by the live browser: the connection was lost, and with it perhaps changes. */
  readonly resync: () => void;
  /** Clears the sites' storage; done when every frame has said so, or is gone. */
  readonly clear: () => Promise<void>;
  readonly close: () => void;
}

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
    ...host.role(),
  });
  const resync = ({ window, frame, role }: Port, reason: string): void => {
    if (role === 'mirror') host.send('resync', { window, frame, reason });
  };
  const hear = (event: Heard): void => {
    const port = accept(event, host);
    if (port === null) return;
    drop(port.window, port.frame);
    ports.add(port);
    port.channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (ports.has(port)) obey(host, port, parseFromFrame(data));
    };
    post(port, roleMessage('init', port));
    if (!relaying.catchUp(port)) resync(port, 'no snapshot yet');
  };
  return {
    hear,
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
        const body = { window, frame, reason: LOST };
        if (role === 'mirror') resync(port, LOST);
        else post(port, { type: 'relay', relayed: { name: 'resync', body, from: '', seq: 0 } });
      }),
    clear: () => clearAll(ports),
    close: () => ports.all().forEach((port) => drop(port.window, port.frame)),
  };
}

/** A hello that is to be believed: from a page of this session, with our key, in one of our iframes. */
function accept({ data, origin, source, ports: [channel] }: Heard, host: FrameHost): Port | null {
  const hello = parseHello(data);
  if (hello === null || channel === undefined || hello.key !== host.key || !host.isProxied(origin))
    return null;
  const found = findFrame(source, host.shown());
  // Only the iframe's own page may speak as the window's page, and it as nothing else.
  if (found === null || (found.depth === 0) !== (hello.frame === '')) return null;
  const { window, role, page } = found.frame;
  return { window, frame: hello.frame, role, page, channel, onCleared: () => undefined };
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
