// Where the site's own tree of frames ends and the shell begins.
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

export interface Tree {
  /** The page the site believes to be the top. */
  readonly outermost: Window;
  readonly shell: Window | null;
  /** A window's parent as the site sees it. */
  readonly parentOf: (window: Window) => Window;
}

/** `base`: the shell's origin. */
export function siteTree(base: string): Tree {
  const shell = findShell(base);
  const parentOf = (window: Window): Window => {
    const parent = natives.parentOf(window);
    return parent === shell ? window : parent;
  };
  let outermost: Window = self;
  for (let next = parentOf(outermost); next !== outermost; next = parentOf(outermost)) outermost = next;
  return { outermost, shell, parentOf };
}
