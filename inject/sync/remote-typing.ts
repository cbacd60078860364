// Text that is typed from afar, so that the page's own scripts notice it as a local user's.
import type { Act } from '../../protocol/commands.ts';
import { isTextControl } from '../mirror/control-state.ts';
import { dom } from '../mirror/native-dom.ts';
import { method, platformClass, setter } from '../natives.ts';
import { fireChange, fireInput } from './hand-events.ts';

type Text = Extract<Act, { kind: 'text' }>;

const setInput = setter(platformClass('HTMLInputElement'), 'value');
const setArea = setter(platformClass('HTMLTextAreaElement'), 'value');
const command = method(platformClass('Document'), 'execCommand') as (
  document: Document,
  name: string,
  ui: boolean,
  value?: string,
) => boolean;
const setSelected = setter(platformClass('HTMLOptionElement'), 'selected');

export interface RemoteTyping {
  readonly text: (target: Element, it: Text) => void;
  readonly change: (target: Element) => void;
  readonly select: (target: HTMLSelectElement, options: readonly number[]) => void;
  /** Whether a control was typed into since it last fired `change`; forgets it. */
  readonly changed: (target: Element) => boolean;
}

/** What an editing command is called (Input Events, "inputType" -> execCommand). */
const commands: Readonly<Record<string, string>> = {
  insertParagraph: 'insertParagraph',
  insertLineBreak: 'insertLineBreak',
  deleteContentBackward: 'delete',
  deleteContentForward: 'forwardDelete',
  deleteByCut: 'delete',
  deleteByDrag: 'delete',
  formatBold: 'bold',
  formatItalic: 'italic',
  formatUnderline: 'underline',
  historyUndo: 'undo',
  historyRedo: 'redo',
};
const units: Readonly<Record<string, readonly ['backward' | 'forward', 'word' | 'lineboundary']>> = {
  deleteWordBackward: ['backward', 'word'],
  deleteWordForward: ['forward', 'word'],
  deleteSoftLineBackward: ['backward', 'lineboundary'],
  deleteSoftLineForward: ['forward', 'lineboundary'],
  deleteHardLineBackward: ['backward', 'lineboundary'],
  deleteHardLineForward: ['forward', 'lineboundary'],
};

/** The browser's own editing: fires `input` itself, and undo knows of it. */
function edit(host: Element, inputType: string, data: string | null): void {
  const { ownerDocument } = host;
  const unit = units[inputType];
  const selection = ownerDocument.getSelection();
  if (unit !== undefined) {
    if (selection?.isCollapsed === true) selection.modify('extend', ...unit);
    command(ownerDocument, 'delete', false);
    return;
  }
  const name = commands[inputType];
  if (name !== undefined) command(ownerDocument, name, false);
  else if (data !== null) command(ownerDocument, 'insertText', false, data);
}

export function createRemoteTyping(): RemoteTyping {
  const typedInto = new WeakSet<Element>();
  const changed = (target: Element): boolean => typedInto.delete(target);

  const type = (
    control: HTMLInputElement | HTMLTextAreaElement,
    { value, selection, inputType, data }: Text,
  ): void => {
    if (!fireInput(control, 'beforeinput', inputType, data)) return;
    // The class's own setter: frameworks put one of theirs on the element to tell their writes from a user's.
    if (dom.localName(control) === 'textarea') setArea(control as HTMLTextAreaElement, value);
    else setInput(control as HTMLInputElement, value);
    if (selection !== null && control.selectionStart !== null) control.setSelectionRange(...selection);
    typedInto.add(control);
    fireInput(control, 'input', inputType, data);
  };
  return {
    changed,
    text: (target, it) => {
      if (isTextControl(target)) type(target, it);
      else if (
        (target as HTMLElement).isContentEditable &&
        fireInput(target, 'beforeinput', it.inputType, it.data)
      ) {
        edit(target, it.inputType, it.data);
      }
    },
    change: (target) => {
      if (changed(target)) fireChange(target);
    },
    select: (target, options) => {
      const chosen = new Set(options);
      Array.from(target.options).forEach((option, i) => {
        if (option.selected !== chosen.has(i)) setSelected(option, chosen.has(i));
      });
      fireInput(target, 'input', '', null);
      fireChange(target);
    },
  };
}
