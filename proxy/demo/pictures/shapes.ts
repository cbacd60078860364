// The few shapes that all drawings are made of. A drawing lives in a square of 400 by 400.

const round = (it: number): string => String(Math.round(it * 10) / 10);
/** The numbers from `from` to `to` in `count` equal steps, both ends included. */
export const steps = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / Math.max(1, count - 1));

export interface Place {
  readonly x: number;
  readonly y: number;
  /** Degrees; 0 points up. */
  readonly turn: number;
}

/** A pointed leaf that grows from its place. */
export function leaf(at: Place, length: number, width: number, fill: string): string {
  const w = round(width / 2);
  const path = `M0 0C${w} ${round(-length * 0.25)} ${w} ${round(-length * 0.75)} 0 ${round(-length)}C-${w} ${round(-length * 0.75)} -${w} ${round(-length * 0.25)} 0 0Z`;
  return `<path d="${path}" fill="${fill}" transform="translate(${round(at.x)} ${round(at.y)}) rotate(${round(at.turn)})"/>`;
}

export function line(points: string, stroke: string, width: number): string {
  return `<path d="${points}" fill="none" stroke="${stroke}" stroke-width="${round(width)}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

export const dot = (x: number, y: number, r: number, fill: string): string =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${fill}"/>`;

/** Where one gets from a point in a direction. */
export function along(
  x: number,
  y: number,
  turn: number,
  length: number,
): { readonly x: number; readonly y: number } {
  const angle = (turn * Math.PI) / 180;
  return { x: x + Math.sin(angle) * length, y: y - Math.cos(angle) * length };
}

/** A flower pot whose rim lies at y = 270. */
export function pot(body: string, rim: string): string {
  return (
    `<ellipse cx="200" cy="368" rx="92" ry="10" fill="#000" opacity=".12"/>` +
    `<path d="M134 282H266L252 360Q250 368 242 368H158Q150 368 148 360Z" fill="${body}"/>` +
    `<path d="M236 282H266L252 360Q250 368 242 368H226Z" fill="#000" opacity=".1"/>` +
    `<rect x="124" y="262" width="152" height="26" rx="6" fill="${rim}"/>`
  );
}
