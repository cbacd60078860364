// Who is here: joining, losing the connection, coming back, going.
import type { EndReason } from '../../protocol/wire.ts';
import { passOn, dequeue, welcomeOwner } from './control.ts';
import { noteDark, noteStanding } from './dark.ts';
import type { RoomEvent } from './event.ts';
import type { Participant } from './room.ts';
import { change, changeQuietly, participantOf, record, type Turn } from './turn.ts';

// Apart in hue and lightness, each readable under white text (WCAG 2.2, 1.4.3).
const COLOURS = [
  '#1d6fdc',
  '#c2410c',
  '#0f766e',
  '#a21caf',
  '#4d7c0f',
  '#be123c',
  '#6d28d9',
  '#92580b',
  '#0e7490',
  '#57534e',
] as const;
/** Of those who have been away, how many the session can still recognise for each place it has. */
const REMEMBERED = 4;

type Joining = Extract<RoomEvent, { readonly type: 'joined' }>;

/** Whether people are shown to be here. */
export const isPresent = (it: Participant): boolean => it.presence === 'online' || it.presence === 'lost';
const hasPlace = (it: Participant): boolean => it.presence !== 'away';

/** Whether a grace period runs for them. */
export const isAwaited = ({ presence, browser }: Participant): boolean =>
  presence === 'lost' || presence === 'expected' || browser === 'lost';

export function join(turn: Turn, { id, name, role, kind }: Joining): void {
  const { room, now } = turn;
  const present = room.participants.filter(hasPlace);
  if (participantOf(room, id) !== undefined || present.length >= room.limits.participants) return;
  const joined: Participant = {
    id,
    name: distinct(
      name,
      present.map((it) => it.name),
    ),
    role,
    kind,
    colour: freeColour(present),
    joined: now,
    presence: 'expected',
    browser: 'none',
    lostAt: now,
  };
  change(turn, { participants: [...forgetOldest(turn), joined] });
  record(turn, { kind: 'joined', participant: id, name: joined.name, role });
}

export function connect(turn: Turn, id: string): void {
  const known = participantOf(turn.room, id);
  if (known?.kind !== 'sip') return arrive(turn, id);
  // Whoever comes in place of an ended call would be somebody else.
  if (known.presence !== 'online') return;
  update(turn, id, { browser: 'here', lostAt: 0 });
  if (id === turn.room.live) noteStanding(turn, id);
}

/** A browser is here, or a call is answered. */
export function arrive(turn: Turn, id: string): void {
  const known = participantOf(turn.room, id);
  if (known === undefined || known.presence === 'online') return;
  update(turn, id, { presence: 'online', lostAt: 0 });
  changeQuietly(turn, { quietSince: null });
  record(turn, { kind: 'connected', participant: id });
  // Its pages have been running all the while; those who look on see them again.
  if (id === turn.room.live) noteStanding(turn, id);
  welcomeOwner(turn, id);
}

export function lose(turn: Turn, id: string): void {
  const known = participantOf(turn.room, id);
  if (known?.presence !== 'online') return;
  if (id === turn.room.live) noteDark(turn);
  if (known.kind === 'sip') return update(turn, id, { browser: 'lost', lostAt: turn.now });
  update(turn, id, { presence: 'lost', lostAt: turn.now });
  record(turn, { kind: 'lost', participant: id });
  noteQuiet(turn);
}

/** Ends the grace period of those whose time is up. */
export function expireGrace(turn: Turn): void {
  const { participants, limits } = turn.room;
  const late = participants.filter((it) => isAwaited(it) && it.lostAt + limits.graceMs <= turn.now);
  for (const { id, presence } of late) {
    if (presence === 'online') {
      update(turn, id, { browser: 'none', lostAt: 0 });
      continue;
    }
    update(turn, id, { presence: 'away' });
    record(turn, { kind: 'away', participant: id });
    dequeue(turn, id);
    if (turn.room.control.holder === id) passOn(turn, 'lost');
  }
}

export function dismiss(turn: Turn, id: string, reason: EndReason & ('left' | 'removed'), by: string): void {
  if (participantOf(turn.room, id) === undefined) return;
  change(turn, { participants: turn.room.participants.filter((it) => it.id !== id) });
  record(
    turn,
    reason === 'left' ? { kind: 'left', participant: id } : { kind: 'removed', participant: id, by },
  );
  turn.effects.push({ type: 'dismiss', participant: id, reason });
  dequeue(turn, id);
  if (turn.room.control.holder === id) passOn(turn, reason);
  noteQuiet(turn);
}

export function rename(turn: Turn, id: string, name: string): void {
  const others = turn.room.participants.filter((it) => it.id !== id && hasPlace(it));
  const taken = distinct(
    name,
    others.map((it) => it.name),
  );
  if (participantOf(turn.room, id)?.name === taken) return;
  update(turn, id, { name: taken });
  record(turn, { kind: 'renamed', participant: id, name: taken });
}

function update(turn: Turn, id: string, part: Partial<Participant>): void {
  change(turn, {
    participants: turn.room.participants.map((it) => (it.id === id ? { ...it, ...part } : it)),
  });
}

function noteQuiet(turn: Turn): void {
  const { room, now } = turn;
  if (room.quietSince === null && !room.participants.some((it) => it.presence === 'online'))
    changeQuietly(turn, { quietSince: now });
}

/** Two people of one name could not be told apart where control is given by name. */
function distinct(name: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${name} ${n}`;
    if (!taken.includes(tried)) return tried;
  }
}

function freeColour(present: readonly Participant[]): string {
  const uses = (colour: string): number => present.filter((it) => it.colour === colour).length;
  return COLOURS.reduce((best, it) => (uses(it) < uses(best) ? it : best), COLOURS[0]);
}

function forgetOldest({ room }: Turn): readonly Participant[] {
  const surplus = room.participants.length + 1 - room.limits.participants * REMEMBERED;
  if (surplus <= 0) return room.participants;
  const oldest = room.participants
    .filter((it) => !hasPlace(it))
    .sort((a, b) => a.lostAt - b.lostAt)
    .slice(0, surplus);
  return room.participants.filter((it) => !oldest.includes(it));
}
