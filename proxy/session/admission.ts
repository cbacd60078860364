// Whether a command may be sent by this participant now: role, control and its epoch, being live, a known window.
import { commands, type Command } from '../../protocol/commands.ts';
import { objectionWhilePaused } from './pause.ts';
import { mayDo } from './roles.ts';
import type { Participant, Room } from './room.ts';
import type { Answer } from './turn.ts';

export interface Sending {
  readonly sender: Participant;
  readonly epoch: number | null;
  readonly command: Command;
  /** Said in a call: that its browser runs the pages gives the call no say about them. */
  readonly byCall?: boolean;
}

/** Why not, or null. */
export function objection(room: Room, sending: Sending): Answer | null {
  const { sender, command } = sending;
  if (!mayDo(sender.role, command.name) && !endsByCall(room, sending))
    return { reason: 'not-allowed', message: `As ${sender.role} you may not do this.` };
  return (
    objectionWhilePaused(room, sender, command.name) ??
    objectionToSender(room, sending) ??
    objectionToBody(room, command)
  );
}

/** `a=cobrowse-terminate` is the controller's (docs/sip.md), as a button in the shell is the owner's. */
const endsByCall = (room: Room, { sender, epoch, command, byCall = false }: Sending): boolean =>
  byCall && command.name === 'end' && lacksControl(room, sender, epoch) === null;

/** Whether control is held, by the epoch the sender names; otherwise why it is not. */
export function lacksControl(room: Room, sender: Participant, epoch: number | null): Answer | null {
  if (room.control.holder !== sender.id)
    return { reason: 'no-control', message: 'You have not got control. Request it first.' };
  if (epoch !== room.control.epoch)
    return { reason: 'stale-epoch', message: 'Control has changed hands since you did this.' };
  return null;
}

function objectionToSender(room: Room, { sender, epoch, command, byCall = false }: Sending): Answer | null {
  const live = room.live === sender.id && !byCall;
  switch (commands[command.name].from) {
    case 'anyone':
      return null;
    case 'live':
      return live ? null : { reason: 'not-live', message: 'Your browser is not the one that runs the page.' };
    case 'both':
      return live ? null : lacksControl(room, sender, epoch);
    case 'controller':
      return lacksControl(room, sender, epoch);
  }
}

function objectionToBody(room: Room, { name, body }: Command): Answer | null {
  if ('window' in body && !room.windows.some((it) => it.id === body.window))
    return { reason: 'unknown-window', message: 'This window is not open any more.' };
  if ('participant' in body && !room.participants.some((it) => it.id === body.participant))
    return { reason: 'unknown-participant', message: 'This participant is not here any more.' };
  if (name === 'open' && room.windows.length >= room.limits.windows)
    return { reason: 'limit', message: `A session has at most ${room.limits.windows} windows.` };
  return null;
}
