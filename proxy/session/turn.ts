// One step while it is being taken: the room so far and the effects so far. It never outlives the step.
import type { CommandName } from '../../protocol/commands.ts';
import type { RefusalReason } from '../../protocol/wire.ts';
import type { Effect } from './effect.ts';
import { nextRecord, type Happening } from './journal.ts';
import type { Participant, Room } from './room.ts';

export interface Turn {
  room: Room;
  readonly effects: Effect[];
  readonly now: number;
}

/** Changes what everybody is shown. */
export function change(turn: Turn, part: Partial<Room>): void {
  turn.room = { ...turn.room, ...part, version: turn.room.version + 1 };
  if (!turn.effects.some((it) => it.type === 'show')) turn.effects.push({ type: 'show' });
}

/** Changes what nobody is shown by itself. */
export function changeQuietly(turn: Turn, part: Partial<Room>): void {
  turn.room = { ...turn.room, ...part };
}

export function record(turn: Turn, what: Happening): void {
  const made = nextRecord(turn.room.chain, turn.now, what);
  changeQuietly(turn, { chain: { n: made.n, hash: made.hash } });
  turn.effects.push({ type: 'record', record: made });
}

export interface Answer {
  readonly reason: RefusalReason;
  readonly message: string;
}

export function refuse(turn: Turn, to: string, name: CommandName, { reason, message }: Answer): void {
  turn.effects.push({ type: 'refuse', to, refusal: { name, reason, message } });
}

export function participantOf(room: Room, id: string | null): Participant | undefined {
  return room.participants.find((it) => it.id === id);
}
