// The line from this frame's script to the shell: one MessagePort, opened with `hello`, usable from `init` on.
import type { Boot } from '../protocol/boot.ts';
import type { FromFrame, Hello, NestedReply, Sent, ToFrame } from '../protocol/frame-port.ts';
import { natives } from './natives.ts';

export type FromShell = ToFrame | Sent;

const listeners = new Set<(message: FromShell) => void>();
let waiting: FromFrame[] = [];
let line: MessagePort | null = null;
let open = false;

/** Until the shell has answered, what is sent waits. */
export const port = {
  send: (message: FromFrame): void => {
    if (open && line !== null) line.postMessage(message);
    else waiting.push(message);
  },
  /** Returns how to stop. */
  onMessage: (listener: (message: FromShell) => void): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

/** Says hello to the shell; again after the page came back from the back/forward cache. */
export function connect(boot: Boot, place: NestedReply): void {
  const channel = natives.MessageChannel && new natives.MessageChannel();
  if (channel === undefined || natives.top === null) return;
  line?.close();
  open = false;
  line = channel.port1;
  line.onmessage = (event: MessageEvent): void => hear(natives.messageData(event));
  const hello: Hello = { lockstep: 'hello', key: boot.key, frame: place.frame, page: place.page };
  natives.postMessage(natives.top, hello, `${boot.base.protocol}//${boot.base.host}`, [channel.port2]);
}

function hear(data: unknown): void {
  const message = parse(data);
  if (message === null) return;
  // The port opens last: what listeners say to `init` then queues behind what waits.
  for (const listener of listeners) listener(message);
  if (message.type === 'init') flush();
}

function flush(): void {
  open = true;
  const messages = waiting;
  waiting = [];
  for (const message of messages) port.send(message);
}

const types: ReadonlySet<unknown> = new Set<FromShell['type']>([
  'init',
  'role',
  'relay',
  'refused',
  'history',
  'gesture',
  'pack',
  'unpack',
  'clear',
  'sent',
]);

/** The shell is ours and its window was named by origin: the type is all that needs a look. */
function parse(it: unknown): FromShell | null {
  if (typeof it !== 'object' || it === null || !('type' in it)) return null;
  return types.has(it.type) ? (it as FromShell) : null;
}
