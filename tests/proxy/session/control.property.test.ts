// Whatever happens in whatever order: one holder or none, and never a stale one that acts.
import fc from 'fast-check';
import { parseCommand, type Command } from '../../../protocol/commands.ts';
import type { Role } from '../../../protocol/state.ts';
import type { Effect } from '../../../proxy/session/effect.ts';
import type { RoomEvent } from '../../../proxy/session/event.ts';
import { verifyJournal, type JournalRecord } from '../../../proxy/session/journal.ts';
import { mayHold, mayRun } from '../../../proxy/session/roles.ts';
import { emptyRoom, type Participant, type Room } from '../../../proxy/session/room.ts';
import { nextWake, step } from '../../../proxy/session/step.ts';
import { viewOf } from '../../../proxy/session/view.ts';

const limits = { participants: 4, windows: 4, graceMs: 100, expiryMs: 2_000 };
const ids = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'dddddddd', 'eeeeeeee'];
const roles: Record<string, Role> = { aaaaaaaa: 'owner', dddddddd: 'observer', eeeeeeee: 'admin' };

const someone = fc.constantFrom(...ids);
const window = fc.constantFrom('w1', 'w2', 'w3');
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>(
    { name: 'control.request', body: {} },
    { name: 'control.cancel', body: {} },
    { name: 'control.release', body: {} },
    { name: 'control.take', body: {} },
    { name: 'leave', body: {} },
    { name: 'open', body: { url: 'https://example.com/', opener: null, spare: 's' } },
    { name: 'chat', body: { text: 'hello' } },
  ),
  fc
    .tuple(
      fc.constantFrom('control.grant' as const, 'control.deny' as const, 'control.pass' as const),
      someone,
    )
    .map(([name, participant]): Command => ({ name, body: { participant } })),
  fc
    .tuple(fc.constantFrom('focus' as const, 'close' as const), window)
    .map(([name, it]): Command => ({ name, body: { window: it } })),
  window.map((it): Command => ({ name: 'navigate', body: { window: it, to: 'back' } })),
  window.map((it): Command => ({ name: 'resize', body: { window: it, width: 800, height: 600 } })),
);
/** How far behind (or ahead of) the truth the sender's epoch is; null: none named. */
const lag = fc.option(fc.constantFrom(0, 0, 0, 1, 2, -1), { nil: null });

type Move =
  | { readonly do: 'event'; readonly event: RoomEvent }
  | { readonly do: 'command'; readonly from: string; readonly lag: number | null; readonly command: Command }
  | { readonly do: 'wait'; readonly ms: number };

const event: fc.Arbitrary<RoomEvent> = fc.oneof(
  someone.map((id): RoomEvent => ({
    type: 'joined',
    id,
    name: 'Sam',
    role: roles[id] ?? 'guest',
    kind: 'browser',
  })),
  someone.map((id): RoomEvent => ({ type: 'connected', id })),
  someone.map((id): RoomEvent => ({ type: 'connected', id })),
  someone.map((id): RoomEvent => ({ type: 'lost', id })),
  someone.map((id): RoomEvent => ({ type: 'removed', id, by: 'admin' })),
  fc.constant<RoomEvent>({ type: 'revoked' }),
);
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: event.map((it): Move => ({ do: 'event', event: it })) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('command' as const), from: someone, lag, command }),
  },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 150 }).map((ms): Move => ({ do: 'wait', ms })) },
);

interface Course {
  room: Room;
  now: number;
  readonly records: JournalRecord[];
}

const find = (room: Room, id: string | null): Participant | undefined =>
  room.participants.find((it) => it.id === id);

function holds(room: Room): void {
  const { holder, queue } = room.control;
  if (holder !== null) {
    const who = find(room, holder);
    expect(who).toBeDefined();
    expect(who?.presence).not.toBe('away');
    expect(who && mayHold(who.role)).toBe(true);
  }
  expect(new Set(queue).size).toBe(queue.length);
  expect(queue).not.toContain(holder);
  for (const id of queue) expect(find(room, id)?.presence).toMatch(/online|lost/);
  if (holder === null) for (const id of queue) expect(find(room, id)?.presence).toBe('lost');
  const live = find(room, room.live);
  if (room.live !== null) expect(live && live.presence !== 'away' && mayRun(live.role)).toBe(true);
  else expect(room.participants.some((it) => it.presence === 'online' && mayRun(it.role))).toBe(false);
  expect(room.windows.filter((it) => it.focused)).toHaveLength(room.windows.length === 0 ? 0 : 1);
  expect(viewOf(room).participants.length).toBeLessThanOrEqual(limits.participants + ids.length);
}

