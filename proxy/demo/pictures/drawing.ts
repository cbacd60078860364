// A picture of something the shop sells: all of it, from close by, or small on a shelf.
import { can, glazed, secateurs, terracotta, trowel } from './goods.ts';
import {
  basil,
  blades,
  cactus,
  fern,
  fronds,
  lavender,
  monstera,
  rosette,
  tomato,
  trailing,
  tree,
} from './plants.ts';

const drawings = {
  fern,
  monstera,
  blades,
  rosette,
  cactus,
  trailing,
  tree,
  lavender,
  basil,
  tomato,
  can,
  trowel,
  secateurs,
  pot: terracotta,
  glazed,
} as const;
export type Drawing = keyof typeof drawings;
export const isDrawing = (it: unknown): it is Drawing =>
  typeof it === 'string' && Object.hasOwn(drawings, it);

/** 1 to 3: whole, close, on a shelf. */
export const views = ['1', '2', '3'] as const;
export type View = (typeof views)[number];
export const isView = (it: unknown): it is View => views.some((view) => view === it);

const backgrounds: Readonly<Record<View, string>> = { '1': '#e9eee2', '2': '#f1e7d8', '3': '#dfe8ea' };
const boxes: Readonly<Record<View, string>> = {
  '1': '0 0 400 400',
  '2': '110 60 180 180',
  '3': '-150 -230 700 700',
};
const shelf =
  '<rect x="-150" y="366" width="700" height="16" fill="#c9a878"/><rect x="-150" y="382" width="700" height="90" fill="#d3dcde"/>';

export function draw(drawing: Drawing, view: View): string {
  const scene = drawings[drawing]();
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${boxes[view]}" width="800" height="800">` +
    `<rect x="-150" y="-230" width="700" height="700" fill="${backgrounds[view]}"/>${view === '3' ? shelf : ''}${scene}</svg>`
  );
}

/** The shop's sign, also its icon. */
export const sign =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#2f6b45"/>' +
  '<path d="M16 27V12" stroke="#e9f2e4" stroke-width="2" stroke-linecap="round"/><path d="M16 14C9 14 7 9 7 5C13 5 16 9 16 14Z" fill="#a8d3a8"/>' +
  '<path d="M16 19C23 19 25 14 25 10C19 10 16 14 16 19Z" fill="#d9eccf"/></svg>';

/** For the corner of a panel: a style sheet refers to it. */
export const sprig = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="60 60 280 220" opacity=".35">${fronds()}</svg>`;
