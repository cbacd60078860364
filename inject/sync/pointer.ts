// `pointer`: where the controller's own mouse is. Where the others' are, marks.ts shows.
import { anchorAt, type Position } from '../anchor.ts';
import { natives } from '../natives.ts';
import { oncePerFrame, type Scene } from './scene.ts';

export function tellPointer(scene: Scene): { readonly at: (position: Position | null) => void } {
  let last: Position | null = null;
  let told = '';
  const send = oncePerFrame(() => {
    const at = last === null ? null : anchorAt(scene.document, last, scene.numbers);
    const text = JSON.stringify(at);
    if (text === told) return;
    told = text;
    scene.tell('pointer', { frame: scene.frame, at });
  });
  return {
    at: (position) => {
      last = position;
      send();
    },
  };
}

/** Follows the mouse of whoever has control. */
export function watchPointer(scene: Scene, pointer: ReturnType<typeof tellPointer>): void {
  natives.addEventListener(
    scene.document,
    'mousemove',
    (event) => {
      const { clientX, clientY, isTrusted } = event as MouseEvent;
      // Not what input-apply.ts does for somebody else.
      if (isTrusted && scene.isController()) pointer.at({ x: clientX, y: clientY });
    },
    { capture: true, passive: true },
  );
  natives.addEventListener(scene.document, 'mouseleave', () => {
    if (scene.isController()) pointer.at(null);
  });
}