function advance(course: Course, it: RoomEvent): readonly Effect[] {
  const before = course.room;
  const [room, effects] = step(before, it, course.now);
  for (const effect of effects) if (effect.type === 'record') course.records.push(effect.record);
  if (room.control.holder !== before.control.holder)
    expect(room.control.epoch).toBeGreaterThan(before.control.epoch);
  else expect(room.control.epoch).toBe(before.control.epoch);
  expect(room.version).toBeGreaterThanOrEqual(before.version);
  // Whoever missed a change is told of it: nothing visible changes silently.
  if (room.version !== before.version) expect(effects).toContainEqual({ type: 'show' });
  course.room = room;
  if (!room.ended) holds(room);
  return effects;
}

const needsControl = new Set(['control.pass', 'control.release', 'navigate', 'resize']);

function play(course: Course, it: Move): void {
  if (it.do === 'event') return void advance(course, it.event);
  if (it.do === 'wait') return wait(course, it.ms);
  const { control, live } = course.room;
  const epoch = it.lag === null ? null : control.epoch - it.lag;
  const effects = advance(course, {
    type: 'sent-command',
    from: it.from,
    seq: 1,
    epoch,
    command: it.command,
  });
  const acts = needsControl.has(it.command.name) || (it.command.name === 'focus' && live !== it.from);
  if (!acts || (control.holder === it.from && epoch === control.epoch)) return;
  // Without control, or with a stale epoch: nothing is done but saying so.
  expect(effects.filter((effect) => effect.type !== 'refuse')).toEqual([]);
}

/** Time as it passes in the world: the session is woken when it asked to be. */
function wait(course: Course, ms: number): void {
  const until = course.now + ms;
  for (;;) {
    const due = nextWake(course.room);
    if (due === null || due > until) break;
    course.now = Math.max(due, course.now);
    advance(course, { type: 'woke' });
    const after = nextWake(course.room);
    expect(after === null || after > course.now).toBe(true);
  }
  course.now = until;
}

test('control: any interleaving keeps one holder or none, and no stale holder acts', () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 120 }), (moves) => {
      const course: Course = { room: emptyRoom('sesssess', limits, 0), now: 0, records: [] };
      advance(course, { type: 'created', url: 'https://example.com/' });
      for (const it of moves) play(course, it);
      expect(verifyJournal(course.records)).toBe(true);
      // In the end everybody's grace is over: nobody who is not there holds or awaits control.
      wait(course, limits.graceMs);
      if (course.room.ended) return;
      const present = course.room.participants
        .filter((who) => who.presence === 'online')
        .map((who) => who.id);
      for (const id of [course.room.control.holder, course.room.live, ...course.room.control.queue])
        if (id !== null) expect(present).toContain(id);
    }),
    { numRuns: 400 },
  );
});

test('a room never throws on a command that can be parsed', () => {
  const body = fc.dictionary(
    fc.constantFrom(
      'window',
      'participant',
      'url',
      'opener',
      'spare',
      'text',
      'name',
      'width',
      'height',
      'to',
    ),
    fc.oneof(
      window,
      someone,
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.constant('https://a.example/'),
    ),
  );
  const name = fc.constantFrom(
    'open',
    'close',
    'focus',
    'resize',
    'rename',
    'remove',
    'chat',
    'navigate',
    'end',
  );
  fc.assert(
    fc.property(someone, name, body, fc.option(fc.integer(), { nil: null }), (from, it, what, epoch) => {
      const parsed = parseCommand(it, what);
      if (!parsed.ok) return;
      let room = emptyRoom('sesssess', limits, 0);
      for (const id of ids) {
        [room] = step(
          room,
          { type: 'joined', id, name: 'Sam', role: roles[id] ?? 'guest', kind: 'browser' },
          0,
        );
        [room] = step(room, { type: 'connected', id }, 0);
      }
      const [after] = step(room, { type: 'sent-command', from, seq: 0, epoch, command: parsed.command }, 0);
      if (!after.ended) holds(after);
    }),
  );
});
