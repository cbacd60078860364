// Who is told of a command.
import { commands, type CommandName } from '../../protocol/commands.ts';
import type { Room } from './room.ts';

/** Ids of those online whom a command is for. What was said in a call is news to the browser that is its window. */
export function recipients(
  room: Room,
  name: CommandName,
  { from, byCall }: { readonly from: string; readonly byCall: boolean },
): readonly string[] {
  const online = room.participants.filter((it) => it.presence === 'online').map((it) => it.id);
  switch (commands[name].to) {
    case 'server':
      return [];
    case 'others':
      return online.filter((id) => id !== from || byCall);
    case 'mirrors':
      return online.filter((id) => id !== room.live);
    case 'live':
      // Input of the live browser itself is native there already: doing it again would do it twice.
      return online.filter((id) => id === room.live && (id !== from || byCall || name === 'navigate'));
  }
}
