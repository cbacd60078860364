// window.open: new windows are the shell's, of which it keeps some ready; windows and frames are named and found as on the site.
import type { GoMessage } from '../../protocol/holder.ts';
import type { FormOrder } from '../holder-form.ts';
import { reachHolder } from '../holder.ts';
import { call, natives } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import { isWithin } from '../tree.ts';
import { siteTreeOf } from './frames.ts';
import { destination } from './location-object.ts';
import { absolute, hasHolders, leadOther, openedAs, openNew } from './opened.ts';
import { namedFrame } from './targets.ts';

/** Windows the page opened by a name of its own that no holder knows. */
const named = new Map<string, Window>();

/** HTML, "parse a boolean feature". */
function isOn(value: string): boolean {
  return value === '' || value === 'yes' || value === 'true' || (parseInt(value, 10) || 0) !== 0;
}

/** HTML, "tokenize the features argument". */
function featureOf(features: string, word: string): boolean {
  for (const [, name = '', value = ''] of features
    .toLowerCase()
    .matchAll(/([^\s,=]+)(?:\s*=[\s=]*([^\s,=]*))?/g))
    if (name === word) return isOn(value);
  return false;
}

export interface Features {
  readonly noOpener: boolean;
  readonly noReferrer: boolean;
}

function featuresOf(text: string): Features {
  const noReferrer = featureOf(text, 'noreferrer');
  return { noReferrer, noOpener: noReferrer || featureOf(text, 'noopener') };
}

const isNew = (target: string): boolean => /^(?:|_blank|_new)$/i.test(target);

/** Where a target leads: a window there is, or a new one. */
function chosen(realm: Realm, target: string): Window | 'new' {
  const { outermost, parentOf } = siteTreeOf(realm);
  switch (target.toLowerCase()) {
    case '_self':
      return realm.window;
    case '_parent':
      return parentOf(realm.window);
    case '_top':
      return outermost;
    case '':
    case '_blank':
    case '_new':
      return 'new';
  }
  if (realm.window.name === target) return realm.window;
  const known = named.get(target);
  return (
    namedFrame(realm.window, target) ??
    namedFrame(outermost, target) ??
    (known && !known.closed ? known : null) ??
    openedAs(realm, target) ??
    'new'
  );
}

/** Leads a window that there is. */
function lead(realm: Realm, window: Window, url: string): void {
  if (url === '' || leadOther(realm, window, url)) return;
  window.location.href = destination(realm, url);
}

/** `url` as the page wrote it; undefined: leave it to the browser. */
export function openWindow(
  realm: Realm,
  url: string,
  target: string,
  features: Features,
  canWait = features.noOpener,
): Window | null | undefined {
  const window = chosen(realm, target);
  // The browser refuses it, with its own error.
  if (url !== '' && absolute(realm, url) === null) return undefined;
  if (window !== 'new') {
    // Its own, and what is in it, the browser finds by itself.
    if (isWithin(window) && window !== siteTreeOf(realm).outermost) return undefined;
    lead(realm, window, url);
    return features.noOpener ? null : window;
  }
  const name = isNew(target) ? '' : target;
  const opened = openNew(realm, {
    ...features,
    shows: url === '' ? '' : destination(realm, url),
    name,
    canWait,
  });
  if (opened !== null && name !== '' && reachHolder(siteTreeOf(realm).holderOf(opened)) === null)
    named.set(target, opened);
  return opened;
}

/** Sends a form into another window; false where nothing may send it there. */
export function openWithForm(realm: Realm, target: string, features: Features, form: FormOrder): boolean {
  const { holderOf, shell } = siteTreeOf(realm);
  const window = chosen(realm, target);
  if (window !== 'new') {
    const holder = reachHolder(holderOf(window));
    holder?.submit(form);
    return holder !== null;
  }
  if (shell === null || !hasHolders(shell)) return false;
  const name = isNew(target) ? '' : target;
  openNew(realm, { ...features, shows: form, name, canWait: true });
  return true;
}

export const windowOpen: VirtualApi = (realm) => {
  const { window, patch, listen } = realm;
  patch(window as { open: Fn }, 'open', (native) => ({
    value(this: unknown, ...args: unknown[]) {
      const [url, target, features] = args.map((it) => (it === undefined ? '' : textOf(it)));
      const opened = openWindow(realm, url ?? '', target ?? '', featuresOf(features ?? ''));
      if (opened !== undefined) return opened;
      const mapped = url === undefined ? args : [destination(realm, url), ...args.slice(1)];
      return call(native, this, mapped);
    },
  }));
  if (window !== siteTreeOf(realm).outermost) return;
  // A page of another origin may not lead the outermost one away by itself: its own script is asked.
  listen(window, 'message', (event) => {
    const it = natives.messageData(event as MessageEvent) as Partial<GoMessage> | null;
    if (it?.lockstep !== 'go' || it.key !== realm.boot.key) return;
    natives.stopImmediatePropagation(event);
    if (typeof it.url === 'string' && /^https?:/.test(it.url))
      natives.location.href = realm.urls.proxied(it.url);
  });
};
