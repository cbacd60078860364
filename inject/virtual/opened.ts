// Windows the page opens: of its own origin where the shell has a holder ready for it, else frames that the shell leads.
import { RUNTIME } from '../../protocol/script-runtime.ts';
import { ownPaths } from '../../protocol/cookie-names.ts';
import type { GoMessage } from '../../protocol/holder.ts';
import { reachHolder, type Holder, type Order } from '../holder.ts';
import type { FormOrder } from '../holder-form.ts';
import { natives } from '../natives.ts';
import { own } from '../own.ts';
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

/** Whether the shell has holders for this origin. */
export const hasHolders = (shell: Window): boolean => !holders(shell).next().done;

export interface Opening {
  readonly name: string;
  /** A URL as the browser shall see it, '' for none; or what a form sends. */
  readonly shows: string | FormOrder;
  readonly noOpener: boolean;
  readonly noReferrer: boolean;
  /** Nobody asks for the window itself: it may come a little later. */
  readonly canWait: boolean;
}

/** Queries and fragments of it make no difference to anybody. */
const isBlank = (url: string): boolean => /^about:blank(?:[?#]|$)/.test(url);

function nativeAddress({ document }: Window): string {
  const url = natives.documentURL(document);
  return /^https?:/.test(url) ? url : natives.baseURI(document);
}

/** How long a new holder is waited for. */
const PATIENCE_MS = 2_000;
const LOOK_MS = 40;

/** A new window, of the shell; null where the page may not know it. */
export function openNew(realm: Realm, opening: Opening, patienceMs = PATIENCE_MS): Window | null {
  const { shell } = siteTreeOf(realm);
  if (shell === null) return null;
  // Nobody asks for the window, now or later: it may be the shell's own frame, at the same address as everybody's.
  if (opening.noOpener && opening.name === '' && isWeb(realm, opening.shows)) {
    const to = absolute(realm, urlOf(opening)) ?? '';
    if (!opening.noReferrer) own('POST', ownPaths.referrer, realm.urls.real(to));
    sendOpen(realm, urlOf(opening), null);
    return null;
  }
  for (const holder of holders(shell)) {
    if (!holder.isFree()) continue;
    const window = holder.claim(orderOf(realm, opening));
    if (window === null) continue;
    realm.enter(window);
    sendOpen(realm, urlOf(opening), holder.name);
    return opening.noOpener ? null : window;
  }
  if (opening.canWait && patienceMs > 0 && hasHolders(shell)) {
    natives.setTimeout(() => void openNew(realm, opening, patienceMs - LOOK_MS), LOOK_MS);
    return null;
  }
  const window = opening.noOpener ? null : takeSpare(shell);
  sendOpen(realm, urlOf(opening), window === null ? null : (spares.get(window) ?? null));
  return window;
}

const isWeb = (realm: Realm, shows: Opening['shows']): boolean =>
  typeof shows === 'string' && shows !== '' && /^https?:/.test(absolute(realm, shows) ?? '');

const urlOf = ({ shows }: Opening): string => (typeof shows === 'string' ? shows : shows.action);

const orderOf = (realm: Realm, { name, shows, noOpener, noReferrer }: Opening): Order => ({
  opener: noOpener ? '' : wayTo(realm.window, nativeNameOf(realm.window)),
  name,
  address: nativeAddress(realm.window),
  noReferrer,
  shows: typeof shows === 'string' && isBlank(shows) ? '' : shows,
});

/** A window that a page of this origin opened under this name, that is still open, and knows who opened it. */
export function openedAs(realm: Realm, name: string): Window | null {
  const { shell } = siteTreeOf(realm);
  if (shell === null) return null;
  for (const holder of holders(shell)) {
    const window = holder.window();
    if (window !== null && holder.isRelated() && nameOf(window, holder) === name) return window;
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
  const address = url === '' ? null : absolute(realm, url);
  const real = address !== null && /^https?:/.test(address) ? realm.urls.real(address) : 'about:blank';
  port.send({ type: 'command', name: 'open', body: { url: real, opener: null, spare } });
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
  // The browser would look first whether this page may, and it is the shell that stands in its way.
  if (address === null)
    throw new (exceptionOf(window) ?? realm.window.DOMException)(
      `'${url}' is not a valid URL.`,
      'SyntaxError',
    );
  const spare = spares.get(window);
  if (spare !== undefined) sendOpen(realm, address, spare);
  else return leadFrom(realm, window, { url: destination(realm, url), address, replaces });
  return true;
}

/** Errors are of the realm whose Location was asked (WebIDL). */
function exceptionOf(window: Window): typeof DOMException | null {
  try {
    return (window as Window & typeof globalThis).DOMException;
  } catch {
    // Another origin's.
    return null;
  }
}

interface Leading {
  /** Relative as the page wrote it: the browser knows best relative to what (HTML, "entry settings object"). */
  readonly url: string;
  readonly address: string;
  readonly replaces: boolean;
}

function leadFrom(realm: Realm, window: Window, { url, address, replaces }: Leading): boolean {
  const { holderOf, parentOf } = siteTreeOf(realm);
  const outside = holderOf(window);
  const led = reachHolder(outside) ?? runtimeOf(window);
  if (led?.go) {
    led.go(url, replaces);
    return true;
  }
  if (parentOf(window) !== window) return false;
  const message: GoMessage = { lockstep: 'go', key: realm.boot.key, url: address };
  natives.postMessage(outside ?? window, message, '*');
  return true;
}
