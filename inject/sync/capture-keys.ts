// The controller's keyboard on a mirror. Text controls echo at once here and tell what they hold; everything else is done
// in the live page and comes back.
import type { Caret } from '../../protocol/commands.ts';
import { isCheckable, isSelect, isTextControl, valueOf } from '../mirror/control-state.ts';
import { dom } from '../mirror/native-dom.ts';
import { isSecret } from '../mirror/secret.ts';
import { port } from '../port.ts';
import { modifiersOf, type Captured } from './captured.ts';
import { oncePerFrame } from './scene.ts';

const IS_PRESSED_BY_SPACE =
  'button, summary, input:is([type=button], [type=submit], [type=reset], [type=image], [type=checkbox], [type=radio], [type=file], [type=color])';
const MAX_DATA = 100_000;
const MAX_VALUE = 1_000_000;

/** The element that is edited as a whole, or null outside of one. */
function editedBy(target: Element): HTMLElement | null {
  if (isTextControl(target) || !(target as HTMLElement).isContentEditable) return null;
  let host = target as HTMLElement;
  while (host.parentElement?.isContentEditable === true) host = host.parentElement;
  return host;
}

export interface CapturedKeys {
  /** Around what the live page does to this document: its selection is then not the participant's doing. */
  readonly applying: () => void;
  readonly applied: () => void;
}

export function captureKeys(captured: Captured, isPressing: () => boolean): CapturedKeys {
  const { scene, own, listen } = captured;
  const { document, numbers } = scene;
  const isMine = (): boolean => scene.isController();

  const key = (event: KeyboardEvent, target: Element, phase: 'down' | 'up'): void => {
    // What an input method makes of keys comes as text.
    if (!isMine() || event.isComposing || event.key === 'Process' || event.key.length > 32) return;
    const node = target === document.body ? 0 : (numbers.idOf(target) ?? 0);
    own.send({
      kind: 'key',
      phase,
      node,
      key: event.key,
      code: event.code.slice(0, 32),
      repeat: event.repeat,
      ...modifiersOf(event),
    });
  };
  listen('keydown', (event, target) => {
    key(event, target, 'down');
    const breaksLine = dom.localName(target) === 'textarea' || editedBy(target) !== null;
    if ((event.key === 'Enter' && !breaksLine) || (event.key === ' ' && target.matches(IS_PRESSED_BY_SPACE)))
      event.preventDefault();
  });
  listen('keyup', (event, target) => {
    key(event, target, 'up');
    if (event.key === ' ' && target.matches(IS_PRESSED_BY_SPACE)) event.preventDefault();
  });

  let selected = '';
  const caret = (node: Node | null, offset: number): Caret | null => {
    const id = node === null ? undefined : numbers.idOf(node);
    return id === undefined ? null : { node: id, offset };
  };
  const readSelection = (): { readonly anchor: Caret; readonly focus: Caret } | null => {
    const selection = document.getSelection();
    // Nothing at all is active while a page has no body yet.
    const { activeElement } = document;
    if (selection === null || activeElement === null || isTextControl(activeElement)) return null;
    const anchor = caret(selection.anchorNode, selection.anchorOffset);
    const focus = caret(selection.focusNode, selection.focusOffset);
    return anchor === null || focus === null ? null : { anchor, focus };
  };
  const sendSelection = (): void => {
    const now = isMine() ? readSelection() : null;
    const text = JSON.stringify(now);
    if (now === null || text === selected) return;
    selected = text;
    own.send({ kind: 'selection', ...now });
  };
  document.addEventListener('selectionchange', oncePerFrame(sendSelection));

  const refuse = (event: Event): void => {
    event.preventDefault();
    port.send({ type: 'notice', notice: 'secret' });
  };
  const edit = (event: InputEvent, host: HTMLElement): void => {
    const node = numbers.idOf(host);
    if (node === undefined || !isMine()) return;
    sendSelection();
    const data = event.data ?? event.dataTransfer?.getData('text/plain') ?? null;
    own.send({
      kind: 'text',
      node,
      value: '',
      selection: null,
      inputType: event.inputType.slice(0, 64),
      data: data?.slice(0, MAX_DATA) ?? null,
    });
  };
  listen('beforeinput', (event, target) => {
    if (isTextControl(target)) {
      if (isSecret(target)) refuse(event);
      return;
    }
    const host = editedBy(target);
    // What an input method composes is told when it is done.
    if (host === null || event.isComposing) return;
    event.preventDefault();
    edit(event, host);
  });
  listen('compositionend', (event, target) => {
    const host = editedBy(target);
    if (host !== null)
      edit(new InputEvent('beforeinput', { inputType: 'insertText', data: event.data }), host);
  });
  listen('input', (event, target) => {
    const node = numbers.idOf(target);
    if (node === undefined || !isTextControl(target) || !isMine() || isSecret(target)) return;
    const { inputType = '', data = null } = event as Partial<InputEvent>;
    const { selectionStart, selectionEnd } = target;
    own.sendText(target, {
      kind: 'text',
      node,
      value: valueOf(target).slice(0, MAX_VALUE),
      selection: selectionStart === null || selectionEnd === null ? null : [selectionStart, selectionEnd],
      inputType: inputType.slice(0, 64),
      data: data?.slice(0, MAX_DATA) ?? null,
    });
  });
  listen('change', (_, target) => {
    const node = numbers.idOf(target);
    if (node === undefined || !isMine()) return;
    if (isSelect(target))
      own.send({ kind: 'select', node, options: Array.from(target.selectedOptions, (it) => it.index) });
    else if (isTextControl(target)) own.send({ kind: 'change', node });
    else if (isCheckable(target)) own.send({ kind: 'check', node, checked: target.checked });
  });
  listen('focusin', (_, target) => {
    const node = numbers.idOf(target);
    // A press gives the focus in the live page by itself.
    if (node !== undefined && isMine() && !isPressing()) own.send({ kind: 'focus', node });
  });
  return {
    applying: sendSelection,
    applied: () => {
      if (isMine()) selected = JSON.stringify(readSelection());
    },
  };
}
