// A session one can speak to, for the tests of its decisions.
import type { Command } from '../../../protocol/commands.ts';
import type { Role } from '../../../protocol/state.ts';
import type { Effect } from '../../../proxy/session/effect.ts';
import type { RoomEvent } from '../../../proxy/session/event.ts';
import { emptyRoom, type Room } from '../../../proxy/session/room.ts';
import { step } from '../../../proxy/session/step.ts';

export const limits = { participants: 4, windows: 3, graceMs: 15_000, expiryMs: 3_600_000 };
export const ann = 'aaaaaaaa';
export const bob = 'bbbbbbbb';
export const cid = 'cccccccc';

/** A session one can speak to: it remembers its room, its clock and what it wanted done last. */
export function meeting() {
  let room: Room = emptyRoom('sesssess', limits, 0);
  let now = 0;
  let effects: readonly Effect[] = [];
  const happen = (event: RoomEvent): readonly Effect[] => {
    [room, effects] = step(room, event, now);
    return effects;
  };
  const join = (id: string, role: Role, name = id.slice(0, 3)): void => {
    happen({ type: 'joined', id, name, role, kind: 'browser' });
    happen({ type: 'connected', id });
  };
  const send = (from: string, command: Command, epoch: number | null = room.control.epoch) =>
    happen({ type: 'sent-command', from, seq: 1, epoch, command });
  happen({ type: 'created', url: 'https://example.com/' });
  return {
    happen,
    join,
    send,
    get room() {
      return room;
    },
    pass(ms: number) {
      now += ms;
      return happen({ type: 'woke' });
    },
    reason: () => effects.find((it) => it.type === 'refuse')?.refusal.reason,
  };
}

export const pageOf = (id: string): Extract<Command, { name: 'page' }> => ({
  name: 'page',
  body: { window: 'w1', page: id, url: 'https://example.com/a', title: 'A', icon: '', status: 'complete' },
});
