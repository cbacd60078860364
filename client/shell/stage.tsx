// The windows' pages, one upon the other; the one in front is seen.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useElementSize, type Size } from '../ui/element-size.ts';
import { layoutFor } from './layout.ts';
import { isLoading } from './loading.ts';
import { Pane } from './pane.tsx';
import { useParts } from './parts.ts';
import { activeWindow, controlView, isCovered, nameOf } from './session-view.ts';

/** A window that is being dragged larger tells of it this often at most. */
const RESIZE_EVERY_MS = 120;

export function Stage(): JSX.Element {
  const { shared, state } = useParts();
  const area = useRef<HTMLDivElement>(null);
  const size = useElementSize(area);
  useLayoutSize(size);
  return (
    <main class="stage" ref={area} aria-busy={isLoading(state)}>
      {isLoading(state) && <div class="progress" role="progressbar" aria-label="The page is loading" />}
      {isCovered(shared, state.you) && (
        <p class="cover cover-paused" role="status">
          {`${nameOf(shared, shared.paused)} has paused. The page is shown again when they go on.`}
        </p>
      )}
      {size !== null && state.placement.slots.map((slot) => <Pane key={slot.key} slot={slot} pane={size} />)}
      {shared.windows.length === 0 && (
        <p class="cover">No window is open. Open one with the plus in the top bar.</p>
      )}
    </main>
  );
}

/** Who has control decides the layout size: their own pane's. */
function useLayoutSize(pane: Size | null): void {
  const { session, shared, state } = useParts();
  const window = activeWindow(shared);
  const { isMine } = controlView(shared, state.you);
  const isOnline = state.phase === 'online';
  useEffect(() => {
    if (!isMine || !isOnline || pane === null || window === null) return;
    const wanted = layoutFor(pane);
    if (wanted.width === window.width && wanted.height === window.height) return;
    const timer = setTimeout(
      () => session.command('resize', { window: window.id, ...wanted }),
      RESIZE_EVERY_MS,
    );
    return () => clearTimeout(timer);
  }, [isMine, isOnline, pane?.width, pane?.height, window?.id]);
}
