// A room as its participants are shown it.
import type { ParticipantState, SessionState } from '../../protocol/state.ts';
import { isPresent } from './participants.ts';
import type { Participant, Room } from './room.ts';

/** To everybody but the one whose browser runs the pages: of them, no more than was seen before they were covered. */
export const coveredView = (room: Room): SessionState => ({
  ...viewOf(room),
  windows: room.paused?.windows ?? room.windows,
  dialog: room.paused === null ? room.dialog : null,
});

export function viewOf(room: Room): SessionState {
  const { holder, epoch, since, queue } = room.control;
  return {
    id: room.id,
    version: room.version,
    created: room.created,
    privacy: room.privacy,
    participants: room.participants.filter(isPresent).map(participantView),
    control: { holder, epoch, since, queue },
    windows: room.windows,
    live: room.live,
    moving: room.moving?.to ?? null,
    dialog: room.dialog,
    gap: room.gap,
    paused: room.paused?.by ?? null,
    leaks: room.leaks,
    drifts: room.drifts,
  };
}

function participantView({ id, name, role, kind, colour, joined, presence }: Participant): ParticipantState {
  return { id, name, role, kind, online: presence === 'online', colour, joined };
}
