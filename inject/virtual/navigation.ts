// The Navigation API: its entries speak real URLs, and its `navigate` event is the net under every navigation that
// slipped through: one that would leave the proxy is cancelled and made again at the proxied address.
import { call, apply, getOwnPropertyDescriptor, natives } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import { port } from '../port.ts';
import { claimed } from './targets.ts';

interface NavigateEventLike extends Event {
  readonly destination: object;
  readonly navigationType: string;
  readonly formData: FormData | null;
}

export const navigation: VirtualApi = (realm) => {
  const { window, urls, accessor, patch, map, listen } = realm;
  const globals = window as unknown as Record<string, { prototype: Record<string, string> } | undefined>;
  const target = (window as unknown as { navigation?: EventTarget }).navigation;
  const destination = globals['NavigationDestination']?.prototype;
  const urlOf = destination && (getOwnPropertyDescriptor(destination, 'url')?.get as Fn | undefined);
  if (!target || !urlOf) return;
  listen(target, 'navigate', (event) => {
    const it = event as NavigateEventLike;
    catchNavigation(realm, it, apply(urlOf, it.destination, []) as string);
  });
  for (const name of ['NavigationDestination', 'NavigationHistoryEntry']) {
    accessor(globals[name]?.prototype, 'url', (native) => ({
      get() {
        const url = native.get(this) as string | null;
        return (url === null ? url : urls.real(url)) as string;
      },
    }));
  }
  patch(
    globals['Navigation']?.prototype as unknown as
      { navigate: (url: string, options?: object) => unknown } | undefined,
    'navigate',
    (native) => ({
      value(this: object, url: unknown, ...rest: [object?]) {
        return call(native, this, [map(textOf(url)), ...rest]);
      },
    }),
  );
};

function catchNavigation(realm: Realm, event: NavigateEventLike, url: string): void {
  if (claimed(realm, event, url)) return;
  if (!/^https?:/.test(url) || !event.cancelable) return;
  const proxied = realm.urls.proxied(url);
  // A form's fields would be lost; its action is mapped wherever it is set.
  if (proxied === url || event.formData !== null) return;
  natives.preventDefault(event);
  natives.stopImmediatePropagation(event);
  port.send({ type: 'leak', url, kind: 'navigate' });
  const replaces = event.navigationType === 'replace';
  natives.setTimeout(() => {
    if (replaces) natives.location.replace(proxied);
    else natives.location.assign(proxied);
  }, 0);
}
