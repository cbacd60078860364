// Pointer, highlight, chat and fit: what everybody may use, control or not.
import type { JSX } from 'preact';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { Popover } from '../ui/popover.tsx';
import { zoomed, type View, type ViewMode } from './layout.ts';
import { DRAWING } from './overlay.tsx';
import { useParts } from './parts.ts';
import { activeWindow, canPause, personOf } from './session-view.ts';
import type { Drawing } from './shell-state.ts';

export function Tools(): JSX.Element {
  const { session, state, shared, isCompact } = useParts();
  const { tool, panel, unread } = state;
  const send = session.store.send;
  const mayDraw = personOf(shared, state.you)?.role !== 'observer';
  return (
    <div
      class="tools"
      role="group"
      aria-label="Tools"
      onKeyDown={(event) => {
        if (event.key === 'Escape') send({ type: 'tool', tool: 'none' });
      }}
    >
      {mayDraw && (
        <>
          <Button
            label="Pointer"
            title="Show everybody where you point"
            icon="pointer"
            quiet
            tone="ghost"
            pressed={tool === 'pointer'}
            onClick={() => send({ type: 'tool', tool: tool === 'pointer' ? 'none' : 'pointer' })}
          />
          <HighlightTool />
        </>
      )}
      {isCompact && (
        <Button
          label={`People, ${shared.participants.length} here`}
          icon="people"
          quiet
          tone="ghost"
          expanded={panel === 'people'}
          onClick={() => send({ type: 'panel', panel: panel === 'people' ? 'none' : 'people' })}
        />
      )}
      <Button
        label={unread === 0 ? 'Chat' : `Chat, ${unread} unread`}
        icon="chat"
        quiet
        tone="ghost"
        expanded={panel === 'chat'}
        onClick={() => send({ type: 'panel', panel: panel === 'chat' ? 'none' : 'chat' })}
      >
        {unread > 0 && (
          <span class="badge" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </Button>
      {canPause(shared, state.you) && (
        <Button
          label={shared.paused === null ? 'Pause' : 'Go on'}
          title={shared.paused === null ? 'Cover the page for everybody else' : 'Show the page again'}
          icon={shared.paused === null ? 'pause' : 'play'}
          quiet
          tone="ghost"
          pressed={shared.paused !== null}
          onClick={() => session.command('pause', { paused: shared.paused === null })}
        />
      )}
      <ViewTool />
    </div>
  );
}

const modes: readonly { readonly mode: ViewMode; readonly label: string }[] = [
  { mode: 'fit', label: 'Fit to screen' },
  { mode: 'real', label: 'Real size' },
  { mode: 'own', label: 'My own size' },
];

function ViewTool(): JSX.Element {
  const { session, state } = useParts();
  const { view } = state;
  const set = (to: Partial<View>): void => session.store.send({ type: 'view', view: { ...view, ...to } });
  return (
    <Popover
      label="View"
      icon="fit"
      quiet
      tone="ghost"
      content={(close) => (
        <Menu label="How the page is shown here">
          {modes.map(({ mode, label }) => (
            <MenuItem
              key={mode}
              label={label}
              checked={view.mode === mode}
              onClick={() => {
                set({ mode, zoom: 1 });
                close();
              }}
            />
          ))}
          <MenuItem label="Zoom in" icon="plus" onClick={() => set({ zoom: zoomed(view.zoom, 1) })} />
          <MenuItem label="Zoom out" icon="minus" onClick={() => set({ zoom: zoomed(view.zoom, -1) })} />
        </Menu>
      )}
    />
  );
}

const drawings: readonly { readonly tool: Drawing; readonly label: string; readonly icon: IconName }[] = [
  { tool: 'text', label: 'Text', icon: 'text' },
  { tool: 'element', label: 'Element', icon: 'element' },
  { tool: 'rectangle', label: 'Rectangle', icon: 'rectangle' },
  { tool: 'stroke', label: 'Pen', icon: 'stroke' },
];
const inks = [
  { colour: '#f5b301', name: 'Yellow' },
  { colour: '#22a06b', name: 'Green' },
  { colour: '#e5487a', name: 'Pink' },
  { colour: '#2f7df6', name: 'Blue' },
  { colour: '#e8590c', name: 'Orange' },
] as const;

function HighlightTool(): JSX.Element {
  const { session, state, shared, isCompact } = useParts();
  const { tool, drawing } = state;
  const isOn = tool !== 'none' && tool !== 'pointer';
  const window = activeWindow(shared);
  const send = session.store.send;
  return (
    <Popover
      label="Highlight"
      icon="highlighter"
      quiet={isCompact}
      tone="ghost"
      pressed={isOn}
      // The tool is on as soon as the menu opens: who wants the usual one can draw at once.
      onToggle={(isOpen) => send({ type: 'tool', tool: isOpen || !isOn ? drawing : 'none' })}
      content={(close) => (
        <Menu label="What to mark">
          {drawings.map((it) => (
            <MenuItem
              key={it.tool}
              label={it.label}
              icon={it.icon}
              checked={drawing === it.tool}
              onClick={() => {
                send({ type: 'tool', tool: it.tool });
                close();
                document.getElementById(DRAWING)?.focus({ preventScroll: true });
              }}
            />
          ))}
          <Inks />
          <MenuItem
            label="Clear all"
            icon="erase"
            onClick={() => {
              if (window !== null) session.clearHighlights(window.id);
              close();
            }}
          />
          <MenuItem
            label="Done"
            icon="check"
            onClick={() => {
              send({ type: 'tool', tool: 'none' });
              close();
            }}
          />
        </Menu>
      )}
    />
  );
}

function Inks(): JSX.Element {
  const { session, state, shared } = useParts();
  const own = personOf(shared, state.you)?.colour ?? inks[0].colour;
  const now = state.ink ?? own;
  return (
    <div class="inks" role="group" aria-label="Colour">
      {[{ colour: own, name: 'Your colour' }, ...inks].map(({ colour, name }) => (
        <button
          key={name}
          type="button"
          class="ink"
          role="menuitemradio"
          aria-checked={now === colour}
          aria-label={name}
          title={name}
          tabIndex={-1}
          style={{ '--ink': colour }}
          onClick={() => session.store.send({ type: 'ink', ink: colour })}
        />
      ))}
    </div>
  );
}
