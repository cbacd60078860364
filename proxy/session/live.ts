// Whose browser runs the pages: one for all windows, so that a site's windows share one storage.
import { mayRun } from './roles.ts';
import type { Participant, Room } from './room.ts';
import { change, record, type Turn } from './turn.ts';

/** After whatever happened: somebody runs the pages if anybody can. */
export function settleLive(turn: Turn): void {
  const { room } = turn;
  const now = room.participants.find((it) => it.id === room.live);
  if (now !== undefined && now.presence !== 'away' && (now.kind === 'browser' || now.browser !== 'none'))
    return;
  const next = successor(room);
  if (next === room.live) return;
  // A spare frame stands in the browser that held it: no other has it.
  change(turn, { live: next, windows: room.windows.map((it) => ({ ...it, spare: null })) });
  record(turn, { kind: 'live', participant: next });
}

function successor(room: Room): string | null {
  const able = room.participants.filter(canRun);
  return (able.find((it) => it.role === 'owner') ?? able[0])?.id ?? null;
}

const canRun = (it: Participant): boolean =>
  it.presence === 'online' && (it.kind === 'browser' || it.browser === 'here') && mayRun(it.role);
