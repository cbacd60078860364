// The shell's one socket: what comes in becomes calls, what goes out gets its number and epoch.
import { io, type Socket } from 'socket.io-client';
import type { CommandName } from '../../protocol/commands.ts';
import { PROTOCOL_VERSION, SOCKET_PATH, type ToServer, type ToShell } from '../../protocol/wire.ts';
import { inOrder, isPacked, packed, unpacked, wantsPacking } from './packed-ops.ts';

export interface Listener extends ToShell {
  readonly offline: () => void;
  /** The server does not let us in, and says why. */
  readonly rejected: (message: string) => void;
  /** A round trip took this long, in milliseconds. */
  readonly lag: (ms: number) => void;
}

export interface Connection {
  /** The number the command got; null while there is no connection: what waits would be done long after it was meant. */
  readonly send: (name: CommandName, body: unknown, epoch: number) => number | null;
  readonly close: () => void;
}

export type ShellSocket = Pick<
  Socket<ToShell, ToServer>,
  'on' | 'emit' | 'connected' | 'active' | 'disconnect'
>;

const LAG_EVERY_MS = 5_000;

export function openSocket(session: string): ShellSocket {
  return io({
    path: SOCKET_PATH,
    auth: { session, version: PROTOCOL_VERSION },
    // Which of several nodes has the session is seen by this, before anything is said.
    query: { session },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // socket.io adds up to half of it: whoever waits for a server to start again is back within three seconds.
    reconnectionDelayMax: 1_800,
  });
}

export function connect(
  socket: ShellSocket,
  listener: Listener,
  now: () => number = () => performance.now(),
): Connection {
  // A shell that is loaded again is the same participant: its numbers go on from a higher place than before.
  let seq = Date.now();
  socket.on('welcome', listener.welcome);
  socket.on('state', listener.state);
  const [incoming, outgoing] = [inOrder(), inOrder()];
  socket.on('relay', (relayed) => {
    const { name, body } = relayed;
    if (name !== 'dom' || !isPacked(body)) return incoming.now(() => listener.relay(relayed));
    incoming.after(unpacked(body), (it) => {
      if (it !== null) listener.relay({ ...relayed, body: it });
    });
  });
  socket.on('chat', listener.chat);
  socket.on('refused', listener.refused);
  socket.on('ended', listener.ended);
  socket.on('disconnect', listener.offline);
  socket.on('connect_error', (error: Error) => {
    // Still active: socket.io tries again by itself. Otherwise the server has answered, and the answer was no.
    if (!socket.active) listener.rejected(error.message);
    else listener.offline();
  });
  const measure = (): void => {
    if (!socket.connected || document.visibilityState === 'hidden') return;
    const asked = now();
    socket.emit('lag', () => listener.lag(now() - asked));
  };
  socket.on('connect', measure);
  const timer = setInterval(measure, LAG_EVERY_MS);
  return {
    send: (name, body, epoch) => {
      if (!socket.connected) return null;
      seq += 1;
      const number = seq;
      const emit = (it: unknown): void => void socket.emit('command', { name, body: it, seq: number, epoch });
      if (wantsPacking(name, body)) outgoing.after(packed(body), emit);
      else outgoing.now(() => emit(body));
      return seq;
    },
    close: () => {
      clearInterval(timer);
      socket.disconnect();
    },
  };
}
