// The focus of remote hands. A frame that takes the real focus takes it from whatever its own participant is typing
// into in the shell: so where this document has not got it, the page is made to believe it has.
import { apply, defineProperty, getOwnPropertyDescriptor, natives, platformClass, self } from '../natives.ts';
import { disguise } from '../realm.ts';
import { dom } from '../mirror/native-dom.ts';

const FOCUSABLE =
  'a[href], area[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary, iframe, [tabindex], [contenteditable]:not([contenteditable=false]), audio[controls], video[controls]';
const focusEvent = platformClass('FocusEvent');
const doc = platformClass('Document');
const hasFocus = doc?.prototype.hasFocus;

export interface RemoteFocus {
  /** What has the focus, as remote hands and the page see it. */
  readonly current: () => Element | null;
  /** What was given it from afar, where the browser's own is elsewhere. */
  readonly pretended: () => Element | null;
  /** Its participant's hands are taken off: the focus stays where it is for those who go on. */
  readonly hold: () => void;
  readonly give: (element: Element | null) => void;
  /** The element that a press on another gives the focus to. */
  readonly targetOf: (pressed: Element) => Element | null;
}

/** Above in the tree as it is shown: from a shadow root to its host. */
const up = (it: Element): Element | null => it.parentElement ?? dom.hostOf(dom.scopeOf(it));

export function createRemoteFocus(document: Document, changed: () => void): RemoteFocus {
  /** Undefined: nobody gave it from afar, the browser's own holds. */
  let given: Element | null | undefined;

  const isFocused = (): boolean => hasFocus !== undefined && apply(hasFocus, document, []);
  const current = (): Element | null => {
    if (given !== undefined && (given === null || dom.isConnected(given))) return given;
    const active = dom.activeElement(document);
    return active === document.body ? null : active;
  };
  const fire = (type: string, target: Element, related: Element | null): void => {
    if (focusEvent === undefined) return;
    const bubbles = type === 'focusin' || type === 'focusout';
    natives.dispatchEvent(target, new focusEvent(type, { bubbles, composed: true, relatedTarget: related }));
  };
  const pretend = (element: Element | null): void => {
    const before = current();
    if (before === element) return;
    given = element;
    changed();
    if (before !== null) {
      fire('blur', before, element);
      fire('focusout', before, element);
    }
    if (element !== null) {
      fire('focus', element, before);
      fire('focusin', element, before);
    }
  };
  natives.addEventListener(
    document,
    'focusin',
    (event) => {
      // The browser's own focus came back.
      if (event.isTrusted) given = undefined;
    },
    { capture: true },
  );
  natives.addEventListener(self, 'focus', () => {
    // Its own participant goes on where others have been.
    if (given != null && dom.isConnected(given) && dom.activeElement(document) === document.body)
      dom.focus(given);
  });
  believe(document, () => (given === undefined ? undefined : given), isFocused);
  return {
    current,
    hold: () => {
      given ??= current() ?? undefined;
      changed();
    },
    pretended: () => (given == null || !dom.isConnected(given) || isFocused() ? null : given),
    give: (element) => {
      if (!isFocused()) return pretend(element);
      given = undefined;
      const active = dom.activeElement(document);
      if (element !== null) dom.focus(element);
      else if (active !== null) dom.blur(active);
    },
    targetOf: (pressed) => {
      for (let it: Element | null = pressed; it !== null; it = up(it))
        if (dom.matches(it, FOCUSABLE)) return it;
      return null;
    },
  };
}

/** Makes document.activeElement and document.hasFocus() say so, too. */
function believe(
  document: Document,
  given: () => Element | null | undefined,
  isFocused: () => boolean,
): void {
  const active = doc && getOwnPropertyDescriptor(doc.prototype, 'activeElement');
  if (doc !== undefined && active?.get !== undefined) {
    const { get } = active;
    const { made } = {
      made(this: Document): Element | null {
        const element = this === document && !isFocused() ? given() : undefined;
        if (element === undefined || (element !== null && dom.scopeOf(element) !== document))
          return apply(get, this, []);
        return element ?? document.body;
      },
    };
    defineProperty(doc.prototype, 'activeElement', { ...active, get: disguise(made, get) });
  }
  const focused = doc && getOwnPropertyDescriptor(doc.prototype, 'hasFocus');
  if (doc === undefined || focused === undefined || hasFocus === undefined) return;
  const { asked } = {
    asked(this: Document): boolean {
      return apply(hasFocus, this, []) || (this === document && given() !== undefined);
    },
  };
  defineProperty(doc.prototype, 'hasFocus', { ...focused, value: disguise(asked, hasFocus) });
}
