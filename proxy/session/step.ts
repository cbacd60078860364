// The whole session logic. It touches no socket, clock or store: what it wants done, it returns.
import { commands } from '../../protocol/commands.ts';
import type { ChatLine, Relayed } from '../../protocol/wire.ts';
import { act } from './acts.ts';
import { objection } from './admission.ts';
import { canHold, give, passOn, settle } from './control.ts';
import { recipients } from './delivery.ts';
import type { Effect } from './effect.ts';
import { end } from './ending.ts';
import type { RoomEvent } from './event.ts';
import { liveDue, settleLive, settleMove } from './live.ts';
import { arrive, connect, dismiss, expireGrace, isAwaited, join, lose } from './participants.ts';
import { restart } from './restart.ts';
import type { Participant, Room } from './room.ts';
import { change, changeQuietly, participantOf, record, refuse, type Turn } from './turn.ts';
import { aimWindow, noteScroll, openWindow } from './windows.ts';

/** Of the chat, how much somebody who comes late is told. */
const CHAT_LINES = 200;

/** What becomes of a session by an event, and what is to be done about it in the world. */
export function step(room: Room, event: RoomEvent, now: number): readonly [Room, readonly Effect[]] {
  if (room.ended) return [room, []];
  const turn: Turn = { room, effects: [], now };
  happen(turn, event);
  settle(turn);
  settleMove(turn, false);
  settleLive(turn);
  return [turn.room, turn.effects];
}

/** When the session wants a `woke` event; null when it waits for nothing. */
export function nextWake(room: Room): number | null {
  const { ended, participants, limits, quietSince } = room;
  if (ended) return null;
  const due = liveDue(room);
  for (const it of participants.filter(isAwaited)) due.push(it.lostAt + limits.graceMs);
  if (quietSince !== null) due.push(quietSince + limits.expiryMs);
  return due.length === 0 ? null : Math.min(...due);
}

function happen(turn: Turn, event: RoomEvent): void {
  switch (event.type) {
    case 'created':
      record(turn, { kind: 'created', url: event.url });
      changeQuietly(turn, { privacy: event.privacy ?? 'visible' });
      return openWindow(turn, { url: event.url, opener: null, spare: null });
    case 'joined':
      return join(turn, event);
    case 'dialog':
      return change(turn, { dialog: event.dialog });
    case 'called':
      return arrive(turn, event.id);
    case 'connected':
      return connect(turn, event.id);
    case 'lost':
      return lose(turn, event.id);
    case 'sent-command':
      return command(turn, event);
    case 'given':
      return canHold(participantOf(turn.room, event.id)) ? give(turn, event.id, 'given') : undefined;
    case 'revoked':
      return turn.room.control.holder === null ? undefined : passOn(turn, 'revoked');
    case 'removed':
      return dismiss(turn, event.id, 'removed', event.by);
    case 'restarted':
      return revive(turn);
    case 'ended':
      return end(turn, event.reason, event.by);
    case 'woke':
      return wake(turn);
  }
}

function command(turn: Turn, event: Extract<RoomEvent, { type: 'sent-command' }>): void {
  const sender = participantOf(turn.room, event.from);
  if (sender?.presence !== 'online') return;
  const { epoch, command: sent, seq } = event;
  const byCall = event.byCall === true;
  const answer = objection(turn.room, { sender, epoch, command: sent, byCall });
  if (answer !== null) return refuse(turn, sender.id, sent.name, answer);
  if (sent.name === 'chat') return chat(turn, sender, sent.body.text);
  // Nobody runs the pages yet: the first browser to come shows what was asked for.
  if (sent.name === 'navigate' && turn.room.live === null && typeof sent.body.to === 'object')
    return aimWindow(turn, sent.body.window, sent.body.to.url);
  if (sent.name === 'scroll') noteScroll(turn, sent.body);
  if (sent.name === 'resync' && sent.body.drift) change(turn, { drifts: turn.room.drifts + 1 });
  act(turn, { who: sender, epoch }, sent);
  if (commands[sent.name].to !== 'server')
    relay(turn, { name: sent.name, body: sent.body, from: sender.id, seq }, byCall);
}

function relay(turn: Turn, relayed: Relayed, byCall: boolean): void {
  // To be remembered for those who come late would be to be told to them.
  if (turn.room.paused !== null) return;
  const { to: receivers } = commands[relayed.name];
  const to = recipients(turn.room, relayed.name, { from: relayed.from, byCall });
  // What is for the others matters also while none is here: it may be remembered, or be the end of what is.
  if (to.length > 0 || receivers === 'others') turn.effects.push({ type: 'relay', to, relayed });
  else if (receivers === 'live' && turn.room.live !== relayed.from)
    refuse(turn, relayed.from, relayed.name, {
      reason: 'nobody-live',
      message: 'The browser that runs the page is not connected just now.',
    });
}

function chat(turn: Turn, sender: Participant, text: string): void {
  const line: ChatLine = { from: sender.id, name: sender.name, text, at: turn.now };
  changeQuietly(turn, { chat: [...turn.room.chat, line].slice(-CHAT_LINES) });
  turn.effects.push({ type: 'chat', line });
}

/** One that nobody came back to while the server stood still is over. */
function revive(turn: Turn): void {
  restart(turn);
  wake(turn);
}

function wake(turn: Turn): void {
  expireGrace(turn);
  const { quietSince, limits } = turn.room;
  if (quietSince !== null && quietSince + limits.expiryMs <= turn.now) end(turn, 'expired', '');
}
