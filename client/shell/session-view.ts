// What a session's state means for one participant: who is who, and which buttons make sense.
import type { ParticipantState, SessionState, WindowState } from '../../protocol/state.ts';

export const personOf = (session: SessionState, id: string | null): ParticipantState | null =>
  session.participants.find((it) => it.id === id) ?? null;

/** Somebody who has just left may still be spoken of. */
export const nameOf = (session: SessionState, id: string | null): string =>
  personOf(session, id)?.name ?? 'Somebody';

export const activeWindow = (session: SessionState): WindowState | null =>
  session.windows.find((it) => it.focused) ?? session.windows[0] ?? null;

export function statusText(session: SessionState, you: string): string {
  const { holder } = session.control;
  if (holder === null) return 'Nobody has control';
  return holder === you ? 'You have control' : `${nameOf(session, holder)} has control`;
}

export function titleOf(window: WindowState): string {
  if (window.title !== '') return window.title;
  if (!URL.canParse(window.url) || window.url === 'about:blank') return 'Empty window';
  return new URL(window.url).host;
}

export interface ControlView {
  readonly status: string;
  readonly holder: string | null;
  readonly isMine: boolean;
  readonly isOwner: boolean;
  readonly canRequest: boolean;
  readonly canTake: boolean;
  /** One's own place in the queue, from 1; 0: not in it. */
  readonly place: number;
  readonly queue: readonly string[];
  /** Whether one may answer those who wait. */
  readonly canAnswer: boolean;
}

export function controlView(session: SessionState, you: string): ControlView {
  const { holder, queue } = session.control;
  const role = personOf(session, you)?.role;
  const isMine = holder === you;
  const isOwner = role === 'owner' || role === 'admin';
  const place = queue.indexOf(you) + 1;
  const mayAct = role !== undefined && role !== 'observer';
  return {
    status: statusText(session, you),
    holder,
    isMine,
    isOwner,
    canRequest: mayAct && !isMine && place === 0,
    canTake: isOwner && !isMine && holder !== null,
    place,
    queue,
    canAnswer: isMine || isOwner,
  };
}

/** How control can be given to somebody: as the answer to a request, or of one's own accord; null: it cannot. */
export function givingTo(
  session: SessionState,
  you: string,
  to: string,
): 'control.grant' | 'control.pass' | null {
  const view = controlView(session, you);
  const person = personOf(session, to);
  if (to === you || to === view.holder || person === null || person.role === 'observer') return null;
  if (view.canAnswer && view.queue.includes(to)) return 'control.grant';
  return view.isMine && person.online ? 'control.pass' : null;
}

/** Whether one may have the pages run in somebody's browser. */
export function canMoveTo(session: SessionState, you: string, to: string): boolean {
  const view = controlView(session, you);
  const person = personOf(session, to);
  if (session.live === null || session.live === to || session.moving !== null) return false;
  if (person?.kind !== 'browser' || !person.online || person.role === 'observer') return false;
  return view.isOwner || session.live === you || (view.isMine && to === you);
}

/** Whether one may cover the mirrors, and show the pages again. */
export const canPause = (session: SessionState, you: string): boolean =>
  session.live !== null && (session.live === you || controlView(session, you).isOwner);

/** Whether one sees nothing of the pages just now. */
export const isCovered = (session: SessionState, you: string): boolean =>
  session.paused !== null && session.live !== you;

/** What to tell those whose browser does not run the page of a dialog there; null: nothing. */
export function dialogText({ dialog, live, ...session }: SessionState, you: string): string | null {
  if (dialog === null || live === you) return null;
  const who = personOf({ dialog, live, ...session }, live)?.name ?? 'The other browser';
  if (dialog.kind === 'print') return `${who} is asked to print the page.`;
  const said = dialog.text === '' ? 'something' : `“${dialog.text}”`;
  return dialog.kind === 'alert'
    ? `The page says ${said} in ${who}’s browser, and waits until they have closed it.`
    : `The page asks ${said} in ${who}’s browser, where it is answered.`;
}
