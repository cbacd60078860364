// Where the site's own tree of frames ends and the shell begins.
import { HOLDER_MARK } from '../protocol/holder.ts';
import { apply, getOwnPropertyDescriptor, natives, self } from './natives.ts';

const closed = getOwnPropertyDescriptor(self, 'closed')?.get as ((this: unknown) => boolean) | undefined;

/** Whether a value is a Window of any realm or origin; reads nothing a page could notice. */
export function isWindow(value: unknown): value is Window {
  if (value === null || typeof value !== 'object' || !closed) return false;
  try {
    apply(closed, value, []);
    return true;
  } catch {
    // The getter's own brand check.
    return false;
  }
}

/** The browser's top window if that is the shell: never the site's. */
function findShell(base: string): Window | null {
  const { top } = natives;
  if (top === null || top === self) return null;
  const above = natives.location.ancestorOrigins as DOMStringList | undefined;
  return above === undefined || above[above.length - 1] === base ? top : null;
}

/** Whether a window is a holder (protocol/holder.ts): the shell's own, with the mark that every origin can read. */
export function isHolder(window: Window): boolean {
  if (natives.parentOf(window) !== natives.top || window === natives.top) return false;
  try {
    return isWindow((window as unknown as Record<string, unknown>)[HOLDER_MARK]);
  } catch {
    // Another origin's page without such a frame.
    return false;
  }
}

/** Whether a window is this very one, or in it: those a sandboxed page may lead elsewhere by itself (HTML, "allowed by sandboxing to navigate"). */
export function isWithin(window: Window): boolean {
  for (let it = window; ;) {
    if (it === self) return true;
    const parent = natives.parentOf(it);
    // Of a window that is gone there is no parent.
    if (parent === it || (parent as Window | null) === null) return false;
    it = parent;
  }
}

export interface Tree {
  /** The page the site believes to be the top. */
  readonly outermost: Window;
  readonly shell: Window | null;
  /** A window's parent as the site sees it. */
  readonly parentOf: (window: Window) => Window;
  /** What a window stands in if a page opened it. */
  readonly holderOf: (window: Window) => Window | null;
}

/** `base`: the shell's origin; `of`: whose tree. */
export function siteTree(base: string, of: Window): Tree {
  const shell = findShell(base);
  const holderOf = (window: Window): Window | null => {
    const parent = natives.parentOf(window) as Window | null;
    return shell !== null && parent !== null && parent !== window && isHolder(parent) ? parent : null;
  };
  const parentOf = (window: Window): Window => {
    const parent = natives.parentOf(window);
    return parent === shell || holderOf(window) !== null ? window : parent;
  };
  let outermost = of;
  for (let next = parentOf(outermost); next !== outermost; next = parentOf(outermost)) outermost = next;
  return { outermost, shell, parentOf, holderOf };
}
