// One iframe, laid out at the session's size and scaled to this screen.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { PERMISSIONS } from '../../protocol/holder.ts';
import type { WindowState } from '../../protocol/state.ts';
import type { Size } from '../ui/element-size.ts';
import { fitInto, layoutFor } from './layout.ts';
import { MarksLayer } from './marks-layer.tsx';
import { Overlay } from './overlay.tsx';
import { useParts } from './parts.ts';
import { isPlainSpare, type Slot } from './placement.ts';
import { activeWindow, controlView, titleOf } from './session-view.ts';

// No allow-top-navigation of any kind: a page must not be able to replace the shell.
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-modals allow-downloads allow-pointer-lock allow-presentation';

interface PaneProps {
  readonly slot: Slot;
  readonly pane: Size;
}

/** `window` is null for a spare frame, which waits unseen. */
export function Pane({ slot, pane }: PaneProps): JSX.Element {
  const { shared } = useParts();
  const window = shared.windows.find((it) => it.id === slot.window) ?? null;
  const isFront = window !== null && window.id === activeWindow(shared)?.id;
  // Nothing is laid out yet where nothing was loaded.
  const size = window === null || slot.load === 0 ? pane : window;
  return (
    <div
      class={`${isFront ? 'pane' : 'pane pane-hidden'}${slot.past ? ' pane-past' : ''}`}
      role={window === null || slot.past ? undefined : 'tabpanel'}
      id={window === null || slot.past ? undefined : `window-${window.id}`}
      aria-labelledby={window === null || slot.past ? undefined : `tab-${window.id}`}
      aria-hidden={slot.past ? true : undefined}
    >
      <Scaled slot={slot} window={window} size={size} pane={pane} />
    </div>
  );
}

interface ScaledProps extends PaneProps {
  readonly window: WindowState | null;
  readonly size: Size;
}

function Scaled({ slot, window, size: laidOut, pane }: ScaledProps): JSX.Element {
  const { state, shared } = useParts();
  const isMine = controlView(shared, state.you).isMine;
  // The layout of whoever has control, and of the page that runs, is everybody's.
  const isOwn = state.view.mode === 'own' && slot.role === 'mirror' && !isMine;
  const size = isOwn ? layoutFor(pane) : laidOut;
  const { scale, left, top } = fitInto(size, pane, state.view);
  return (
    // The outer box has the size that is seen, so that a pane can scroll what does not fit.
    <div
      class="page-room"
      style={{
        width: `${size.width * scale}px`,
        height: `${size.height * scale}px`,
        marginLeft: `${left}px`,
        marginTop: `${top}px`,
      }}
    >
      <div
        class="page"
        style={{
          width: `${size.width}px`,
          height: `${size.height}px`,
          transform: scale === 1 ? 'none' : `scale(${scale})`,
        }}
      >
        <PageFrame
          slot={slot}
          title={window === null ? '' : titleOf(window)}
          isInert={!isMine || state.tool !== 'none' || slot.past}
          isFront={window !== null && window.focused}
        />
        {window !== null && !slot.past && (
          <>
            <Cover slot={slot} window={window} />
            <MarksLayer window={window.id} scale={scale} />
            <Overlay window={window} scale={scale} />
          </>
        )}
      </div>
    </div>
  );
}

function PageFrame({
  slot,
  title,
  isInert,
  isFront,
}: {
  readonly slot: Slot;
  readonly title: string;
  readonly isInert: boolean;
  readonly isFront: boolean;
}): JSX.Element {
  const { session } = useParts();
  const element = useRef<HTMLIFrameElement>(null);
  const { key, window, role, url } = slot;
  const isLed = isPlainSpare(slot);
  useLayoutEffect(() => {
    session.show(key, element.current);
    return () => session.show(key, null);
  }, [key]);
  useLayoutEffect(() => {
    const frame = element.current;
    if (frame === null || slot.load === 0) return;
    const address = session.proxied(url);
    // A mirror leaves no trail in the history: back and forward are the live page's.
    if (slot.held && slot.window !== null) session.lead(key, address);
    else if (role === 'mirror' && frame.hasAttribute('src')) frame.contentWindow?.location.replace(address);
    else frame.src = address;
  }, [slot.load]);
  useHands(element, isInert, isFront);
  return (
    <iframe
      ref={element}
      class="page-frame"
      title={title}
      // A window that the shell leads has no name: no other page may find it as its spare.
      name={isLed && window !== null ? undefined : slot.name || undefined}
      onLoad={() => session.shown(key)}
      data-window-id={slot.past ? undefined : (window ?? undefined)}
      data-role={window === null || slot.past ? undefined : role}
      sandbox={SANDBOX}
      allow={PERMISSIONS}
      aria-hidden={window === null ? true : undefined}
    />
  );
}

/**
 * Whether this participant's hands reach the page. Who may type from now on does so in the page, unless they are doing
 * something else in the shell. Who may not any more: after the page has heard of it, since a page that becomes inert
 * loses its focus, which whoever has control now goes on with.
 */
function useHands(
  frame: { readonly current: HTMLIFrameElement | null },
  isInert: boolean,
  isFront: boolean,
): void {
  const was = useRef(isInert);
  useEffect(() => {
    const isGained = was.current && !isInert;
    was.current = isInert;
    frame.current?.toggleAttribute('inert', isInert);
    if (isGained && isFront && document.activeElement === document.body) frame.current?.focus();
  }, [isInert, isFront]);
}

/** What stands where no page is yet. */
function Cover({ slot, window }: { readonly slot: Slot; readonly window: WindowState }): JSX.Element | null {
  const { state, shared } = useParts();
  const { isMine, status } = controlView(shared, state.you);
  if (
    window.url === 'about:blank' &&
    !slot.held &&
    !isPlainSpare(slot) &&
    window.page === '' &&
    slot.load === 0
  ) {
    return (
      <p class="cover">
        {isMine ? 'Enter an address to go somewhere together.' : `${status}. This window is still empty.`}
      </p>
    );
  }
  if (slot.load > 0) return null;
  return (
    <p class="cover">
      {shared.live === null ? 'Waiting for a browser that runs the page.' : 'Waiting for the page.'}
    </p>
  );
}
