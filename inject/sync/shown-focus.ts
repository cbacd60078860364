// What has the focus in the live page, where this document has not got it itself: the shell draws it, and whoever begins
// to type here goes on there.
import { dom } from '../mirror/native-dom.ts';
import { natives, self } from '../natives.ts';

export interface ShownFocus {
  /** The live page says what has the focus now. */
  readonly show: (element: Element | null) => void;
  /** What has it. */
  readonly told: () => Element | null;
  /** What is to be drawn. */
  readonly current: () => Element | null;
}

/** `mayTake`: whether the real focus is the live page's to move. */
export function createShownFocus(
  document: Document,
  mayTake: () => boolean,
  changed: () => void,
): ShownFocus {
  let told: Element | null = null;
  const active = (): HTMLElement | null => dom.activeElement(document) as HTMLElement | null;
  const isThere = (): boolean => told !== null && dom.isConnected(told);

  natives.addEventListener(self, 'focus', () => {
    const own = active();
    if (told !== null && isThere() && (own === null || own === document.body)) dom.focus(told);
  });
  natives.addEventListener(self, 'blur', changed);
  return {
    show: (element) => {
      told = element;
      changed();
      if (!mayTake()) return;
      if (element === null) active()?.blur();
      else dom.focus(element);
    },
    told: () => (isThere() ? told : null),
    current: () => (isThere() && !document.hasFocus() ? told : null),
  };
}
