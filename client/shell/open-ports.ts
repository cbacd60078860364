// The lines to frames that have said hello: one per window and frame path.
import type { PackedPage, Sent, ToFrame } from '../../protocol/frame-port.ts';
import type { PageRole } from './placement.ts';

export interface Port {
  readonly window: string;
  readonly frame: string;
  readonly role: PageRole;
  /** For the window's own page in a mirror: whose changes it is told. */
  readonly page: string;
  readonly channel: MessagePort;
  /** What waits for the frame to have cleared its site's storage, or to be gone. */
  onCleared: () => void;
  /** What waits for the frame to have packed up; null: it had nothing to say, or is gone. */
  onPacked: (page: PackedPage | null) => void;
}

export const post = (port: Port, message: ToFrame | Sent): void => port.channel.postMessage(message);

export interface OpenPorts {
  readonly find: (window: string, frame: string) => Port | undefined;
  readonly all: () => readonly Port[];
  readonly ofWindow: (window: string) => readonly Port[];
  readonly add: (port: Port) => void;
  readonly has: (port: Port) => boolean;
  /** Closes the lines of a frame and of all frames in it: their documents are gone. */
  readonly drop: (window: string, frame: string) => void;
}

const keyOf = (window: string, frame: string): string => `${window}/${frame}`;
const isWithin = (frame: string, outer: string): boolean =>
  outer === '' || frame === outer || frame.startsWith(`${outer}.`);

export function createOpenPorts(): OpenPorts {
  const ports = new Map<string, Port>();
  const ofWindow = (window: string): readonly Port[] =>
    [...ports.values()].filter((it) => it.window === window);
  return {
    find: (window, frame) => ports.get(keyOf(window, frame)),
    all: () => [...ports.values()],
    ofWindow,
    add: (port) => void ports.set(keyOf(port.window, port.frame), port),
    has: (port) => ports.get(keyOf(port.window, port.frame)) === port,
    drop: (window, frame) => {
      for (const port of ofWindow(window)) {
        if (!isWithin(port.frame, frame)) continue;
        ports.delete(keyOf(window, port.frame));
        port.channel.close();
        port.onCleared();
        port.onPacked(null);
      }
    },
  };
}
