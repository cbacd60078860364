// The frames' side of the shell: who said hello, what each may say, and which of them is told what.
import type { CommandName } from '../../protocol/commands.ts';
import type { FromFrame, Mark, Sent, ToFrame } from '../../protocol/frame-port.ts';
import type { Relayed } from '../../protocol/wire.ts';
import { createDomBuffer, type DomTold } from './dom-buffer.ts';
import { isFields, isFramePath, parseFromFrame, parseHello } from './frame-message.ts';
import { bodyFrom, mayFrameSend } from './frame-policy.ts';
import { findFrame } from './frame-source.ts';
import { createHeldRelays } from './held-relays.ts';
import type { PageRole } from './placement.ts';

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
  readonly leaving: (window: string) => void;
  readonly leak: (window: string, url: string, kind: string) => void;
  readonly notice: (notice: 'secret') => void;
}

interface Port {
  readonly window: string;
  readonly frame: string;
  readonly role: PageRole;
  /** For the window's own page in a mirror: whose changes it is told. */
  readonly page: string;
  readonly channel: MessagePort;
  onCleared: () => void;
}

export interface FramePorts {
  /** A `message` event of the shell's window. */
  readonly hear: (event: Pick<MessageEvent, 'data' | 'origin' | 'source' | 'ports'>) => void;
  readonly relay: (relayed: Relayed) => void;
  readonly tell: (window: string, frame: string, message: ToFrame) => boolean;
  /** Role, control or colour changed. */
  readonly retell: () => void;
  readonly forgetWindow: (window: string) => void;
  /** The window's frame is on its way to another page. */
  readonly leavePage: (window: string) => void;
  /** Asks for everything anew: the connection was lost, and with it perhaps changes. */
  readonly resync: () => void;
  /** Clears the sites' storage; done when every frame has said so, or is gone. */
  readonly clear: () => Promise<void>;
  readonly close: () => void;
}

const isWithin = (frame: string, outer: string): boolean =>
  outer === '' || frame === outer || frame.startsWith(`${outer}.`);

function parseDom(body: Readonly<Record<string, unknown>>): DomTold | null {
  const { window, frame, page, kind, ops } = body;
  if (
    typeof window !== 'string' ||
    typeof frame !== 'string' ||
    typeof page !== 'string' ||
    typeof ops !== 'string'
  )
    return null;
  return kind === 'snapshot' || kind === 'changes' ? { window, frame, page, kind, size: ops.length } : null;
}

export function createFramePorts(host: FrameHost): FramePorts {
  const ports = new Map<string, Port>();
  const buffer = createDomBuffer();
  const held = createHeldRelays();
  const keyOf = (window: string, frame: string): string => `${window}/${frame}`;
  const ofWindow = (window: string): Port[] => [...ports.values()].filter((it) => it.window === window);
  const post = (port: Port, message: ToFrame | Sent): void => port.channel.postMessage(message);
  const roleMessage = (type: 'init' | 'role', port: Port): ToFrame => ({
    type,
    role: port.role,
    window: port.window,
    ...host.role(),
  });

  /** Closes the ports of a frame and of all frames in it: their documents are gone. */
  const drop = (window: string, frame: string): void => {
    for (const port of ofWindow(window)) {
      if (!isWithin(port.frame, frame)) continue;
      ports.delete(keyOf(window, port.frame));
      port.channel.close();
      port.onCleared();
    }
    host.gone(window, frame);
  };

  const command = (port: Port, said: Extract<FromFrame, { type: 'command' }>): void => {
    if (!mayFrameSend(port.role, said.name)) return;
    const seq = host.send(said.name, bodyFrom(port.window, said.name, said.body));
    if (seq !== null && said.local !== undefined) post(port, { type: 'sent', local: said.local, seq });
  };
  const heard = (port: Port, message: unknown): void => {
    const said = parseFromFrame(message);
    if (said === null || ports.get(keyOf(port.window, port.frame)) !== port) return;
    switch (said.type) {
      case 'command':
        return command(port, said);
      case 'marks':
        return host.marks(port.window, port.frame, said.marks, said.frames);
      case 'leaving':
        if (port.frame === '') host.leaving(port.window);
        return;
      case 'leak':
        return host.leak(port.window, said.url, said.kind);
      case 'notice':
        return host.notice(said.notice);
      case 'cleared':
        return port.onCleared();
    }
  };

  /** A mirror frame starts from the last snapshot; without one it asks for one. */
  const bringUp = (port: Port): void => {
    if (port.role === 'mirror') {
      const told = buffer.take(port.window, port.frame, port.frame === '' ? port.page : null);
      for (const relayed of told) post(port, { type: 'relay', relayed });
      if (told.length === 0)
        host.send('resync', { window: port.window, frame: port.frame, reason: 'no snapshot yet' });
    }
    for (const relayed of held.take(port.window, port.frame)) post(port, { type: 'relay', relayed });
  };

  const hear: FramePorts['hear'] = (event) => {
    const hello = parseHello(event.data);
    const [channel] = event.ports;
    if (hello === null || channel === undefined || hello.key !== host.key || !host.isProxied(event.origin))
      return;
    const found = findFrame(event.source, host.shown());
    if (found === null || (found.depth === 0) !== (hello.frame === '')) return;
    const { window, role, page } = found.frame;
    drop(window, hello.frame);
    const port: Port = { window, frame: hello.frame, role, page, channel, onCleared: () => undefined };
    ports.set(keyOf(window, hello.frame), port);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => heard(port, data);
    post(port, roleMessage('init', port));
    bringUp(port);
  };

  const relayDom = (it: DomTold, relayed: Relayed): void => {
    const port = ports.get(keyOf(it.window, it.frame));
    // The window's own page comes in a document of its own; a frame inside judges by itself what a new page means.
    if (port?.role === 'mirror' && (it.frame !== '' || port.page === it.page))
      post(port, { type: 'relay', relayed });
    else buffer.keep(it, relayed);
  };

  const relay: FramePorts['relay'] = (relayed) => {
    if (!isFields(relayed.body)) return;
    const { window, frame } = relayed.body;
    if (typeof window !== 'string') return;
    if (relayed.name === 'dom') {
      const dom = parseDom(relayed.body);
      if (dom !== null) relayDom(dom, relayed);
      return;
    }
    if (!isFramePath(frame)) {
      for (const port of ofWindow(window)) post(port, { type: 'relay', relayed });
      return;
    }
    const port = ports.get(keyOf(window, frame));
    if (port !== undefined) post(port, { type: 'relay', relayed });
    else held.hold(window, frame, relayed);
  };

  return {
    hear,
    relay,
    tell: (window, frame, message) => {
      const port = ports.get(keyOf(window, frame));
      if (port !== undefined) post(port, message);
      return port !== undefined;
    },
    retell: () => {
      for (const port of ports.values()) post(port, roleMessage('role', port));
    },
    forgetWindow: (window) => {
      drop(window, '');
      buffer.forgetWindow(window);
      held.forgetWindow(window);
    },
    leavePage: (window) => {
      drop(window, '');
      held.forgetWindow(window);
    },
    resync: () => {
      for (const { role, window, frame } of ports.values()) {
        if (role === 'mirror') host.send('resync', { window, frame, reason: 'the connection was lost' });
      }
    },
    clear: async () => {
      await Promise.all(
        [...ports.values()].map((port) => {
          const cleared = new Promise<void>((done) => (port.onCleared = done));
          post(port, { type: 'clear' });
          return cleared;
        }),
      );
    },
    close: () => {
      for (const port of [...ports.values()]) drop(port.window, port.frame);
    },
  };
}
