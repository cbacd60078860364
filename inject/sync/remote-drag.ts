// Dragging what the page has made draggable (HTML, "drag and drop"), by a mouse that is moved from afar.
import { dom } from '../mirror/native-dom.ts';
import { platformClass } from '../natives.ts';
import { fireDrag, fireMouse, type MouseState } from './hand-events.ts';

const Transfer = platformClass('DataTransfer');
/** CSS pixels that a press may move and still be a click. */
const SLACK = 4;

export interface RemoteDrag {
  readonly press: (target: Element, at: MouseState) => void;
  /** True: something is dragged, and the page hears of no mouse. */
  readonly move: (target: Element, at: MouseState) => boolean;
  /** True: something was dropped, or let go. */
  readonly release: (target: Element, at: MouseState) => boolean;
}

interface Dragged {
  readonly source: Element;
  readonly transfer: DataTransfer;
  over: Element | null;
  isTaken: boolean;
}

export function createRemoteDrag(): RemoteDrag {
  let pressed: { readonly source: Element; readonly x: number; readonly y: number } | null = null;
  let dragged: Dragged | null = null;

  const begin = (at: MouseState): void => {
    if (pressed === null || Transfer === undefined) return;
    if (Math.hypot(at.x - pressed.x, at.y - pressed.y) <= SLACK) return;
    const { source } = pressed;
    pressed = null;
    const transfer = new Transfer();
    if (!fireDrag(source, 'dragstart', at, transfer)) return;
    dragged = { source, transfer, over: null, isTaken: false };
    // Pointer Events, "suppressing a pointer event stream".
    fireMouse(source, 'pointercancel', at);
  };
  const carry = (it: Dragged, target: Element, at: MouseState): void => {
    fireDrag(it.source, 'drag', at, it.transfer);
    const before = it.over;
    it.over = target;
    if (before !== target) {
      fireDrag(target, 'dragenter', at, it.transfer);
      if (before !== null) fireDrag(before, 'dragleave', at, it.transfer);
    }
    it.isTaken = !fireDrag(target, 'dragover', at, it.transfer);
  };
  return {
    press: (target, at) => {
      const source = at.button === 0 ? dom.closest(target, '[draggable=true]') : null;
      pressed = source === null ? null : { source, x: at.x, y: at.y };
    },
    move: (target, at) => {
      if (dragged === null) begin(at);
      if (dragged !== null) carry(dragged, target, at);
      return dragged !== null;
    },
    release: (target, at) => {
      pressed = null;
      const it = dragged;
      dragged = null;
      if (it === null) return false;
      carry(it, target, at);
      fireDrag(target, it.isTaken ? 'drop' : 'dragleave', at, it.transfer);
      fireDrag(it.source, 'dragend', at, it.transfer);
      return true;
    },
  };
}
