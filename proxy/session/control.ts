// Who may act. At no moment two do, and the epoch grows at every change of holder.
import type { ControlReason } from './journal.ts';
import { mayHold } from './roles.ts';
import type { Participant, Room } from './room.ts';
import { change, participantOf, record, type Turn } from './turn.ts';

/** Whether this participant can be given control now. */
export const canHold = (it: Participant | undefined): boolean =>
  it?.presence === 'online' && mayHold(it.role);

export function give(turn: Turn, holder: string | null, why: ControlReason): void {
  const { control } = turn.room;
  const queue = control.queue.filter((it) => it !== holder);
  if (control.holder === holder) {
    if (queue.length < control.queue.length) change(turn, { control: { ...control, queue } });
    return;
  }
  const epoch = control.epoch + 1;
  change(turn, { control: { holder, epoch, since: turn.now, queue, why } });
  record(turn, { kind: 'control', holder, epoch, why });
}

export function enqueue(turn: Turn, id: string): void {
  const { control } = turn.room;
  if (control.holder === id || control.queue.includes(id)) return;
  change(turn, { control: { ...control, queue: [...control.queue, id] } });
}

export function dequeue(turn: Turn, id: string): void {
  const { control } = turn.room;
  if (!control.queue.includes(id)) return;
  change(turn, { control: { ...control, queue: control.queue.filter((it) => it !== id) } });
}

/** The holder lets go: the first in the queue has it, else nobody. */
export function release(turn: Turn, why: ControlReason): void {
  give(turn, firstWaiting(turn.room), why);
}

/** The holder is gone: the first in the queue has control, else the owner, else nobody. */
export function passOn(turn: Turn, why: ControlReason): void {
  const gone = turn.room.control.holder;
  give(turn, firstWaiting(turn.room) ?? ownerOf(turn.room, gone), why);
}

/** After whatever happened: nobody waits for control that nobody holds. */
export function settle(turn: Turn): void {
  if (turn.room.control.holder !== null) return;
  const first = firstWaiting(turn.room);
  if (first !== null) give(turn, first, 'requested');
}

/** Control for an owner who comes to a session where nobody has it, unless it was put down on purpose. */
export function welcomeOwner(turn: Turn, id: string): void {
  const { control } = turn.room;
  const owner = participantOf(turn.room, id);
  if (control.holder !== null || control.why === 'released' || control.why === 'revoked') return;
  if (owner?.role === 'owner' && firstWaiting(turn.room) === null) give(turn, id, 'joined');
}

function firstWaiting(room: Room): string | null {
  return room.control.queue.find((id) => canHold(participantOf(room, id))) ?? null;
}

function ownerOf(room: Room, except: string | null): string | null {
  return room.participants.find((it) => it.role === 'owner' && it.id !== except && canHold(it))?.id ?? null;
}
