// One scroller: where it stands, relative to what it shows, and how to bring it there.
import type { Anchor, Place } from '../../protocol/commands.ts';
import { anchorIn, elementFrom, positionOf, type Numbers, type Position } from '../anchor.ts';
import { natives } from '../natives.ts';
import { dom } from '../mirror/native-dom.ts';
import { placeAt, positionOfPlace } from './named.ts';

export interface Offset {
  readonly left: number;
  readonly top: number;
}
export interface Stand {
  readonly anchor: Anchor | null;
  /** Where it is by name, for who has no numbers. */
  readonly place?: Place | undefined;
  /** Shares of the scroll range. */
  readonly x: number;
  readonly y: number;
}

export const offsetOf = (it: Element): Offset => ({ left: dom.scrollLeft(it), top: dom.scrollTop(it) });
/** Scroll positions are fractions of a pixel on some screens. */
export const isSame = (a: Offset, b: Offset): boolean =>
  Math.abs(a.left - b.left) < 1.5 && Math.abs(a.top - b.top) < 1.5;

const rangeX = (it: Element): number => Math.max(0, dom.scrollWidth(it) - dom.clientWidth(it));
const rangeY = (it: Element): number => Math.max(0, dom.scrollHeight(it) - dom.clientHeight(it));

/** Top left of what a scroller shows, in the viewport. */
function cornerOf(it: Element): Position {
  if (it === dom.scrollingElement(it.ownerDocument)) return { x: 0, y: 0 };
  const { left, top } = dom.rect(it);
  return { x: left + it.clientLeft, y: top + it.clientTop };
}

/** Whether an element scrolls with its scroller: what is fixed or sticks says nothing about where one is. */
function scrollsWith(element: Element, scroller: Element): boolean {
  for (let it: Element | null = element; it !== null && it !== scroller; it = it.parentElement) {
    const { position } = natives.getComputedStyle(it);
    if (position === 'fixed' || position === 'sticky') return false;
  }
  return true;
}

/** Something the scroller shows at its top that is smaller than itself, looked for at a few places. */
function anchorElement(scroller: Element): Element | null {
  const { x, y } = cornerOf(scroller);
  const [width, height] = [dom.clientWidth(scroller), dom.clientHeight(scroller)];
  for (const share of [0.02, 0.15, 0.3, 0.5, 0.75]) {
    for (const across of [0.5, 0.15, 0.85]) {
      const found = elementFrom(scroller.ownerDocument, {
        x: x + width * across,
        y: y + Math.max(1, height * share),
      });
      if (found === null || found === scroller || !scroller.contains(found)) continue;
      const isPage = found === found.ownerDocument.body || found === found.ownerDocument.documentElement;
      if (!isPage && dom.rect(found).height <= height * 2 && scrollsWith(found, scroller)) return found;
    }
  }
  return null;
}

const rounded = (it: number): number => Math.round(it * 1e6) / 1e6;

export function standOf(scroller: Element, numbers: Numbers): Stand {
  const { left, top } = offsetOf(scroller);
  const [spanX, spanY] = [rangeX(scroller), rangeY(scroller)];
  const beside = anchorElement(scroller);
  return {
    // At either end the end is what is meant, not what happens to stand there.
    anchor:
      beside === null || top <= 0 || top >= spanY - 1 ? null : anchorIn(beside, cornerOf(scroller), numbers),
    x: spanX > 0 ? rounded(left / spanX) : 0,
    y: spanY > 0 ? rounded(top / spanY) : 0,
  };
}

/** Where it stands by name: told along where somebody knows no numbers. */
export function placeOf(scroller: Element): { readonly place: Place } | Record<string, never> {
  const beside = anchorElement(scroller) ?? scroller;
  const place = placeAt(beside, cornerOf(scroller));
  return place === null ? {} : { place };
}

function positionIn(document: Document, { anchor, place }: Stand, numbers: Numbers): Position | null {
  if (anchor !== null) return positionOf(anchor, numbers);
  return place === undefined ? null : positionOfPlace(document, place);
}

/** Brings a scroller to where another's stands; gives where it then is. */
export function bringTo(scroller: Element, stand: Stand, numbers: Numbers): Offset {
  const corner = cornerOf(scroller);
  const at = positionIn(scroller.ownerDocument, stand, numbers);
  const left = stand.x * rangeX(scroller);
  const here = offsetOf(scroller);
  // Across, an anchor says something only where there is something to scroll.
  const wanted =
    at === null
      ? { left, top: stand.y * rangeY(scroller) }
      : { left: rangeX(scroller) > 0 ? here.left + at.x - corner.x : 0, top: here.top + at.y - corner.y };
  if (!isSame(wanted, here)) scroller.scrollTo({ ...wanted, behavior: 'instant' });
  return offsetOf(scroller);
}
