// Whose browser runs the pages: one for all windows, so that a site's windows share one storage.
import { lacksControl } from './admission.ts';
import { noteDark } from './dark.ts';
import { mayRule, mayRun } from './roles.ts';
import type { Participant, Room } from './room.ts';
import { change, participantOf, record, refuse, type Turn } from './turn.ts';

/** How long the browser that runs the pages may take to pack up. */
const PACK_MS = 3_000;
/** How long one whose connection is lost is waited for while another could run the pages. */
const LOST_MS = 10_000;

/** Asks for a move; it happens once the browser that runs the pages has packed up. */
export function move(turn: Turn, sender: Participant, epoch: number | null, to: string): void {
  const { room, now } = turn;
  const objection =
    mayRule(sender.role) || sender.id === room.live
      ? null
      : sender.id === to
        ? lacksControl(room, sender, epoch)
        : ({ reason: 'not-allowed', message: 'You may move the page to your own browser only.' } as const);
  if (objection !== null) return refuse(turn, sender.id, 'move', objection);
  const receiver = participantOf(room, to);
  if (receiver === undefined || !canRun(receiver)) {
    const message =
      receiver?.presence === 'online'
        ? 'The page cannot run there: it takes a browser whose participant may act.'
        : 'They are not connected just now.';
    return refuse(turn, sender.id, 'move', { reason: 'not-allowed', message });
  }
  if (to !== room.live) change(turn, { moving: { to, since: now } });
}

/** Ends a move that is under way: done, or void. */
export function settleMove(turn: Turn, isPacked: boolean): void {
  const { moving, participants, live } = turn.room;
  if (moving === null) return;
  const [receiver, runner] = [moving.to, live].map((id) => participants.find((it) => it.id === id));
  if (receiver === undefined || !canRun(receiver) || live === moving.to) change(turn, { moving: null });
  // Who is not there packs nothing.
  else if (isPacked || runner === undefined || !canRun(runner) || moving.since + PACK_MS <= turn.now)
    run(turn, moving.to);
}

/** After whatever happened: somebody runs the pages if anybody can. */
export function settleLive(turn: Turn): void {
  const { room, now } = turn;
  const runner = room.participants.find((it) => it.id === room.live);
  if (runner !== undefined && hasBrowser(runner) && !isGone(runner, now)) return;
  const next =
    successor(room) ?? (runner !== undefined && hasBrowser(runner) && isLost(runner) ? runner.id : null);
  if (next !== room.live) run(turn, next);
}

/** When something of this becomes due by itself. */
export function liveDue(room: Room): number[] {
  const { moving, participants, live } = room;
  const due = moving === null ? [] : [moving.since + PACK_MS];
  const runner = participants.find((it) => it.id === live);
  if (runner !== undefined && isLost(runner) && successor(room) !== null) due.push(runner.lostAt + LOST_MS);
  return due;
}

function run(turn: Turn, next: string | null): void {
  if (turn.room.live !== null) noteDark(turn);
  // A spare frame stands in the browser that held it: no other has it.
  const windows = turn.room.windows.map((it) => ({ ...it, spare: null }));
  change(turn, { live: next, moving: null, dialog: null, windows });
  record(turn, { kind: 'live', participant: next });
}

const hasBrowser = ({ kind, browser }: Participant): boolean => kind === 'browser' || browser !== 'none';
const isLost = ({ presence, browser }: Participant): boolean => presence === 'lost' || browser === 'lost';

function isGone(it: Participant, now: number): boolean {
  return it.presence === 'away' || (isLost(it) && it.lostAt + LOST_MS <= now);
}

function successor(room: Room): string | null {
  const able = room.participants.filter(canRun);
  return (able.find((it) => it.role === 'owner') ?? able[0])?.id ?? null;
}

const canRun = (it: Participant): boolean =>
  it.presence === 'online' && (it.kind === 'browser' || it.browser === 'here') && mayRun(it.role);
