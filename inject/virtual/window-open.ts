// window.open: new windows are the shell's, of which it keeps one ready; frames are named and found as on the site.
import { call, natives } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import { siteTreeOf } from './frames.ts';
import { destination } from './location-object.ts';
import { navigateOpened, sendOpen, takeSpare } from './opened.ts';
import { namedFrame } from './targets.ts';

/** Windows the page opened by a name of its own. */
const named = new Map<string, Window>();

const wants = (features: string, word: string): boolean => {
  const found = new RegExp(`(?:^|[\\s,])${word}(?:\\s*=\\s*([^\\s,]*))?(?:[\\s,]|$)`, 'i').exec(features);
  return found !== null && !/^(?:no|0|false)$/i.test(found[1] ?? '');
};

/** A page of another origin may not lead the outermost one away by itself: its own script is asked. */
export interface GoMessage {
  readonly lockstep: 'go';
  readonly key: string;
  readonly url: string;
}

function goTop(realm: Realm, url: string): Window {
  const { outermost } = siteTreeOf(realm);
  if (outermost === realm.window) natives.location.href = url;
  else natives.postMessage(outermost, { lockstep: 'go', key: realm.boot.key, url } satisfies GoMessage, '*');
  return outermost;
}

/** `url` as the page wrote it; undefined: leave it to the browser. */
export function openWindow(
  realm: Realm,
  url: string,
  target: string,
  features: string,
): Window | null | undefined {
  const { outermost, shell, parentOf } = siteTreeOf(realm);
  const word = target.toLowerCase();
  if (word === '_self') return undefined;
  if (word === '_parent') return parentOf(realm.window) === realm.window ? goSelf(realm, url) : undefined;
  if (word === '_top')
    return goTop(realm, new natives.URL(destination(realm, url), realm.window.document.baseURI).href);
  const isNew = word === '' || word === '_blank' || word === '_new';
  if (!isNew && (realm.window.name === target || namedFrame(outermost, target))) return undefined;
  // The browser refuses it, with its own error.
  if (url !== '' && !natives.URL.canParse(url, realm.base())) return undefined;
  const hidden = wants(features, 'noopener') || wants(features, 'noreferrer');
  const known = isNew || hidden ? undefined : named.get(target);
  if (known && !known.closed) {
    if (url !== '') navigateOpened(realm, known, url);
    return known;
  }
  const spare = hidden ? null : takeSpare(shell);
  sendOpen(realm, url === '' ? 'about:blank' : url, spare?.name ?? null);
  if (spare && !isNew) named.set(target, spare.window);
  return spare?.window ?? null;
}

function goSelf(realm: Realm, url: string): Window {
  if (url !== '') natives.location.href = destination(realm, url);
  return realm.window;
}

export const windowOpen: VirtualApi = (realm) => {
  const { window, patch } = realm;
  patch(window as { open: Fn }, 'open', (native) => ({
    value(this: unknown, ...args: unknown[]) {
      const [url, target, features] = args.map((it) => (it === undefined ? '' : textOf(it)));
      const opened = openWindow(realm, url ?? '', target ?? '', features ?? '');
      if (opened !== undefined) return opened;
      const mapped = url === undefined ? args : [destination(realm, url), ...args.slice(1)];
      return call(native, this, mapped);
    },
  }));
  if (window !== siteTreeOf(realm).outermost) return;
  natives.addEventListener(window, 'message', (event) => {
    const it = natives.messageData(event as MessageEvent) as Partial<GoMessage> | null;
    if (it?.lockstep !== 'go' || it.key !== realm.boot.key) return;
    natives.stopImmediatePropagation(event);
    if (typeof it.url === 'string' && /^https?:/.test(it.url))
      natives.location.href = realm.urls.proxied(it.url);
  });
};
