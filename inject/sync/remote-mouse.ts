// A mouse that is moved from afar: what it presses, clicks and hovers over in the live page.
import { isTextControl } from '../mirror/control-state.ts';
import { dom, isElement } from '../mirror/native-dom.ts';
import type { Position } from '../anchor.ts';
import { spotAt } from '../anchor.ts';
import type { RemoteFocus } from './focus.ts';
import { createRemoteDrag } from './remote-drag.ts';
import { fireMouse, fireWheel, type Modifiers, type MouseState } from './hand-events.ts';

export interface Point extends Modifiers, Position {
  readonly target: Element;
}
export interface RemoteMouse {
  readonly move: (at: Point) => void;
  readonly down: (at: Point, button: number) => void;
  readonly up: (at: Point, button: number) => void;
  readonly click: (at: Point, button: number, count: number) => void;
  readonly wheel: (at: Point, dx: number, dy: number) => void;
}

/** UI Events, "buttons": the order is not that of `button`. */
const bitOf = (button: number): number => [1, 4, 2, 8, 16][button] ?? 0;

function ancestors(of: Element | null): Element[] {
  const chain: Element[] = [];
  for (let it = of; it !== null; it = it.parentElement ?? dom.hostOf(dom.scopeOf(it))) chain.push(it);
  return chain;
}

export function createRemoteMouse(focus: RemoteFocus): RemoteMouse {
  let hovered: Element | null = null;
  let buttons = 0;
  /** Whether a press has just ended: the click that follows is its own. */
  let pressed = false;
  const drag = createRemoteDrag();
  /** A drag has just ended: no click comes of it. */
  let dropped = false;

  const state = (at: Point, button: number, count = 0): MouseState => ({
    alt: at.alt,
    ctrl: at.ctrl,
    meta: at.meta,
    shift: at.shift,
    x: at.x,
    y: at.y,
    button,
    buttons,
    count,
    related: null,
  });
  /** Pointer event first, then the mouse event that stands for it (Pointer Events, "compatibility mouse events"). */
  const both = (target: Element, kind: string, it: MouseState): boolean => {
    fireMouse(target, `pointer${kind}`, it);
    return fireMouse(target, `mouse${kind}`, it);
  };
  const hover = (at: Point): void => {
    const before = hovered !== null && dom.isConnected(hovered) ? hovered : null;
    if (before === at.target) return;
    hovered = at.target;
    const [left, entered] = [ancestors(before), ancestors(at.target)];
    const to = { ...state(at, -1), related: at.target };
    const from = { ...state(at, -1), related: before };
    if (before !== null) {
      both(before, 'out', to);
      for (const it of left) if (!entered.includes(it)) both(it, 'leave', to);
    }
    both(at.target, 'over', from);
    for (const it of entered.reverse()) if (!left.includes(it)) both(it, 'enter', from);
  };
  const placeCaret = (at: Point): void => {
    const { ownerDocument } = at.target;
    const spot = spotAt(ownerDocument, at);
    const selection = ownerDocument.getSelection();
    if (spot === null || selection === null || !at.target.contains(spot.node)) return;
    const { node, offset } = spot;
    // The spot in a text control counts its letters, which are no nodes.
    if (!isElement(node) || !isTextControl(node)) selection.collapse(node, offset);
    else if (node.selectionStart !== null) node.setSelectionRange(offset, offset);
  };
  const move: RemoteMouse['move'] = (at) => {
    if (drag.move(at.target, state(at, -1))) return;
    hover(at);
    both(at.target, 'move', state(at, -1));
  };
  const down: RemoteMouse['down'] = (at, button) => {
    hover(at);
    buttons |= bitOf(button);
    const wanted = fireMouse(at.target, 'pointerdown', state(at, button));
    dropped = false;
    drag.press(at.target, state(at, button));
    const unhindered = !wanted || fireMouse(at.target, 'mousedown', state(at, button, 1));
    if (!unhindered) return;
    focus.give(focus.targetOf(at.target));
    if (button === 0) placeCaret(at);
  };
  const up: RemoteMouse['up'] = (at, button) => {
    buttons &= ~bitOf(button);
    pressed = true;
    dropped = drag.release(at.target, state(at, button));
    if (dropped) return;
    both(at.target, 'up', state(at, button, 1));
  };
  return {
    move,
    down,
    up,
    click: (at, button, count) => {
      // Whoever only says "click" means the press as well.
      if (!pressed) {
        down(at, button);
        up(at, button);
      }
      pressed = false;
      if (dropped) return;
      if (button === 2) fireMouse(at.target, 'contextmenu', state(at, button));
      else fireMouse(at.target, button === 0 ? 'click' : 'auxclick', state(at, button, count));
      if (button === 0 && count === 2) fireMouse(at.target, 'dblclick', state(at, button, count));
    },
    wheel: (at, dx, dy) => void fireWheel(at.target, state(at, 0), dx, dy),
  };
}
