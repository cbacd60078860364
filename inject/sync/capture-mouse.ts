// The controller's mouse on a mirror: everything goes to the live page; here only text is selected and pickers open.
import { modifiersOf, type Captured } from './captured.ts';
import { isCheckable } from '../mirror/control-state.ts';
import { fileControlOf } from './capture-files.ts';
import { oncePerFrame } from './scene.ts';

/** Controls whose picker only a real click opens, on the screen of whoever clicks. */
const HAS_PICKER =
  'input:is([type=date], [type=time], [type=month], [type=week], [type=datetime-local], [type=color], [type=range]), select';

const buttonOf = (event: MouseEvent): number => Math.min(4, Math.max(0, event.button));

export function captureMouse(captured: Captured): { readonly isPressing: () => boolean } {
  const { scene, own, listen, anchor } = captured;
  let pressing = false;
  let moved: { readonly event: MouseEvent; readonly target: Element } | null = null;
  let turned: { readonly event: WheelEvent; readonly target: Element; dx: number; dy: number } | null = null;

  const pointer = (event: MouseEvent, target: Element, phase: 'down' | 'up' | 'move'): void => {
    const at = anchor(event, target);
    if (at !== null && scene.isController())
      own.send({ kind: 'pointer', phase, at, button: buttonOf(event), ...modifiersOf(event) });
  };
  const click = (event: MouseEvent, target: Element): void => {
    const at = anchor(event, target);
    const count = Math.min(3, Math.max(1, event.detail));
    if (at !== null && scene.isController())
      own.send({ kind: 'click', at, button: buttonOf(event), count, ...modifiersOf(event) });
  };
  const sendMove = oncePerFrame(() => {
    if (moved !== null) pointer(moved.event, moved.target, 'move');
    moved = null;
  });
  const sendWheel = oncePerFrame(() => {
    if (turned === null) return;
    const { event, target, dx, dy } = turned;
    turned = null;
    const at = anchor(event, target);
    if (at !== null && scene.isController()) own.send({ kind: 'wheel', at, dx, dy, ...modifiersOf(event) });
  });
  /** What was moved before a press happened before it. */
  const flushMove = (): void => {
    if (moved !== null) pointer(moved.event, moved.target, 'move');
    moved = null;
  };

  listen('mousedown', (event, target) => {
    pressing = true;
    flushMove();
    pointer(event, target, 'down');
  });
  listen('mouseup', (event, target) => {
    flushMove();
    pointer(event, target, 'up');
    pressing = false;
  });
  listen('mousemove', (event, target) => {
    moved = { event, target };
    sendMove();
  });
  listen('wheel', (event, target) => {
    turned = { event, target, dx: (turned?.dx ?? 0) + event.deltaX, dy: (turned?.dy ?? 0) + event.deltaY };
    sendWheel();
  });
  listen('click', (event, target) => {
    if (target.matches(HAS_PICKER) || (scene.isController() && fileControlOf(target) !== null)) return;
    event.preventDefault();
    if (event.detail > 0) return click(event, target);
    // Arrow keys in a group of radio buttons; other clicks without a mouse come from keys, which are told themselves.
    const node = scene.numbers.idOf(target);
    if (isCheckable(target) && target.type === 'radio' && node !== undefined && scene.isController())
      own.send({ kind: 'check', node, checked: true });
  });
  for (const type of ['auxclick', 'contextmenu'] as const) {
    listen(type, (event, target) => {
      event.preventDefault();
      // A right button comes as both: once is enough.
      if (type === 'contextmenu' || event.button !== 2) click(event, target);
    });
  }
  // Dragging a link or an image out of a mirror would drag an address of ours.
  listen('dragstart', (event) => event.preventDefault());
  listen('submit', (event) => event.preventDefault());
  return { isPressing: () => pressing };
}
