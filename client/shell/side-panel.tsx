// People or chat, beside the page; over it where there is little room.
import type { JSX } from 'preact';
import { Button } from '../ui/button.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { useParts } from './parts.ts';
import { PeoplePanel } from './people-panel.tsx';

export function SidePanel(): JSX.Element | null {
  const { session, state } = useParts();
  const { panel } = state;
  if (panel === 'none') return null;
  const close = (): void => session.store.send({ type: 'panel', panel: 'none' });
  const title = panel === 'chat' ? 'Chat' : 'People';
  return (
    <aside
      class="side"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header class="side-head">
        <h2>{title}</h2>
        <Button label={`Close ${title.toLowerCase()}`} icon="close" quiet tone="ghost" onClick={close} />
      </header>
      {panel === 'chat' ? <ChatPanel /> : <PeoplePanel />}
    </aside>
  );
}
