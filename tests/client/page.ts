// What jsdom lacks and our pages need, and finding things as a person with a screen reader would.
import { render, type ComponentChild } from 'preact';
import { act } from 'preact/test-utils';

export interface Screen {
  readonly root: HTMLElement;
  /** The one element of this role and name; fails otherwise. */
  readonly get: (role: string, name: string) => HTMLElement;
  readonly all: (role: string) => readonly HTMLElement[];
  readonly has: (role: string, name: string) => boolean;
  readonly click: (role: string, name: string) => void;
}

const IMPLICIT: Readonly<Record<string, string>> = {
  button: 'button:not([role])',
  textbox: 'input[type=text]',
  form: 'form',
  dialog: 'dialog[open]',
};

function textOf(it: Node): string {
  if (!(it instanceof Element)) return it.nodeValue ?? '';
  return it.getAttribute('aria-hidden') === 'true' ? '' : [...it.childNodes].map(textOf).join('');
}

/** Accessible name computation, as far as our pages use it (accname 1.2). */
function nameOf(it: Element): string {
  const labelled = it.getAttribute('aria-labelledby');
  if (labelled !== null) return document.getElementById(labelled)?.textContent ?? '';
  const label = it instanceof HTMLInputElement ? it.closest('label') : null;
  return (
    it.getAttribute('aria-label') ??
    (label === null ? textOf(it) : (label.querySelector('span')?.textContent ?? ''))
  ).trim();
}

export function preparePage(size = { width: 1280, height: 700 }, isCompact = false): void {
  Object.assign(globalThis, {
    ResizeObserver: class {
      readonly #told: () => void;
      constructor(told: () => void) {
        this.#told = told;
      }
      observe(): void {
        this.#told();
      }
      disconnect(): void {
        return;
      }
    },
  });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => size.width });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
    configurable: true,
    get: () => size.height,
  });
  Object.assign(window, {
    matchMedia: () => ({
      matches: isCompact,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }),
  });
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement): void {
      this.setAttribute('open', '');
    },
    close(this: HTMLDialogElement): void {
      this.removeAttribute('open');
    },
  });
}

export function show(what: ComponentChild): Screen {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  void act(() => render(what, root));
  const all: Screen['all'] = (role) => [
    ...root.querySelectorAll<HTMLElement>([`[role=${role}]`, IMPLICIT[role]].filter(Boolean).join(',')),
  ];
  const get: Screen['get'] = (role, name) => {
    const found = all(role).filter((it) => nameOf(it) === name);
    if (found.length !== 1 || found[0] === undefined) {
      throw new Error(
        `${String(found.length)} × ${role} "${name}" among: ${all(role).map(nameOf).join(' | ')}`,
      );
    }
    return found[0];
  };
  return {
    root,
    all,
    get,
    has: (role, name) => all(role).some((it) => nameOf(it) === name),
    click: (role, name) => void act(() => get(role, name).click()),
  };
}

/** Types into a field as a person does, and submits its form. */
export function enter(field: HTMLElement, text: string): void {
  if (!(field instanceof HTMLInputElement)) throw new Error('not a field');
  void act(() => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  void act(() => field.form?.requestSubmit());
}
