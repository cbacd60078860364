// Who is here, at a glance, in the top bar.
import type { JSX } from 'preact';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useParts } from './parts.ts';
import { GiveControl } from './give-control.tsx';

/** More than this many would push the tabs out of sight; the rest is in the panel. */
const SHOWN = 4;
/** For so few there is room for their names on most screens. */
const FEW = 2;

export function PeopleChips(): JSX.Element {
  const { session, shared, state } = useParts();
  const { panel, you } = state;
  const isOpen = panel === 'people';
  const shown = shared.participants.slice(0, SHOWN);
  const more = shared.participants.length - shown.length;
  return (
    <div
      class={shared.participants.length > FEW ? 'chips' : 'chips chips-few'}
      role="group"
      aria-label="Who is here"
    >
      {shown.map(({ id, name, colour, online, role }) => (
        <div
          class={online ? 'chip' : 'chip chip-offline'}
          key={id}
          title={online ? name : `${name} (connection lost)`}
        >
          <Avatar name={name} colour={colour} isOffline={!online} isHolder={shared.control.holder === id} />
          <span class="chip-name">{id === you ? `${name} (you)` : name}</span>
          {role === 'owner' && <Icon name="crown" />}
          {shared.control.holder === id && <Icon name="hand" />}
          {!isOpen && <GiveControl to={id} quiet />}
        </div>
      ))}
      {more > 0 && <span class="chips-more">+{more}</span>}
      <Button
        label={`People, ${shared.participants.length} here`}
        icon="people"
        quiet
        tone="ghost"
        expanded={isOpen}
        onClick={() => session.store.send({ type: 'panel', panel: isOpen ? 'none' : 'people' })}
      />
    </div>
  );
}
