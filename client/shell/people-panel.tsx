// Everybody in the session, with what one can do about each, and who waits for control.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ParticipantState } from '../../protocol/state.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { GiveControl } from './give-control.tsx';
import { useParts } from './parts.ts';
import { canMoveTo, controlView, nameOf } from './session-view.ts';

const ROLES = { owner: 'Owner', guest: 'Guest', observer: 'Observer', admin: 'Admin' } as const;

export function PeoplePanel(): JSX.Element {
  const { shared, state } = useParts();
  const { queue } = shared.control;
  return (
    <>
      <ul class="people">
        {shared.participants.map((it) => (
          <Person key={it.id} person={it} />
        ))}
      </ul>
      {queue.length > 0 && (
        <section class="queue" aria-label="Waiting for control">
          <h3>Waiting for control</h3>
          <ol>
            {queue.map((id) => (
              <Waiting key={id} id={id} />
            ))}
          </ol>
        </section>
      )}
      {state.lag !== null && (
        <p class="panel-note">Connection to the server: {Math.max(1, Math.round(state.lag))} ms</p>
      )}
    </>
  );
}

function Waiting({ id }: { readonly id: string }): JSX.Element {
  const { session, shared, state } = useParts();
  const name = nameOf(shared, id);
  return (
    <li>
      <span class="queue-name">{id === state.you ? `${name} (you)` : name}</span>
      {controlView(shared, state.you).canAnswer && id !== state.you && (
        <Button
          label={`Deny ${name}`}
          icon="close"
          quiet
          tone="ghost"
          onClick={() => session.command('control.deny', { participant: id })}
        />
      )}
    </li>
  );
}

/** What a person is and does here, in a line. */
function linesOf(person: ParticipantState, holder: string | null, live: string | null): string {
  const words: string[] = [ROLES[person.role]];
  if (person.kind === 'sip') words.push('by phone');
  if (!person.online) words.push('connection lost');
  if (holder === person.id) words.push('has control');
  if (live === person.id) words.push('runs the page');
  return words.join(' · ');
}

function Person({ person }: { readonly person: ParticipantState }): JSX.Element {
  const { session, shared, state } = useParts();
  const [isRemoving, setRemoving] = useState(false);
  const { id, name, colour, online } = person;
  const isYou = id === state.you;
  const canRemove = controlView(shared, state.you).isOwner && !isYou;
  return (
    <li class={online ? 'person' : 'person person-offline'}>
      <Avatar name={name} colour={colour} isOffline={!online} isHolder={shared.control.holder === id} />
      <div class="person-words">
        <strong>{isYou ? `${name} (you)` : name}</strong>
        <span>{linesOf(person, shared.control.holder, shared.live)}</span>
      </div>
      <span class="person-acts">
        {canMoveTo(shared, state.you, id) && (
          <Button
            label={isYou ? 'Run the page here' : `Run the page in ${name}’s browser`}
            icon="window"
            quiet
            tone="ghost"
            onClick={() => session.command('move', { participant: id })}
          />
        )}
        {canRemove && (
          <Button
            label={`Remove ${name}`}
            icon="remove"
            quiet
            tone="ghost"
            onClick={() => setRemoving(true)}
          />
        )}
      </span>
      <GiveControl to={id} />
      {isRemoving && (
        <Dialog title={`Remove ${name}?`} onClose={() => setRemoving(false)}>
          <p>{name} leaves the session at once and cannot come back with the same link in this browser.</p>
          <div class="dialog-buttons">
            <Button label="Keep" onClick={() => setRemoving(false)} />
            <Button
              label="Remove"
              tone="danger"
              onClick={() => {
                setRemoving(false);
                session.command('remove', { participant: id });
              }}
            />
          </div>
        </Dialog>
      )}
    </li>
  );
}
