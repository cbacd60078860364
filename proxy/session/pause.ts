// Covering the mirrors: the pages go on in the live browser, and nobody else learns anything of them.
import type { CommandName } from '../../protocol/commands.ts';
import { mayRule } from './roles.ts';
import type { Participant, Room } from './room.ts';
import { change, record, refuse, type Answer, type Turn } from './turn.ts';

export function pause(turn: Turn, sender: Participant, paused: boolean): void {
  const { room } = turn;
  if (!mayRule(sender.role) && sender.id !== room.live) {
    const message = 'Only who runs the pages, or the owner, may pause.';
    return refuse(turn, sender.id, 'pause', { reason: 'not-allowed', message });
  }
  if (paused === (room.paused !== null)) return;
  if (paused) cover(turn, sender.id);
  else uncover(turn, sender.id);
}

function cover(turn: Turn, by: string): void {
  change(turn, { paused: { by, windows: turn.room.windows } });
  record(turn, { kind: 'paused', by });
}

function uncover(turn: Turn, by: string): void {
  const before = turn.room.paused?.windows ?? [];
  change(turn, { paused: null });
  record(turn, { kind: 'resumed', by });
  for (const { id: window, url, page } of turn.room.windows) {
    const was = before.find((it) => it.id === window);
    if (was?.url !== url || was.page !== page)
      record(turn, { kind: 'page', window, url: url.slice(0, 2_048) });
  }
}

/** Of nobody but the live browser anything is done to pages that are covered. */
export function objectionWhilePaused(room: Room, sender: Participant, name: CommandName): Answer | null {
  if (room.paused === null || sender.id === room.live || !ACTS.includes(name)) return null;
  return { reason: 'not-allowed', message: 'The session is paused: nobody sees the page meanwhile.' };
}

const ACTS: readonly CommandName[] = [
  'navigate',
  'open',
  'close',
  'focus',
  'resize',
  'input',
  'highlight',
  'unhighlight',
];
