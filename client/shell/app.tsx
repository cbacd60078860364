// The shell as a whole: bars around the stage, and what is said about them.
import type { JSX } from 'preact';
import { Icon } from '../ui/icon.tsx';
import { Brand } from '../ui/brand.tsx';
import { useMedia } from '../ui/media.ts';
import { useStore } from '../ui/store.ts';
import { AddressBar } from './address-bar.tsx';
import { ControlBar } from './control-bar.tsx';
import { Ended } from './ended.tsx';
import { PartsContext } from './parts.ts';
import { PeopleChips } from './people-chips.tsx';
import { SessionActions } from './session-actions.tsx';
import { dialogText, isCovered } from './session-view.ts';
import type { Session } from './session.ts';
import { SidePanel } from './side-panel.tsx';
import { Stage } from './stage.tsx';
import { TabStrip } from './tab-strip.tsx';
import { Toasts } from './toasts.tsx';
import { Tools } from './tools.tsx';

/** The same width as in shell.css. */
const COMPACT = '(max-width: 720px)';

export function App({ session }: { readonly session: Session }): JSX.Element {
  const state = useStore(session.store);
  const isCompact = useMedia(COMPACT);
  if (state.phase === 'ended') return <Ended reason={state.end} problem={state.problem} />;
  if (state.session === null)
    return <p class="entry cover">{state.phase === 'ending' ? 'Leaving…' : 'Connecting…'}</p>;
  return (
    <PartsContext.Provider value={{ session, state, shared: state.session, isCompact }}>
      <div class={`shell shell-${state.phase}`}>
        <header class="top">
          {!isCompact && <Brand />}
          <TabStrip />
          {!isCompact && <PeopleChips />}
          <SessionActions />
        </header>
        <AddressBar />
        <ControlBar />
        <Tools />
        <div class="work">
          <Stage />
          <SidePanel />
        </div>
        {state.phase === 'offline' && (
          <p class="banner" role="alert">
            <Icon name="offline" />
            The connection is lost. Trying to reconnect; what you see may be out of date.
          </p>
        )}
        {state.session.paused !== null && !isCovered(state.session, state.you) && (
          <p class="banner" role="status">
            <Icon name="pause" />
            Paused: nobody else sees the page.
          </p>
        )}
        {dialogText(state.session, state.you) !== null && (
          <p class="banner" role="status">
            <Icon name="warning" />
            {dialogText(state.session, state.you)}
          </p>
        )}
        {state.phase === 'ending' && (
          <p class="banner">The session is over. Clearing what its sites have stored…</p>
        )}
        <Toasts />
        <p class="unseen" aria-live="polite">
          {state.said}
        </p>
      </div>
    </PartsContext.Provider>
  );
}
