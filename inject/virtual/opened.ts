// Windows the page opens: of its own origin where the shell has a holder ready for it, else frames that the shell leads.
import { RUNTIME } from '../../protocol/script-runtime.ts';
import type { GoMessage } from '../../protocol/holder.ts';
import { reachHolder, type Holder } from '../holder.ts';
import { natives } from '../natives.ts';
import { wayTo } from '../opened-name.ts';
import { port } from '../port.ts';
import type { Realm } from '../realm.ts';
import { isWithin } from '../tree.ts';
import { siteTreeOf } from './frames.ts';
import { destination } from './location-object.ts';
import { nativeNameOf } from './opened-window.ts';

/** A window the page holds -> the name of the shell's frame it is. */
const spares = new WeakMap<Window, string>();
const taken = new Set<string>();
const MAX_TRIED = 256;

/** The shell's spare frame, if it has one ready. */
function takeSpare(shell: Window): Window | null {
  for (let n = 0; n < MAX_TRIED; n++) {
    const name = `ls-spare-${n}`;
    if (taken.has(name)) continue;
    try {
      // A cross-origin window shows its frames by name, and throws for every other key.
      const window = (shell as unknown as Record<string, Window | undefined>)[name];
      if (window === undefined) continue;
      taken.add(name);
      spares.set(window, name);
      return window;
    } catch {
      // No frame of that name.
    }
  }
  return null;
}

/** The holders of this origin in the shell. */
function* holders(shell: Window): Generator<Holder> {
  for (let i = 0; i < shell.length; i++) {
    const holder = reachHolder(shell[i]);
    if (holder !== null) yield holder;
  }
}

/** Whether one waits for a window. */
export const hasHolder = (shell: Window): boolean => [...holders(shell)].some((it) => it.isFree());

export interface Opening {
  /** Absolute, as the browser shall see it; '' for none. */
  readonly url: string;
  readonly name: string;
  readonly noOpener: boolean;
  readonly noReferrer: boolean;
}

const isBlank = (url: string): boolean => url === '' || /^about:blank(?:[?#]|$)/.test(url);

function nativeAddress({ document }: Window): string {
  const url = natives.documentURL(document);
  return /^https?:/.test(url) ? url : natives.baseURI(document);
}

/** A new window, of the shell; null where the page may not know it. `fill` loads what it is to show. */
export function openNew(
  realm: Realm,
  { url, name, noOpener, noReferrer }: Opening,
  fill: (holder: Holder) => void = (holder) => holder.go(url, false),
): Window | null {
  const { shell } = siteTreeOf(realm);
  if (shell === null) return null;
  for (const holder of holders(shell)) {
    if (!holder.isFree()) continue;
    const opener = noOpener ? '' : wayTo(realm.window, nativeNameOf(realm.window));
    const address = nativeAddress(realm.window);
    const window = holder.claim({ opener, name, address, noReferrer, isBlank: isBlank(url) });
    if (window === null) continue;
    realm.enter(window);
    sendOpen(realm, url, holder.name);
    if (!isBlank(url)) fill(holder);
    return noOpener ? null : window;
  }
  const window = noOpener ? null : takeSpare(shell);
  sendOpen(realm, url, window === null ? null : (spares.get(window) ?? null));
  return window;
}

/** A window that a page of this origin opened under this name, and that is still open. */
export function openedAs(realm: Realm, name: string): Window | null {
  const { shell } = siteTreeOf(realm);
  if (shell === null) return null;
  for (const holder of holders(shell)) {
    const window = holder.window();
    if (window !== null && !holder.isClosing() && nameOf(window, holder) === name) return window;
  }
  return null;
}

function nameOf(window: Window, holder: Holder): string {
  try {
    return window.name;
  } catch {
    // Another origin's page is there now.
    return holder.opened();
  }
}

/** Asks the shell to open a window, or to lead an opened one elsewhere. */
function sendOpen(realm: Realm, url: string, spare: string | null): void {
  const isWeb = /^https?:/.test(url);
  port.send({
    type: 'command',
    name: 'open',
    body: { url: isWeb ? realm.urls.real(url) : 'about:blank', opener: null, spare },
  });
}

/** `url` from the page as the browser shall see it, absolute; null where it is none. */
export function absolute(realm: Realm, url: string): string | null {
  const mapped = destination(realm, url);
  const base = natives.baseURI(realm.window.document);
  return natives.URL.canParse(mapped, base) ? new natives.URL(mapped, base).href : null;
}

/** Leads this realm's own window, for a page of the same origin that may not. */
export function goFrom(realm: Realm, url: string, replaces: boolean): void {
  const { window } = realm;
  if (!isWithin(window)) reachHolder(siteTreeOf(realm).holderOf(window))?.go(url, replaces);
  else if (replaces) window.location.replace(url);
  else window.location.href = url;
}

/** What in a realm of the site's lets it be led. */
interface Led {
  readonly go?: (url: string, replaces: boolean) => void;
}

function runtimeOf(window: Window): Led | null {
  try {
    return (window as unknown as Record<string, Led | undefined>)[RUNTIME] ?? null;
  } catch {
    // Another origin's.
    return null;
  }
}

/**
 * Leads a window that the browser lets only others lead, since each stands in a sandbox; false: the browser itself shall.
 */
export function leadOther(realm: Realm, window: Window, url: string, replaces = false): boolean {
  if (isWithin(window)) return false;
  const address = absolute(realm, url);
  if (address === null) return false;
  const spare = spares.get(window);
  if (spare !== undefined) sendOpen(realm, address, spare);
  else return leadFrom(realm, window, address, replaces);
  return true;
}

function leadFrom(realm: Realm, window: Window, address: string, replaces: boolean): boolean {
  const { holderOf, parentOf } = siteTreeOf(realm);
  const outside = holderOf(window);
  const led = reachHolder(outside) ?? runtimeOf(window);
  if (led?.go) {
    led.go(address, replaces);
    return true;
  }
  if (parentOf(window) !== window) return false;
  const message: GoMessage = { lockstep: 'go', key: realm.boot.key, url: address };
  natives.postMessage(outside ?? window, message, '*');
  return true;
}
