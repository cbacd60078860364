// A keyboard that is played from afar: the events, and what the browser itself does for a key.
import { isCheckable, isTextControl } from '../mirror/control-state.ts';
import { method, platformClass } from '../natives.ts';
import { dom } from '../mirror/native-dom.ts';
import { fireCancel, fireChange, fireKey, fireMouse, noPointer, type KeyState } from './hand-events.ts';

const requestSubmit = method(platformClass('HTMLFormElement'), 'requestSubmit');

export interface RemoteKeys {
  readonly down: (target: Element, it: KeyState) => void;
  readonly up: (target: Element, it: KeyState) => void;
  /** Whether the page has prevented the last key: what was typed with it is not to be done. */
  readonly isPrevented: () => boolean;
}

/** HTML, "implicit submission". */
function submitFrom(control: HTMLInputElement): void {
  const { form } = control;
  if (form === null) return;
  const button = Array.from(form.elements).find((it) =>
    dom.matches(it, ':is(button:not([type]), button[type=submit], input[type=submit], input[type=image])'),
  );
  if (button !== undefined) {
    if (!dom.matches(button, ':disabled')) fireMouse(button, 'click', noPointer);
    return;
  }
  const fields = Array.from(form.elements).filter((it) => dom.localName(it) === 'input' && isTextControl(it));
  if (fields.length === 1) requestSubmit(form);
}

/** Escape closes what lies on top (HTML, "close requests"). */
function closeTop(document: Document): void {
  const open = Array.from(document.querySelectorAll('dialog[open]')).filter((it) =>
    dom.matches(it, ':modal'),
  );
  const top = open[open.length - 1] as HTMLDialogElement | undefined;
  if (top !== undefined && fireCancel(top)) top.close();
}

const isButton = (it: Element): boolean =>
  dom.matches(it, 'button, summary, input:is([type=button], [type=submit], [type=reset], [type=image])');

/** `changed` says whether a control was typed into since it last fired `change`, and forgets it. */
export function createRemoteKeys(changed: (control: Element) => boolean): RemoteKeys {
  let prevented = false;
  const enter = (target: Element): void => {
    if (isButton(target) || dom.matches(target, 'a[href], area[href]')) fireMouse(target, 'click', noPointer);
    else if (dom.localName(target) === 'input') {
      if (changed(target)) fireChange(target);
      submitFrom(target as HTMLInputElement);
    }
  };
  return {
    isPrevented: () => prevented,
    down: (target, it) => {
      prevented = !fireKey(target, 'keydown', it);
      if (prevented) return;
      const types = (it.key.length === 1 && !it.ctrl && !it.meta) || it.key === 'Enter';
      if (types) prevented = !fireKey(target, 'keypress', it);
      if (prevented) return;
      if (it.key === 'Enter') enter(target);
      if (it.key === 'Escape') closeTop(target.ownerDocument);
    },
    up: (target, it) => {
      const unhindered = fireKey(target, 'keyup', it);
      if (it.key === ' ' && unhindered && !prevented && (isButton(target) || isCheckable(target)))
        fireMouse(target, 'click', noPointer);
      prevented = false;
    },
  };
}
