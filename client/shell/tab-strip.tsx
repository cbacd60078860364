// The windows of the session as tabs.
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { WindowState } from '../../protocol/state.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useParts } from './parts.ts';
import { controlView, titleOf } from './session-view.ts';

export function TabStrip(): JSX.Element {
  const { session, shared, state } = useParts();
  const { isMine } = controlView(shared, state.you);
  const list = useRef<HTMLDivElement>(null);
  const ask = (): void =>
    session.store.send({
      type: 'toast',
      tone: 'info',
      text: 'Only who has control opens, changes and closes windows.',
      offer: { kind: 'request' },
    });
  const select = (id: string): void => (isMine ? session.command('focus', { window: id }) : ask());
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const tabs = [...(list.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    const at = tabs.findIndex((it) => it === document.activeElement);
    tabs[(at + step + tabs.length) % tabs.length]?.focus();
    event.preventDefault();
  };
  return (
    <div class="tabs">
      <div class="tab-list" role="tablist" aria-label="Windows" ref={list} onKeyDown={move}>
        {shared.windows.map((it) => (
          <Tab key={it.id} window={it} canClose={isMine} onSelect={() => select(it.id)} />
        ))}
      </div>
      <Button
        label="New window"
        icon="plus"
        quiet
        tone="ghost"
        onClick={() =>
          isMine ? session.command('open', { url: 'about:blank', opener: null, spare: null }) : ask()
        }
      />
    </div>
  );
}

interface TabProps {
  readonly window: WindowState;
  readonly canClose: boolean;
  readonly onSelect: () => void;
}

function Tab({ window, canClose, onSelect }: TabProps): JSX.Element {
  const { session } = useParts();
  const title = titleOf(window);
  const close = (): void => session.command('close', { window: window.id });
  return (
    // A tab's own children are presentational (ARIA, "tab"), so that its close button stands beside it.
    <div class={window.focused ? 'tab tab-front' : 'tab'} role="presentation">
      <button
        type="button"
        class="tab-title"
        role="tab"
        id={`tab-${window.id}`}
        aria-selected={window.focused}
        aria-controls={`window-${window.id}`}
        tabIndex={window.focused ? 0 : -1}
        title={title}
        onClick={onSelect}
        onAuxClick={(event) => {
          if (event.button === 1 && canClose) close();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Delete' && canClose) close();
        }}
      >
        <TabIcon window={window} />
        <span class="tab-text">{title}</span>
      </button>
      {canClose && (
        <Button label={`Close ${title}`} icon="close" quiet tone="ghost" class="tab-close" onClick={close} />
      )}
    </div>
  );
}

function TabIcon({ window }: { readonly window: WindowState }): JSX.Element {
  const { session } = useParts();
  if (window.url !== 'about:blank' && window.status !== 'complete')
    return <span class="tab-spinner" aria-hidden="true" />;
  if (window.icon === '') return <Icon name="globe" />;
  return <TabPicture key={window.icon} url={session.proxied(window.icon)} />;
}

/** The site's own icon, through the proxy like everything of the site. */
function TabPicture({ url }: { readonly url: string }): JSX.Element {
  const picture = useRef<HTMLImageElement>(null);
  return (
    <img
      class="tab-picture"
      ref={picture}
      src={url}
      alt=""
      onError={() => picture.current?.classList.add('tab-picture-broken')}
    />
  );
}
