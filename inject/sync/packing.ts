// What a person has done to a page, taken from a mirror: the browser that is to run the page next starts it anew.
import type { PackedItem, PackedPage } from '../../protocol/frame-port.ts';
import { isCheckable, isSelect, isTextControl, controlState } from '../mirror/control-state.ts';
import { dom, isElement } from '../mirror/native-dom.ts';
import { isSecret } from '../mirror/secret.ts';
import { pathOf } from '../path.ts';
import { offsetOf } from './scroller.ts';

/** A page with more of it than this is no form that somebody has filled in. */
const MAX_ITEMS = 5_000;

type State = PackedItem extends infer I ? (I extends PackedItem ? Omit<I, 'path' | 'tag'> : never) : never;

/** What a control holds that its markup does not say; never a secret, of which a mirror knows nothing anyway. */
function held(it: Element): State | null {
  if (isSecret(it)) return null;
  const op = controlState(it, 0, true);
  if (op === null) return null;
  if (op[0] === 'v' && isTextControl(it)) return { kind: 'text', value: op[2] };
  if (op[0] === 'checked' && isCheckable(it)) return { kind: 'check', checked: op[2] };
  if (op[0] === 'options' && isSelect(it)) return { kind: 'select', options: op[2] };
  return null;
}

function statesOf(it: Element): State[] {
  const states: State[] = [];
  const value = held(it);
  if (value !== null) states.push(value);
  if (dom.localName(it) === 'details') states.push({ kind: 'open', open: dom.hasAttribute(it, 'open') });
  const { left, top } = offsetOf(it);
  if (left !== 0 || top !== 0) states.push({ kind: 'scroll', left, top });
  return states;
}

/** `focused`: what has the focus in the live page. */
export function packPage(document: Document, focused: Element | null): PackedPage {
  const items: PackedItem[] = [];
  const add = (it: Element, state: State): void => {
    if (items.length < MAX_ITEMS) items.push({ ...state, path: pathOf(it), tag: dom.localName(it) });
  };
  const visit = (parent: Node): void => {
    for (let it = dom.first(parent); it !== null; it = dom.next(it)) {
      if (!isElement(it)) continue;
      for (const state of statesOf(it)) add(it, state);
      const shadow = dom.shadowRoot(it);
      if (shadow !== null) visit(shadow);
      visit(it);
    }
  };
  visit(document);
  if (focused !== null && !isSecret(focused)) add(focused, { kind: 'focus' });
  // What opens or fills changes where things lie: scrolling comes behind it.
  const isScroll = ({ kind }: PackedItem): boolean => kind === 'scroll';
  return {
    url: dom.url(document),
    items: [...items.filter((it) => !isScroll(it)), ...items.filter(isScroll)],
  };
}
