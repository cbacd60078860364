// Cookies of ours in the browser stay unseen, and what changes in the jar is told as if it were the browser's own.
import { natives } from '../natives.ts';
import type { Realm } from '../realm.ts';

export interface Item {
  readonly name: string;
  readonly value: string;
}

type Changes = new (type: string, init: Changed) => Event;

export function itemsOf(text: string): Item[] {
  const pairs = text === '' ? [] : text.split('; ');
  return pairs.map((it) => {
    const at = it.indexOf('=');
    return { name: at < 0 ? '' : it.slice(0, at), value: it.slice(at + 1) };
  });
}

interface Subscription {
  readonly name?: string;
}
interface Changed {
  readonly changed: readonly Item[];
  readonly deleted: readonly { readonly name: string }[];
}

/** A service worker hears of what it subscribed to. */
async function tellWorker(realm: Realm, { changed, deleted }: Changed): Promise<void> {
  const { registration, ExtendableCookieChangeEvent: made } = realm.window as unknown as {
    registration?: { cookies?: { getSubscriptions: () => Promise<Subscription[]> } };
    ExtendableCookieChangeEvent?: Changes;
  };
  const wanted = await registration?.cookies?.getSubscriptions();
  if (!made || !wanted) return;
  const isWanted = ({ name }: { readonly name: string }): boolean =>
    wanted.some((it) => it.name === undefined || it.name === name);
  const heard = { changed: changed.filter(isWanted), deleted: deleted.filter(isWanted) };
  if (heard.changed.length + heard.deleted.length > 0)
    natives.dispatchEvent(realm.window, new made('cookiechange', heard));
}

/** Gives how to tell of the jar's cookies as they are now; `ask` reads them. */
export function cookieNews(realm: Realm, ask: () => Promise<string>): (text: string) => void {
  const { window } = realm;
  const { cookieStore: store, CookieChangeEvent: made } = window as unknown as {
    cookieStore?: EventTarget;
    CookieChangeEvent?: Changes;
  };
  let known = new Map(itemsOf(realm.boot.cookies).map(({ name, value }) => [name, value]));
  const tell = (text: string): void => {
    const now = itemsOf(text);
    const changed = now.filter(({ name, value }) => known.get(name) !== value);
    const names = new Set(now.map(({ name }) => name));
    const deleted = [...known.keys()].filter((name) => !names.has(name)).map((name) => ({ name }));
    known = new Map(now.map(({ name, value }) => [name, value]));
    if (changed.length + deleted.length === 0) return;
    if (store && made) natives.dispatchEvent(store, new made('change', { changed, deleted }));
    else void tellWorker(realm, { changed, deleted });
  };
  if (store)
    natives.addEventListener(
      store,
      'change',
      (event) => {
        // The browser's own are all of cookies of ours: the jar's never reach it.
        if (!event.isTrusted) return;
        natives.stopImmediatePropagation(event);
        ask().then(tell, () => undefined);
      },
      true,
    );
  return tell;
}
