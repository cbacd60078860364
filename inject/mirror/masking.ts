// What of this document mirrors may not see. The live side hides it; a mirror knows by the same rules what is hidden.
import { HIDDEN_MARK, HIDE_MARK, SHOW_MARK, type Privacy } from '../../protocol/privacy.ts';
import { natives } from '../natives.ts';
import { dom, isElement } from './native-dom.ts';

const FORM_CONTROL = /^(?:input|textarea|select)$/;
/** Fields that hold nothing a person has entered. */
const BUTTONS = /^(?:button|submit|reset|image|checkbox|radio|range|color)$/i;

let policy: Privacy = { mode: 'visible', hide: [], show: [] };
let hidden = '';
let shown = '';

/** A selector that this browser does not know must not show what it was to hide. */
function isKnown(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    return false;
  }
}

export function setMasking(privacy: Privacy): void {
  const hide = privacy.hide.filter(isKnown);
  const mode = hide.length < privacy.hide.length ? 'private' : privacy.mode;
  policy = { mode, hide, show: privacy.show.filter(isKnown) };
  hidden = [`[${HIDE_MARK}]`, `[${HIDDEN_MARK}]`, ...hide].join();
  shown = [`[${SHOW_MARK}]`, ...policy.show].join();
}

/** Whether what is not shown on purpose is hidden. */
export const hidesByDefault = (): boolean => policy.mode === 'private';

/** Whether an element stands in one of those, through shadow roots and the frames that are recorded with the document. */
function isIn(element: Element, selector: string): boolean {
  for (let at: Element | null = element; at !== null;) {
    if (natives.closest(at, selector) !== null) return true;
    const scope = dom.scopeOf(at);
    at = dom.type(scope) === 9 ? dom.frameOf(scope as Document) : dom.hostOf(scope);
  }
  return false;
}

/** Of these nothing is seen but by what they do to others. */
const UNSEEN = /^(?:html|head|body|link|style|base|script|noscript|template)$/;

/** Whether text and attributes of an element are hidden. */
export function isHidden(element: Element): boolean {
  if (hidden === '' || /^(?:link|style)$/.test(dom.localName(element))) return false;
  if (isIn(element, hidden)) return true;
  return policy.mode === 'private' && !UNSEEN.test(dom.localName(element)) && !isIn(element, shown);
}

/** Of a text node: by the element that it stands in. */
export function isHiddenText(node: Node): boolean {
  const parent = dom.parent(node);
  const holder = isElement(parent) ? parent : parent === null ? null : dom.hostOf(parent);
  if (holder === null || hidden === '' || /^(?:style|script)$/.test(dom.localName(holder))) return false;
  return isIn(holder, hidden) || (policy.mode === 'private' && !isIn(holder, shown));
}

/** Whether what a field holds is hidden by the session's mode. */
export function hidesField(element: Element, type: string): boolean {
  return (
    policy.mode !== 'visible' &&
    FORM_CONTROL.test(dom.localName(element)) &&
    !BUTTONS.test(type) &&
    !isIn(element, shown)
  );
}

/** Whether it is here that something begins to be hidden: mirrors show a marker. */
export function beginsHidden(element: Element): boolean {
  const parent = dom.parent(element);
  return isHidden(element) && !(isElement(parent) && isHidden(parent));
}

/** What it takes for something to look as it does, and says nothing else. */
const LOOKS =
  /^(?:class|id|style|type|role|width|height|colspan|rowspan|span|dir|lang|hidden|open|disabled|readonly|multiple|size|rows|cols|tabindex|slot|part|is|viewbox|preserveaspectratio|data-lockstep-[a-z]+)$/;

/** Whether mirrors may have an attribute of an element that is hidden. */
export const isLook = (attribute: string, value: string): boolean =>
  LOOKS.test(attribute) && !(attribute === 'style' && /url\(/i.test(value));

/** Whether a change of an attribute can hide or show something. */
export const changesMasking = (attribute: string): boolean =>
  attribute === HIDE_MARK ||
  attribute === SHOW_MARK ||
  ((policy.hide.length > 0 || policy.mode === 'private') && attribute !== 'style');
