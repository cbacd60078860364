// What an element shows that neither its markup nor a control's value says: scrolling, the top layer, media.
import type { DomOp } from '../../protocol/dom.ts';
import { getter, platformClass } from '../natives.ts';
import { dom } from './native-dom.ts';

const media = platformClass('HTMLMediaElement');
const paused = getter(media, 'paused');
const currentTime = getter(media, 'currentTime');
const playbackRate = getter(media, 'playbackRate');
const volume = getter(media, 'volume');
const muted = getter(media, 'muted');

export const isMedia = (it: Element): it is HTMLMediaElement => /^(?:video|audio)$/.test(dom.localName(it));

export const mediaState = (it: HTMLMediaElement, id: number): DomOp => [
  'media',
  id,
  paused(it),
  currentTime(it),
  playbackRate(it),
  volume(it),
  muted(it),
];

export function dialogState(it: Element, id: number): DomOp {
  const open = dom.hasAttribute(it, 'open');
  return ['dialog', id, !open ? 'closed' : dom.matches(it, ':modal') ? 'modal' : 'open'];
}

export const popoverState = (it: Element, id: number): DomOp => [
  'popover',
  id,
  dom.matches(it, ':popover-open'),
];

/** What a node that is told for the first time shows beside its markup. */
export function shownState(it: Element, id: number, tell: (op: DomOp) => void): void {
  const name = dom.localName(it);
  if (isMedia(it) && (!paused(it) || currentTime(it) > 0)) tell(mediaState(it, id));
  if (name === 'dialog' && dom.matches(it, ':modal')) tell(['dialog', id, 'modal']);
  if (dom.hasAttribute(it, 'popover') && dom.matches(it, ':popover-open')) tell(['popover', id, true]);
}

/** Where a scroller stands, null at the start. */
export function scrollState(it: Element, id: number): DomOp | null {
  const left = dom.scrollLeft(it);
  const top = dom.scrollTop(it);
  return left === 0 && top === 0 ? null : ['scroll', id, left, top];
}
