// What the server does about each command that is meant for it. The compiler names one that has no home here.
import type { Body, Command, CommandName, commands } from '../../protocol/commands.ts';
import { lacksControl } from './admission.ts';
import { canHold, dequeue, enqueue, give, release } from './control.ts';
import { end } from './ending.ts';
import { move, settleMove } from './live.ts';
import { dismiss, rename } from './participants.ts';
import { pause } from './pause.ts';
import { mayRule } from './roles.ts';
import type { Participant } from './room.ts';
import { participantOf, refuse, type Turn } from './turn.ts';
import { closeWindow, focusWindow, noteLeak, openWindow, resizeWindow, showPage } from './windows.ts';

type ServerCommand = {
  [N in CommandName]: (typeof commands)[N]['to'] extends 'server' ? N : never;
}[CommandName];
interface Sender {
  readonly who: Participant;
  readonly epoch: number | null;
}
type Act<N extends CommandName> = (turn: Turn, sender: Sender, body: Body<N>) => void;

const acts: { readonly [N in ServerCommand]: Act<N> } = {
  page: (turn, _sender, body) => showPage(turn, body),
  open: (turn, { who }, body) =>
    openWindow(turn, { ...body, spare: who.id === turn.room.live ? body.spare : null }),
  close: (turn, _sender, { window }) => closeWindow(turn, window),
  focus: (turn, _sender, { window }) => focusWindow(turn, window),
  resize: (turn, _sender, body) => resizeWindow(turn, body),
  leak: (turn, _sender, body) => noteLeak(turn, body),
  rename: (turn, { who }, { name }) => rename(turn, who.id, name),
  'control.request': (turn, { who }) => enqueue(turn, who.id),
  'control.cancel': (turn, { who }) => dequeue(turn, who.id),
  'control.grant': (turn, sender, { participant }) => grant(turn, sender, participant),
  'control.deny': (turn, sender, { participant }) => deny(turn, sender, participant),
  'control.pass': (turn, { who }, { participant }) => hand(turn, who, participant),
  'control.release': (turn) => release(turn, 'released'),
  'control.take': (turn, { who }) => give(turn, who.id, 'taken'),
  pause: (turn, { who }, { paused }) => pause(turn, who, paused),
  move: (turn, { who, epoch }, { participant }) => move(turn, who, epoch, participant),
  packed: (turn) => settleMove(turn, true),
  remove: (turn, { who }, { participant }) => dismiss(turn, participant, 'removed', who.id),
  leave: (turn, { who }) => dismiss(turn, who.id, 'left', who.id),
  end: (turn, { who }) => end(turn, 'ended', who.id),
};

export const isForServer = (name: CommandName): name is ServerCommand => Object.hasOwn(acts, name);

export function act(turn: Turn, sender: Sender, command: Command): void {
  if (!isForServer(command.name)) return;
  // The table above pairs each name with the body of that name; the compiler cannot follow it through a lookup.
  const run = acts[command.name] as (turn: Turn, sender: Sender, body: Command['body']) => void;
  run(turn, sender, command.body);
}

function grant(turn: Turn, sender: Sender, to: string): void {
  if (!decides(turn, sender, 'control.grant')) return;
  if (!turn.room.control.queue.includes(to)) {
    refuse(turn, sender.who.id, 'control.grant', {
      reason: 'not-allowed',
      message: 'They do not ask for control any more.',
    });
    return;
  }
  if (isHere(turn, sender.who, to, 'control.grant')) give(turn, to, 'granted');
}

function deny(turn: Turn, sender: Sender, to: string): void {
  if (!decides(turn, sender, 'control.deny') || !turn.room.control.queue.includes(to)) return;
  dequeue(turn, to);
  refuse(turn, to, 'control.request', {
    reason: 'not-allowed',
    message: `${sender.who.name} keeps control for now.`,
  });
}

function hand(turn: Turn, from: Participant, to: string): void {
  if (isHere(turn, from, to, 'control.pass')) give(turn, to, 'passed');
}

/** Requests are answered by who holds control, and by those who rule anyway. */
function decides(turn: Turn, { who, epoch }: Sender, name: CommandName): boolean {
  const answer = mayRule(who.role) ? null : lacksControl(turn.room, who, epoch);
  if (answer !== null) refuse(turn, who.id, name, answer);
  return answer === null;
}

function isHere(turn: Turn, sender: Participant, to: string, name: CommandName): boolean {
  const receiver = participantOf(turn.room, to);
  if (canHold(receiver)) return true;
  const message =
    receiver?.presence === 'online'
      ? `As ${receiver.role} they may not have control.`
      : 'They are not connected just now.';
  refuse(turn, sender.id, name, { reason: 'not-allowed', message });
  return false;
}
