// Windows the page opened: frames that the shell kept ready for it.
import { port } from '../port.ts';
import type { Realm } from '../realm.ts';

/** A window the page holds -> the name of the shell's frame it is. */
const spares = new WeakMap<Window, string>();
const taken = new Set<string>();
const MAX_TRIED = 256;

/** The shell's spare frame, if it has one ready. */
export function takeSpare(shell: Window | null): { readonly window: Window; readonly name: string } | null {
  if (shell === null) return null;
  for (let n = 0; n < MAX_TRIED; n++) {
    const name = `ls-spare-${n}`;
    if (taken.has(name)) continue;
    try {
      // A cross-origin window shows its frames by name, and throws for every other key.
      const window = (shell as unknown as Record<string, Window | undefined>)[name];
      if (window === undefined) continue;
      taken.add(name);
      spares.set(window, name);
      return { window, name };
    } catch {
      // No frame of that name.
    }
  }
  return null;
}

/** Asks the shell to open a window, or to lead an opened one elsewhere. */
export function sendOpen(realm: Realm, url: string, spare: string | null): void {
  let real = 'about:blank';
  try {
    const { href } = new URL(url, realm.base());
    if (/^https?:/.test(href)) real = realm.urls.real(href);
  } catch {
    // Not a URL: an empty window, as the browser itself would show.
  }
  port.send({ type: 'command', name: 'open', body: { url: real, opener: null, spare } });
}

/** A window of the shell cannot be navigated by its sibling; true if the shell was asked to. */
export function navigateOpened(realm: Realm, window: Window, url: string): boolean {
  const spare = spares.get(window);
  if (spare === undefined) return false;
  sendOpen(realm, url, spare);
  return true;
}
