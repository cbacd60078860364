// What a mirror's listeners share: who an event is really for, and whether it is the participant's own.
import { anchorIn } from '../anchor.ts';
import type { Anchor } from '../../protocol/commands.ts';
import { dom, isElement } from '../mirror/native-dom.ts';
import type { Modifiers } from './hand-events.ts';
import type { OwnInput } from './own-input.ts';
import type { Scene } from './scene.ts';

export interface Captured {
  readonly scene: Scene;
  readonly own: OwnInput;
  /** Calls back for events of the participant's own hands, on every root, in the capturing phase. */
  readonly listen: <K extends keyof HTMLElementEventMap>(
    type: K,
    act: (event: HTMLElementEventMap[K], target: Element) => void,
  ) => void;
  readonly anchor: (event: MouseEvent, target: Element) => Anchor | null;
}

export const modifiersOf = (event: MouseEvent | KeyboardEvent): Modifiers => ({
  alt: event.altKey,
  ctrl: event.ctrlKey,
  meta: event.metaKey,
  shift: event.shiftKey,
});

export function capture(
  scene: Scene,
  own: OwnInput,
  watchRoots: (each: (root: Node) => void) => void,
): Captured {
  const targetOf = (event: Event): Element | null => {
    const [target] = event.composedPath();
    if (!(target as Node | undefined)?.nodeType) return null;
    const node = target as Node;
    const element = isElement(node) ? node : node.parentElement;
    // From outside a closed shadow root everything in it looks like its host: the listener on the root sees better.
    return element !== null && dom.shadowRoot(element)?.mode === 'closed' && isOutside(event, element)
      ? null
      : element;
  };
  const isOutside = (event: Event, host: Element): boolean => {
    const current = event.currentTarget;
    return current !== dom.shadowRoot(host);
  };
  return {
    scene,
    own,
    listen: (type, act) => {
      const heard = new WeakSet<Event>();
      const listener = (event: Event): void => {
        const target = targetOf(event);
        // One event passes several roots.
        if (target === null || !event.isTrusted || heard.has(event)) return;
        heard.add(event);
        act(event as HTMLElementEventMap[typeof type], target);
      };
      watchRoots((root) => root.addEventListener(type, listener, { capture: true, passive: false }));
    },
    anchor: (event, target) => anchorIn(target, { x: event.clientX, y: event.clientY }, scene.numbers),
  };
}
