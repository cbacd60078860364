// One session: a row, and its details when it is opened.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { duration } from '../ui/duration.ts';
import { Icon } from '../ui/icon.tsx';
import { CallForm } from './call-form.tsx';
import { holderOf, shownWindow, siteOf, type AdminSession } from './overview.ts';
import type { Question } from './session-list.tsx';

interface RowProps {
  readonly session: AdminSession;
  /** Whether SIP is on. */
  readonly takesCalls: boolean;
  readonly now: number;
  readonly ask: (question: Question) => void;
}

const AVATARS = 5;
const COLUMNS = 8;

export function SessionRow({ session, takesCalls, now, ask }: RowProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const { id, participants, windows, leaks, drifts, created } = session;
  const site = siteOf(session);
  const title = shownWindow(session)?.title ?? '';
  const end: Question = {
    title: `End the session at ${site}?`,
    text: 'Everybody is sent out, and its cookies and stored data are deleted.',
    yes: 'End session',
    path: `/sessions/${id}/end`,
  };
  return (
    <tbody class="session">
      <tr>
        <th scope="row" class="session-site">
          <button
            type="button"
            class="session-open"
            aria-expanded={isOpen}
            aria-label={`Details of ${site}`}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="forward" />
          </button>
          <span class="session-words">
            <strong>{site}</strong>
            <span>{title === '' ? id : title}</span>
          </span>
        </th>
        <td data-column="Participants">
          <span class="session-people">
            {participants.slice(0, AVATARS).map((it) => (
              <span key={it.id} title={`${it.name} (${it.role})`}>
                <Avatar name={it.name} colour={it.colour} isOffline={!it.online} />
                <span class="unseen">{it.name}, </span>
              </span>
            ))}
            <span class="session-count">
              {participants.length > AVATARS ? `+${participants.length - AVATARS}` : ''}
            </span>
          </span>
        </td>
        <td data-column="Control">
          <Holder session={session} now={now} />
        </td>
        <td data-column="Windows">{windows.length}</td>
        <td data-column="Resyncs">{drifts}</td>
        <td data-column="Leaks">{leaks === 0 ? '0' : <strong class="session-leaks">{leaks}</strong>}</td>
        <td data-column="Age">{duration(now - created)}</td>
        <td class="session-actions">
          <Button
            label={`End the session at ${site}`}
            title="End session"
            icon="end"
            quiet
            tone="ghost"
            onClick={() => ask(end)}
          />
        </td>
      </tr>
      {isOpen && (
        <tr class="session-details">
          <td colSpan={COLUMNS}>
            <Details session={session} takesCalls={takesCalls} ask={ask} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function Holder({ session, now }: { readonly session: AdminSession; readonly now: number }): JSX.Element {
  const holder = holderOf(session);
  if (holder === null) return <span class="soft">Nobody</span>;
  const { since, queue } = session.control;
  return (
    <span class="session-words">
      <strong>{holder.name}</strong>
      <span>
        {heldFor(now - since)}
        {queue.length > 0 && `, ${queue.length} waiting`}
      </span>
    </span>
  );
}

const JUST_NOW_MS = 10_000;
const heldFor = (ms: number): string => (ms < JUST_NOW_MS ? 'since just now' : `for ${duration(ms)}`);

function Details({ session, takesCalls, ask }: Omit<RowProps, 'now'>): JSX.Element {
  const { id, participants, windows, control, live } = session;
  const revoke: Question = {
    title: 'Take control away?',
    text: 'It passes to whoever waits first, else to the owner.',
    yes: 'Take away',
    path: `/sessions/${id}/revoke`,
  };
  return (
    <div class="details">
      <section aria-label="Participants">
        <h2>Participants</h2>
        <ul>
          {participants.map((it) => (
            <li key={it.id}>
              <Avatar
                name={it.name}
                colour={it.colour}
                isOffline={!it.online}
                isHolder={it.id === control.holder}
              />
              <span class="session-words">
                <strong>{it.name}</strong>
                <span>
                  {[it.role, it.online ? '' : 'connection lost', it.id === live ? 'runs the page' : '']
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {it.id === control.holder && (
                <Button
                  label={`Take control away from ${it.name}`}
                  title="Take control away"
                  icon="hand"
                  quiet
                  tone="ghost"
                  onClick={() => ask(revoke)}
                />
              )}
              <Button
                label={`Remove ${it.name}`}
                icon="remove"
                quiet
                tone="ghost"
                onClick={() => ask(removal(id, it))}
              />
            </li>
          ))}
        </ul>
        {takesCalls && <CallForm session={id} />}
      </section>
      <section aria-label="Windows">
        <h2>Windows</h2>
        <ul>
          {windows.map((it) => (
            <li key={it.id}>
              <Icon name="globe" />
              <span class="session-words">
                <strong>{it.title === '' ? it.id : it.title}</strong>
                <span>{it.url}</span>
              </span>
            </li>
          ))}
        </ul>
        <p class="soft">Session {id}</p>
      </section>
    </div>
  );
}

function removal(session: string, { id, name }: AdminSession['participants'][number]): Question {
  return {
    title: `Remove ${name}?`,
    text: `${name} leaves the session at once. The others go on.`,
    yes: 'Remove',
    path: `/sessions/${session}/participants/${id}/remove`,
  };
}
