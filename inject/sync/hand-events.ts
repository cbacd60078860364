// The events of a mouse, a pen's or a keyboard's, as the browser would make them.
import { natives, platformClass } from '../natives.ts';

export interface Modifiers {
  readonly alt: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
}
export interface MouseState extends Modifiers {
  /** CSS pixels in the viewport of the target's document. */
  readonly x: number;
  readonly y: number;
  readonly button: number;
  /** UI Events: a bit for each button that is down. */
  readonly buttons: number;
  /** How many clicks in a row. */
  readonly count: number;
  readonly related: Element | null;
}
/** A click that no pointer made: a key's, or a control's set from afar (UI Events: its `detail` is 0). */
export const noPointer: MouseState = {
  alt: false,
  ctrl: false,
  meta: false,
  shift: false,
  x: 0,
  y: 0,
  button: 0,
  buttons: 0,
  count: 0,
  related: null,
};

const mouse = platformClass('MouseEvent');
const pointer = platformClass('PointerEvent');
const keyboard = platformClass('KeyboardEvent');
const wheel = platformClass('WheelEvent');
const input = platformClass('InputEvent');
const plain = platformClass('Event');

const modifiersOf = ({ alt, ctrl, meta, shift }: Modifiers): EventModifierInit => ({
  altKey: alt,
  ctrlKey: ctrl,
  metaKey: meta,
  shiftKey: shift,
});
const made = new WeakSet<Event>();
/** Whether an event is of somebody's hand elsewhere, and not of the page's own making. */
export const isOfHand = (event: Event): boolean => made.has(event);
function fire(target: EventTarget, event: Event | undefined): boolean {
  if (event === undefined) return true;
  made.add(event);
  return natives.dispatchEvent(target, event);
}

/** These do not bubble, and nothing prevents them (UI Events, "mouseenter"). */
const STILL = /(?:enter|leave)$/;

/** False where the page has prevented what follows. */
export function fireMouse(target: Element, type: string, at: MouseState): boolean {
  const init: PointerEventInit = {
    ...modifiersOf(at),
    bubbles: !STILL.test(type),
    cancelable: !STILL.test(type),
    composed: true,
    view: target.ownerDocument.defaultView,
    clientX: at.x,
    clientY: at.y,
    screenX: at.x,
    screenY: at.y,
    button: at.button,
    buttons: at.buttons,
    detail: at.count,
    relatedTarget: at.related,
  };
  // A click is a pointer event too (Pointer Events, "click").
  const isPointer =
    type.startsWith('pointer') || type === 'click' || type === 'auxclick' || type === 'contextmenu';
  if (!isPointer || pointer === undefined) return fire(target, mouse && new mouse(type, init));
  return fire(
    target,
    new pointer(type, {
      ...init,
      pointerId: 1,
      pointerType: 'mouse',
      isPrimary: true,
      width: 1,
      height: 1,
      pressure: at.buttons > 0 ? 0.5 : 0,
    }),
  );
}

export function fireWheel(target: Element, at: MouseState, dx: number, dy: number): boolean {
  const init = {
    ...modifiersOf(at),
    bubbles: true,
    cancelable: true,
    composed: true,
    clientX: at.x,
    clientY: at.y,
    deltaX: dx,
    deltaY: dy,
  };
  return fire(target, wheel && new wheel('wheel', { ...init, view: target.ownerDocument.defaultView }));
}

const drag = platformClass('DragEvent');

/** False where the page has prevented what follows: of a `dragenter` or `dragover`, that it takes what is dragged. */
export function fireDrag(target: Element, type: string, at: MouseState, dataTransfer: DataTransfer): boolean {
  const cancelable = type !== 'dragleave' && type !== 'dragend';
  const init = {
    ...modifiersOf(at),
    bubbles: true,
    cancelable,
    composed: true,
    clientX: at.x,
    clientY: at.y,
    screenX: at.x,
    screenY: at.y,
    buttons: at.buttons,
    dataTransfer,
  };
  return fire(target, drag && new drag(type, { ...init, view: target.ownerDocument.defaultView }));
}

export interface KeyState extends Modifiers {
  readonly key: string;
  readonly code: string;
  readonly repeat: boolean;
}

// UI Events, "Fixed virtual key codes": what older scripts read still.
const keyCodes: Readonly<Record<string, number>> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Shift: 16,
  Control: 17,
  Alt: 18,
  Pause: 19,
  CapsLock: 20,
  Escape: 27,
  ' ': 32,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Insert: 45,
  Delete: 46,
  Meta: 91,
};

function keyCodeOf(key: string): number {
  const known = keyCodes[key];
  if (known !== undefined) return known;
  const functionKey = /^F(\d{1,2})$/.exec(key)?.[1];
  if (functionKey !== undefined) return 111 + Number(functionKey);
  return key.length === 1 ? key.toUpperCase().charCodeAt(0) : 0;
}

export function fireKey(target: Element, type: 'keydown' | 'keypress' | 'keyup', at: KeyState): boolean {
  const { key, code, repeat } = at;
  const keyCode = type === 'keypress' ? (key === 'Enter' ? 13 : key.charCodeAt(0)) : keyCodeOf(key);
  const init = { key, code, repeat, keyCode, which: keyCode, charCode: type === 'keypress' ? keyCode : 0 };
  const event =
    keyboard &&
    new keyboard(type, {
      ...modifiersOf(at),
      ...init,
      bubbles: true,
      cancelable: true,
      composed: true,
      view: target.ownerDocument.defaultView,
    });
  return fire(target, event);
}

export function fireInput(
  target: Element,
  type: 'beforeinput' | 'input',
  inputType: string,
  data: string | null,
): boolean {
  const init = { inputType, data, bubbles: true, composed: true, cancelable: type === 'beforeinput' };
  return fire(target, input && new input(type, { ...init, view: target.ownerDocument.defaultView }));
}

export const fireChange = (target: Element): boolean =>
  fire(target, plain && new plain('change', { bubbles: true }));
export const fireCancel = (target: Element): boolean =>
  fire(target, plain && new plain('cancel', { cancelable: true }));
