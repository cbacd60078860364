// The server has started again: every connection is gone, and everybody has the grace period to come back, from now on.
import { noteDark } from './dark.ts';
import { dismiss } from './participants.ts';
import { change, changeQuietly, record, type Turn } from './turn.ts';

export function restart(turn: Turn): void {
  const { room, now } = turn;
  record(turn, { kind: 'restarted' });
  // A call does not outlive the server that it was made to.
  for (const { id, kind } of room.participants) if (kind === 'sip') dismiss(turn, id, 'left', '');
  const online = turn.room.participants.filter((it) => it.presence === 'online');
  change(turn, {
    participants: turn.room.participants.map((it) =>
      it.presence === 'away'
        ? it
        : { ...it, presence: it.presence === 'online' ? 'lost' : it.presence, lostAt: now },
    ),
  });
  for (const { id } of online) record(turn, { kind: 'lost', participant: id });
  // Since when they had been alone nobody knows: they were here when the server was last.
  if (turn.room.quietSince === null) changeQuietly(turn, { quietSince: now });
  if (turn.room.live !== null) noteDark(turn);
}
