// What changed between two states of a session, in words for people: read out, and the important shown.
import type { SessionState } from '../../protocol/state.ts';
import { activeWindow, nameOf, statusText } from './session-view.ts';
import type { Offer } from './shell-state.ts';

export interface News {
  readonly text: string;
  readonly toast: boolean;
  readonly offer: Offer | null;
}

const told = (text: string, toast = false, offer: Offer | null = null): News => ({ text, toast, offer });

function ofPeople(before: SessionState, after: SessionState, you: string): News[] {
  const lines: News[] = [];
  for (const person of after.participants) {
    if (person.id === you) continue;
    const known = before.participants.find((it) => it.id === person.id);
    if (known === undefined) lines.push(told(`${person.name} joined.`, true));
    else if (known.online && !person.online) lines.push(told(`${person.name} lost the connection.`));
    else if (!known.online && person.online) lines.push(told(`${person.name} is back.`));
  }
  for (const person of before.participants) {
    if (person.id !== you && !after.participants.some((it) => it.id === person.id))
      lines.push(told(`${person.name} left.`, true));
  }
  return lines;
}

function ofControl(before: SessionState, after: SessionState, you: string): News[] {
  const lines: News[] = [];
  const { holder } = after.control;
  if (holder !== before.control.holder)
    lines.push(told(`${statusText(after, you)}.`, holder === you || before.control.holder === you));
  const mayAdmit = holder === you || after.participants.find((it) => it.id === you)?.role === 'owner';
  for (const id of after.control.queue) {
    if (id === you || before.control.queue.includes(id)) continue;
    lines.push(
      told(
        `${nameOf(after, id)} asks for control.`,
        mayAdmit,
        mayAdmit ? { kind: 'admit', participant: id } : null,
      ),
    );
  }
  return lines;
}

function ofMoves(before: SessionState, after: SessionState, you: string): News[] {
  const lines: News[] = [];
  const { live, moving, paused } = after;
  if (paused !== before.paused)
    lines.push(told(paused === null ? 'The page is shown again.' : `${nameOf(after, paused)} has paused.`));
  if (moving !== null && before.moving !== moving)
    lines.push(
      told(
        moving === you
          ? 'The page is on its way to your browser.'
          : `The page moves to ${nameOf(after, moving)}’s browser.`,
      ),
    );
  if (live !== null && before.live !== null && live !== before.live)
    lines.push(
      told(
        live === you
          ? 'The page runs in your browser now.'
          : `The page runs in ${nameOf(after, live)}’s browser now.`,
        true,
      ),
    );
  return lines;
}

function ofPages(before: SessionState, after: SessionState): News[] {
  const was = activeWindow(before);
  const is = activeWindow(after);
  if (is === null || is.status === 'loading' || is.page === '') return [];
  const settled =
    was?.id === is.id && was.page === is.page && was.status !== 'loading' && was.title === is.title;
  return settled ? [] : [told(`Page: ${is.title === '' ? is.url : is.title}.`)];
}

/** The news for `you`, in the order in which they matter. */
export function news(before: SessionState, after: SessionState, you: string): readonly News[] {
  return [
    ...ofControl(before, after, you),
    ...ofPeople(before, after, you),
    ...ofMoves(before, after, you),
    ...ofPages(before, after),
  ];
}
