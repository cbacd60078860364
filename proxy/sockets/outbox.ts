// Relays on their way to one shell. One that reads slowly gets the latest of what is `latest`, and all of what is ordered.
import type { Socket } from 'socket.io';
import { commands } from '../../protocol/commands.ts';
import type { Relayed, ToServer, ToShell } from '../../protocol/wire.ts';
import { subjectOf } from './memory.ts';

export type ShellSocket = Socket<ToServer, ToShell, Record<string, never>, Record<string, never>>;

export interface Outbox {
  readonly send: (relayed: Relayed) => void;
}

/** Packets a shell may be behind. Beyond, it is let go; it comes back, and asks for the state as it is then. */
const MAX_BEHIND = 5_000;

export function createOutbox(socket: ShellSocket): Outbox {
  const waiting = new Map<string, Relayed>();
  // Relays that engine.io holds because the connection takes no more at the moment.
  let behind = 0;
  const emit = (relayed: Relayed): void => {
    behind += 1;
    socket.emit('relay', relayed);
  };

  // engine.io says `drain` when it has handed all it held to the transport: at once, where nothing is held up.
  function drained(): void {
    behind = 0;
    const due = [...waiting.values()];
    waiting.clear();
    for (const relayed of due) emit(relayed);
  }
  socket.conn.on('drain', drained);
  socket.on('disconnect', () => {
    socket.conn.off('drain', drained);
    waiting.clear();
  });

  return {
    send: (relayed) => {
      // Not socket.io's goodbye: who is told that does not come back.
      if (behind > MAX_BEHIND) return socket.conn.close();
      if (commands[relayed.name].delivery === 'ordered' || behind === 0) return emit(relayed);
      const key = `${relayed.from} ${subjectOf(relayed)}`;
      waiting.delete(key);
      waiting.set(key, relayed);
    },
  };
}
