// A room as its participants are shown it.
import type { ParticipantState, SessionState } from '../../protocol/state.ts';
import { isPresent } from './participants.ts';
import type { Participant, Room } from './room.ts';

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
    gap: room.gap,
    leaks: room.leaks,
  };
}

function participantView({ id, name, role, kind, colour, joined, presence }: Participant): ParticipantState {
  return { id, name, role, kind, online: presence === 'online', colour, joined };
}
