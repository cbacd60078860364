// Service workers are registered, looked up and sent on with real URLs. What they tell is in traces.ts.
import { OWN_PATH } from '../../protocol/wire.ts';
import { call, natives } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';

export const serviceWorker: VirtualApi = (realm) => {
  const { window, patch, map } = realm;
  const globals = window as unknown as Record<string, { prototype: Record<string, Fn> } | undefined>;
  const mapFirst = (name: string, key: string): void => {
    patch(globals[name]?.prototype, key, (native) => ({
      value(this: unknown, ...args: unknown[]) {
        if (args.length > 0) args[0] = map(textOf(args[0]));
        const settings = args[1];
        if (typeof settings === 'object' && settings !== null && 'scope' in settings)
          args[1] = { ...settings, scope: map(textOf(settings.scope)) };
        return call(native, this, args);
      },
    }));
  };
  mapFirst('ServiceWorkerContainer', 'register');
  mapFirst('ServiceWorkerContainer', 'getRegistration');
  mapFirst('Clients', 'openWindow');
  mapFirst('WindowClient', 'navigate');
  cookieSubscriptions(realm);
  keepOwnRequests(realm);
};

/** Requests of our own script in a page are none of the site's: its worker would answer them, or wonder. */
function keepOwnRequests({ window, listen }: Realm): void {
  if (!('ServiceWorkerGlobalScope' in window)) return;
  listen(window, 'fetch', (event) => {
    const { url } = (event as Event & { readonly request: Request }).request;
    if (new natives.URL(url).pathname.startsWith(OWN_PATH)) natives.stopImmediatePropagation(event);
  });
}

interface Subscription {
  readonly url?: string;
}

/** Cookie Store API, "CookieStoreManager": subscriptions are to what a real URL sees. */
function cookieSubscriptions({ window, patch, map, urls }: Realm): void {
  const { CookieStoreManager: manager } = window as unknown as {
    CookieStoreManager?: { prototype: Record<string, Fn> };
  };
  for (const key of ['subscribe', 'unsubscribe']) {
    patch(manager?.prototype, key, (native) => ({
      value(this: unknown, list: unknown, ...rest: unknown[]) {
        const mapped = Array.isArray(list)
          ? (list as Subscription[]).map((it) =>
              it.url === undefined ? it : { ...it, url: map(textOf(it.url)) },
            )
          : list;
        return call(native, this, [mapped, ...rest]);
      },
    }));
  }
  patch(manager?.prototype, 'getSubscriptions', (native) => ({
    async value(this: unknown) {
      const list = (await call(native, this, [])) as Subscription[];
      return list.map((it) => (it.url === undefined ? it : { ...it, url: urls.real(it.url) }));
    },
  }));
}
