// What lies over a page while it is not one's own to click on: somebody else has control, or a tool is in hand.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Point } from '../../protocol/frame-port.ts';
import type { WindowState } from '../../protocol/state.ts';
import { extend, isWorthIt, stepBy } from './drawing.ts';
import { useParts } from './parts.ts';
import { controlView, personOf, statusText } from './session-view.ts';
import type { Drawing } from './shell-state.ts';

/** Where is drawn, for whoever comes from the menu. */
export const DRAWING = 'drawing';

interface OverlayProps {
  readonly window: WindowState;
  readonly scale: number;
}

export function Overlay({ window, scale }: OverlayProps): JSX.Element | null {
  const { state, shared } = useParts();
  const { tool } = state;
  if (tool === 'pointer') return <PointerOverlay window={window} scale={scale} />;
  if (tool !== 'none') return <DrawingOverlay key={tool} window={window} scale={scale} drawing={tool} />;
  return controlView(shared, state.you).isMine ? null : <Hint />;
}

/** A press where one may not act says why, and offers what helps. */
function Hint(): JSX.Element {
  const { session, shared, state } = useParts();
  const hint = (): void => {
    const view = controlView(shared, state.you);
    const text =
      view.place > 0
        ? `${view.status}. You are number ${view.place} in the queue.`
        : `${statusText(shared, state.you)}.`;
    session.store.send({ type: 'toast', tone: 'info', text, offer: { kind: 'request' } });
  };
  return <div class="overlay overlay-hint" onClick={hint} />;
}

/** Where an event is, in CSS pixels of the page. */
function pointOf(event: PointerEvent, scale: number): Point {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  return { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
}

function useInk(): string {
  const { state, shared } = useParts();
  return state.ink ?? personOf(shared, state.you)?.colour ?? '#1d6fdc';
}

function PointerOverlay({ window, scale }: OverlayProps): JSX.Element {
  const { session, shared, state } = useParts();
  const colour = personOf(shared, state.you)?.colour ?? '#1d6fdc';
  const tell = (phase: 'move' | 'leave', points: readonly Point[]): void =>
    session.gesture(window.id, { tool: 'pointer', phase, points, colour });
  useEffect(() => () => tell('leave', []), []);
  return (
    <div
      class="overlay overlay-pointer"
      onPointerMove={(event) => tell('move', [pointOf(event, scale)])}
      onPointerDown={(event) => tell('move', [pointOf(event, scale)])}
      onPointerLeave={() => tell('leave', [])}
    />
  );
}

function DrawingOverlay({
  window,
  scale,
  drawing,
}: OverlayProps & { readonly drawing: Drawing }): JSX.Element {
  const { session } = useParts();
  const colour = useInk();
  const area = useRef<HTMLDivElement>(null);
  const points = useRef<readonly Point[]>([]);
  const [preview, setPreview] = useState<readonly Point[]>([]);
  const [cross, setCross] = useState<Point | null>(null);
  const [isDown, setDown] = useState(false);

  const tell = (phase: 'move' | 'end' | 'leave'): void =>
    session.gesture(window.id, { tool: drawing, phase, points: points.current, colour });
  const show = (next: readonly Point[]): void => {
    points.current = next;
    setPreview(next);
  };
  const begin = (at: Point): void => {
    setDown(true);
    show(extend(drawing, [], at));
    tell('move');
  };
  const move = (at: Point): void => {
    if (!isDown && drawing !== 'element') return;
    show(extend(drawing, points.current, at));
    tell('move');
  };
  const finish = (): void => {
    tell(isWorthIt(drawing, points.current) ? 'end' : 'leave');
    setDown(false);
    show([]);
  };
  const abandon = (): void => {
    show([]);
    setDown(false);
    tell('leave');
  };
  useEffect(() => {
    // Switched on with its menu: whoever uses the keyboard is there, and comes here by choosing.
    if (document.querySelector('[role=menu]') === null) area.current?.focus({ preventScroll: true });
    return () => {
      points.current = [];
      tell('leave');
    };
  }, []);

  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (isDown) abandon();
      else session.store.send({ type: 'tool', tool: 'none' });
      return;
    }
    const at = cross ?? { x: window.width / 2, y: window.height / 2 };
    const step = stepBy(event.key, event.shiftKey);
    if (step !== null) {
      const next = { x: clamp(at.x + step.x, window.width), y: clamp(at.y + step.y, window.height) };
      setCross(next);
      move(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (isDown) finish();
      else if (drawing === 'element') {
        begin(at);
        finish();
      } else begin(at);
      setCross(at);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={area}
      id={DRAWING}
      class="overlay overlay-drawing"
      tabIndex={0}
      role="application"
      aria-label="Mark on the page: arrow keys move, Enter begins and ends, Escape stops"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
        event.currentTarget.setPointerCapture(event.pointerId);
        setCross(null);
        begin(pointOf(event, scale));
      }}
      onPointerMove={(event) => move(pointOf(event, scale))}
      onPointerUp={() => {
        if (isDown) finish();
      }}
      onPointerCancel={abandon}
      onPointerLeave={() => {
        if (!isDown) abandon();
      }}
      onKeyDown={pressed}
    >
      <Preview drawing={drawing} points={preview} colour={colour} cross={cross} />
    </div>
  );
}

const clamp = (n: number, max: number): number => Math.min(max, Math.max(0, n));

interface PreviewProps {
  readonly drawing: Drawing;
  readonly points: readonly Point[];
  readonly colour: string;
  readonly cross: Point | null;
}

/** What is being drawn, before the frame has made a highlight of it. Text and elements are the frame's own to show. */
function Preview({ drawing, points, colour, cross }: PreviewProps): JSX.Element {
  const [a, b] = points;
  return (
    <svg class="marks" aria-hidden="true">
      {drawing === 'rectangle' && a !== undefined && b !== undefined && (
        <rect
          class="mark-rectangle"
          style={{ '--mark': colour }}
          x={Math.min(a.x, b.x)}
          y={Math.min(a.y, b.y)}
          width={Math.abs(a.x - b.x)}
          height={Math.abs(a.y - b.y)}
          rx="3"
        />
      )}
      {drawing === 'stroke' && points.length > 0 && (
        <polyline
          class="mark-stroke"
          style={{ '--mark': colour }}
          points={points.map((it) => `${it.x},${it.y}`).join(' ')}
        />
      )}
      {cross !== null && (
        <path class="mark-cross" d={`M${cross.x - 12} ${cross.y}h24M${cross.x} ${cross.y - 12}v24`} />
      )}
    </svg>
  );
}
