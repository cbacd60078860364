// What the live page's hands point at, press and focus, for the style sheets of all: `:hover`, `:active`, `:focus` and the
// like. A browser knows these states of its own mouse and keyboard only.
import { createHandStyles, NOTHING_HANDLED, type Handled } from '../mirror/hand-styles.ts';
import { isTextControl } from '../mirror/control-state.ts';
import { dom, isElement } from '../mirror/native-dom.ts';
import type { Recorder } from '../mirror/record.ts';
import { natives } from '../natives.ts';
import type { RemoteFocus } from './focus.ts';
import { isOfHand } from './hand-events.ts';
import type { Roots } from './roots.ts';

export interface HandStates {
  /** The tree may have changed. */
  readonly refresh: () => void;
  /** To be told again, to mirrors that begin anew. */
  readonly retell: () => void;
}

/** The element within shadow roots that has the focus. */
function innermost(element: Element | null): Element | null {
  let it = element;
  for (;;) {
    const inner = it === null ? null : (dom.shadowRoot(it)?.activeElement ?? null);
    if (inner === null) return it;
    it = inner;
  }
}

export function watchHands(roots: Roots, recorder: Recorder, focus: RemoteFocus): HandStates {
  const styles = createHandStyles(roots.all);
  let handled: Handled = NOTHING_HANDLED;
  let told: Handled = NOTHING_HANDLED;
  /** Whether it was a key that was used last: the focus it moves is to be seen. */
  let byKey = false;
  /** Whether the mouse that moved last is not this browser's. */
  let fromAfar = false;

  const tell = (): void => {
    const now = handled;
    const idOf = (it: Element | null): number => (it === null ? 0 : (recorder.idOf(it) ?? 0));
    recorder.note('hands', () => [
      'hands',
      idOf(now.hovered),
      idOf(now.pressed),
      idOf(now.focused),
      now.visible,
    ]);
  };
  const point = (change: Partial<Handled>, event: Event): void => {
    fromAfar = !event.isTrusted;
    set(change, fromAfar);
  };
  const set = (change: Partial<Handled>, remote: boolean): void => {
    handled = { ...handled, ...change };
    // This browser's own hands are seen without us.
    styles.show(remote ? handled : NOTHING_HANDLED);
    const { hovered, pressed, focused, visible } = handled;
    if (
      told.hovered === hovered &&
      told.pressed === pressed &&
      told.focused === focused &&
      told.visible === visible
    )
      return;
    told = handled;
    tell();
  };
  const lookFocus = (): void => {
    const pretended = focus.pretended();
    const own = pretended === null ? innermost(focus.current()) : null;
    const focused = pretended ?? (own !== null && dom.matches(own, ':focus') ? own : null);
    const visible =
      focused !== null &&
      (pretended === null
        ? dom.matches(focused, ':focus-visible')
        : byKey || isTextControl(focused) || (focused as HTMLElement).isContentEditable);
    set({ focused, visible }, pretended !== null || fromAfar);
  };
  const acts: Readonly<Record<string, (target: Element, event: Event) => void>> = {
    pointerover: (target, event) => point({ hovered: target }, event),
    pointerout: (_target, event) => {
      if ((event as PointerEvent).relatedTarget === null) point({ hovered: null }, event);
    },
    pointerdown: (target, event) => {
      byKey = false;
      point({ pressed: target }, event);
    },
    pointerup: (_target, event) => point({ pressed: null }, event),
    pointercancel: (_target, event) => point({ pressed: null }, event),
    keydown: () => {
      byKey = true;
    },
  };
  roots.each((root) => {
    for (const [type, act] of Object.entries(acts)) {
      const heard = (event: Event): void => {
        const target = natives.composedPath(event)[0] as Node | undefined;
        // What the page's own scripts dispatch is nobody's hand.
        if (!event.isTrusted && !isOfHand(event)) return;
        if (target !== undefined && 'nodeType' in target && isElement(target)) act(target, event);
      };
      natives.addEventListener(root, type, heard, { capture: true, passive: true });
    }
    // The state is that of after the event.
    for (const type of ['focusin', 'focusout'])
      natives.addEventListener(root, type, () => void natives.setTimeout(lookFocus, 0), { capture: true });
  });
  return {
    refresh: styles.refresh,
    retell: () => {
      if (handled !== NOTHING_HANDLED) tell();
    },
  };
}
