// Highlights and pointers, drawn over a page and never in it.
import type { JSX } from 'preact';
import type { Mark } from '../../protocol/frame-port.ts';
import { useStore } from '../ui/store.ts';
import { placedMarks } from './drawn-marks.ts';
import { useParts } from './parts.ts';
import { personOf } from './session-view.ts';

/** Room around an element, so that its border stays visible. */
const MARGIN = 4;

export function MarksLayer({
  window,
  scale,
}: {
  readonly window: string;
  readonly scale: number;
}): JSX.Element | null {
  const { session } = useParts();
  const marks = placedMarks(useStore(session.marks), window);
  if (marks.length === 0) return null;
  return (
    <svg class="marks" aria-hidden="true">
      {marks.map((mark) => (
        <g key={`${mark.kind} ${mark.id}`} style={{ '--mark': mark.colour }}>
          <Drawn mark={mark} scale={scale} />
        </g>
      ))}
    </svg>
  );
}

function Drawn({ mark, scale }: { readonly mark: Mark; readonly scale: number }): JSX.Element | null {
  switch (mark.kind) {
    case 'pointer':
      return <NamedPointer mark={mark} scale={scale} />;
    case 'focus':
      return <Focus mark={mark} />;
    case 'stroke':
      return (
        <polyline class="mark-stroke" points={mark.geometry.map(([x = 0, y = 0]) => `${x},${y}`).join(' ')} />
      );
    case 'text':
      return <Boxes mark={mark} class="mark-text" margin={0} />;
    case 'element':
      return <Boxes mark={mark} class="mark-element" margin={MARGIN} />;
    case 'rectangle':
      return <Boxes mark={mark} class="mark-rectangle" margin={0} />;
  }
}

function Boxes({
  mark,
  margin,
  class: name,
}: {
  readonly mark: Mark;
  readonly margin: number;
  readonly class: string;
}): JSX.Element {
  return (
    <>
      {mark.geometry.map(([x = 0, y = 0, width = 0, height = 0], i) => (
        <rect
          key={i}
          class={name}
          x={x - margin}
          y={y - margin}
          width={width + 2 * margin}
          height={height + 2 * margin}
          rx={margin === 0 ? 2 : 6}
        />
      ))}
    </>
  );
}

/** Where whoever has control would type: in that person's colour. */
function Focus({ mark }: { readonly mark: Mark }): JSX.Element {
  const { shared } = useParts();
  const colour = personOf(shared, shared.control.holder)?.colour ?? mark.colour;
  return (
    <g style={{ '--mark': colour }}>
      <Boxes mark={mark} class="mark-focus" margin={2} />
    </g>
  );
}

/** A pointer has its owner's colour; whoever is gone points no more. */
function NamedPointer({ mark, scale }: { readonly mark: Mark; readonly scale: number }): JSX.Element | null {
  const { shared } = useParts();
  const person = personOf(shared, mark.from);
  const [x, y] = mark.geometry[0] ?? [];
  if (person?.online !== true || x === undefined || y === undefined) return null;
  // The page is scaled, the pointer and its name are not.
  const transform = `translate(${x}px, ${y}px) scale(${1 / scale})`;
  return (
    <g class="mark-pointer" style={{ transform, '--mark': person.colour }}>
      <path class="mark-arrow" d="M0 0l4.5 16 3.4-6.6 7-2.4z" />
      <foreignObject x="12" y="14" width="180" height="28">
        <span class="mark-name">{person.name}</span>
      </foreignObject>
    </g>
  );
}
