// Relays on their way to shells. Each is written as bytes once, for however many; a shell that reads slowly gets the latest
// of what is `latest`, and all of what is ordered.
import type { Socket } from 'socket.io';
import { commands } from '../../protocol/commands.ts';
import type { Relayed, ToServer, ToShell } from '../../protocol/wire.ts';
import { subjectOf } from './memory.ts';

export type ShellSocket = Socket<ToServer, ToShell, Record<string, never>, Record<string, never>>;

export interface Outbox {
  readonly socket: ShellSocket;
  /** Whether a relay is to go out now; if not, it waits here, or the shell is let go. */
  readonly takes: (relayed: Relayed) => boolean;
}

/** Packets a shell may be behind. Beyond, it is let go; it comes back, and asks for the state as it is then. */
const MAX_BEHIND = 5_000;

export function createOutbox(socket: ShellSocket): Outbox {
  const waiting = new Map<string, Relayed>();
  // Relays that engine.io holds because the connection takes no more at the moment.
  let behind = 0;
  // engine.io says `drain` when it has handed all it held to the transport: at once, where nothing is held up.
  function drained(): void {
    behind = 0;
    const due = [...waiting.values()];
    waiting.clear();
    for (const relayed of due) {
      behind += 1;
      socket.emit('relay', relayed);
    }
  }
  socket.conn.on('drain', drained);
  socket.on('disconnect', () => {
    socket.conn.off('drain', drained);
    waiting.clear();
  });

  return {
    socket,
    takes: (relayed) => {
      if (behind > MAX_BEHIND) {
        // Not socket.io's goodbye: who is told that does not come back.
        socket.conn.close();
        return false;
      }
      if (commands[relayed.name].delivery === 'ordered' || behind === 0) {
        behind += 1;
        return true;
      }
      const key = `${relayed.from} ${subjectOf(relayed)}`;
      waiting.delete(key);
      waiting.set(key, relayed);
      return false;
    },
  };
}

export function sendToAll(outboxes: readonly Outbox[], relayed: Relayed): void {
  const ready = outboxes.filter((it) => it.takes(relayed));
  const [first, second] = ready;
  if (first === undefined) return;
  if (second === undefined) return void first.socket.emit('relay', relayed);
  // A room is encoded once; everybody is in one of their own, named by the socket's id.
  first.socket.nsp.to(ready.map(({ socket }) => socket.id)).emit('relay', relayed);
}
