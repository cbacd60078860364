// People or chat, beside the page; over it where there is little room.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { useParts } from './parts.ts';
import { PeoplePanel } from './people-panel.tsx';

export function SidePanel(): JSX.Element | null {
  const { session, state } = useParts();
  const { panel } = state;
  const element = useRef<HTMLElement>(null);
  useKeyboardWay(element, panel !== 'none');
  if (panel === 'none') return null;
  const close = (): void => session.store.send({ type: 'panel', panel: 'none' });
  const title = panel === 'chat' ? 'Chat' : 'People';
  return (
    <aside
      class="side"
      ref={element}
      tabIndex={-1}
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

/** The keyboard follows into what was opened, and goes back to where it was when that is closed. */
function useKeyboardWay(panel: { readonly current: HTMLElement | null }, isOpen: boolean): void {
  // Before the panel's own effects: a field in it may take the focus.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement) before.focus();
    };
  }, [isOpen]);
}
