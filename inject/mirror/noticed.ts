// The events of the live page that change what it shows without changing the tree, and the setters that do so silently.
import type { DomOp } from '../../protocol/dom.ts';
import { natives, platformClass } from '../natives.ts';
import { controlState, isCheckable, isSelect, isTextControl } from './control-state.ts';
import { dom, isElement } from './native-dom.ts';
import { dialogState, isMedia, mediaState, popoverState } from './shown-state.ts';
import { watchSetter } from './watch.ts';

interface Parts {
  readonly document: Document;
  readonly idOf: (node: Node) => number | undefined;
  readonly nodeOf: (id: number) => Node | undefined;
  /** `key`: of several only the last is told. Starts the telling. */
  readonly noteState: (key: string, read: () => DomOp | null) => void;
  /** What the page holds to be focused although the browser does not. */
  readonly focused: () => Element | null;
  /** A frame has loaded another document. */
  readonly onFrame: (frame: Element) => void;
}

export interface Noticed {
  /** Looks after a document or a shadow root. */
  readonly watchRoot: (root: Node) => void;
  /** A control's value is to be told again, whether it seems changed or not. */
  readonly noteControl: (control: Element) => void;
  /** What has the focus, if anything has, is to be told again. */
  readonly noteFocused: () => void;
  readonly stop: () => void;
}

const MEDIA_EVENTS = ['play', 'pause', 'seeked', 'ratechange', 'volumechange', 'loadedmetadata'];

const targetOf = (event: Event): Element | null => {
  const target = natives.composedPath(event)[0] as Node | undefined;
  return target !== undefined && 'nodeType' in target && isElement(target) ? target : null;
};

export function createNoticed({ document, idOf, nodeOf, noteState, focused, onFrame }: Parts): Noticed {
  // One signal for all: a list of listeners would keep roots that are gone.
  const ends = new AbortController();
  const about = (kind: string, node: Node, read: (it: Element, id: number) => DomOp | null): void => {
    const id = idOf(node);
    if (id !== undefined)
      noteState(`${kind} ${id}`, () => (nodeOf(id) === node ? read(node as Element, id) : null));
  };
  const noteControl = (control: Element): void =>
    about('control', control, (it, id) => controlState(it, id, false));
  /** Checking one radio button unchecks others. */
  const noteGroup = (control: Element): void => {
    noteControl(control);
    const name = dom.getAttribute(control, 'name');
    if (!isCheckable(control) || name === null || control.type !== 'radio') return;
    const scope = dom.scopeOf(control) as ParentNode;
    for (const other of scope.querySelectorAll('input[type=radio]')) {
      if (dom.getAttribute(other, 'name') === name) noteControl(other);
    }
  };
  const noteForm = (form: Element): void => {
    // After the event's default action, which resets.
    natives.setTimeout(() => {
      for (const control of (form as HTMLFormElement).elements) noteControl(control);
    }, 0);
  };
  const active = (): Element | null => focused() ?? deepestActive(document);
  const noteFocus = (): void =>
    noteState('focus', () => {
      const it = active();
      return ['focus', it === null ? 0 : (idOf(it) ?? 0)];
    });
  const noteRange = (): void => noteState('range', () => readRange(document, idOf));

  const heard: Readonly<Record<string, (target: Element) => void>> = {
    input: noteGroup,
    change: noteGroup,
    reset: noteForm,
    focusin: noteFocus,
    focusout: noteFocus,
    load: (it) => {
      if (dom.localName(it) === 'iframe') onFrame(it);
    },
    toggle: (it) => {
      if (dom.hasAttribute(it, 'popover')) about('popover', it, popoverState);
      if (dom.localName(it) === 'dialog') about('dialog', it, dialogState);
    },
    close: (it) => {
      if (dom.localName(it) === 'dialog') about('dialog', it, dialogState);
    },
  };
  const noteMedia = (it: Element): void => {
    if (isMedia(it)) about('media', it, (media, id) => mediaState(media as HTMLMediaElement, id));
  };

  const listen = (root: Node, type: string, act: (target: Element) => void): void => {
    const listener = (event: Event): void => {
      const target = targetOf(event);
      if (target !== null) act(target);
    };
    natives.addEventListener(root, type, listener, { capture: true, passive: true, signal: ends.signal });
  };
  const watchRoot = (root: Node): void => {
    for (const [type, act] of Object.entries(heard)) listen(root, type, act);
    for (const type of MEDIA_EVENTS) listen(root, type, noteMedia);
  };
  natives.addEventListener(document, 'selectionchange', noteRange, { signal: ends.signal });
  const stops = watchControls(noteGroup);
  return {
    watchRoot,
    noteControl: noteGroup,
    noteFocused: () => {
      if (active() !== null) noteFocus();
    },
    stop: () => {
      ends.abort();
      for (const stop of stops) stop();
    },
  };
}

/** Scripts set values without an event. */
function watchControls(note: (control: Element) => void): (() => void)[] {
  const setters = [
    ['HTMLInputElement', ['value', 'checked', 'indeterminate', 'valueAsNumber', 'valueAsDate', 'type']],
    ['HTMLTextAreaElement', ['value', 'defaultValue']],
    ['HTMLSelectElement', ['value', 'selectedIndex']],
  ] as const;
  const option = (it: object): void => {
    const select = dom.closest(it as Element, 'select');
    if (select !== null) note(select);
  };
  return [
    ...setters.flatMap(([owner, keys]) =>
      keys.map((key) => watchSetter(platformClass(owner), key, (it) => note(it as Element))),
    ),
    watchSetter(platformClass('HTMLOptionElement'), 'selected', option),
  ];
}

/** The element that has the focus, in whichever shadow root. */
function deepestActive(document: Document): Element | null {
  let active = dom.activeElement(document);
  for (;;) {
    const inner = active === null ? null : (dom.shadowRoot(active)?.activeElement ?? null);
    if (inner === null) break;
    active = inner;
  }
  return active === null || active === document.body ? null : active;
}

function readRange(document: Document, idOf: (node: Node) => number | undefined): DomOp | null {
  const selection = document.getSelection();
  if (selection?.anchorNode == null || selection.focusNode === null) return null;
  const anchor = idOf(selection.anchorNode);
  const focus = idOf(selection.focusNode);
  if (anchor === undefined || focus === undefined) return null;
  return ['range', anchor, selection.anchorOffset, focus, selection.focusOffset];
}

/** Whether an element holds a value of its own. */
export const isControl = (it: Element): boolean => isTextControl(it) || isCheckable(it) || isSelect(it);
