// Service workers: registered with real URLs, and telling real ones.
import { call } from '../natives.ts';
import { type Fn, type VirtualApi, textOf } from '../realm.ts';

/** Interface -> its property that is a URL. */
const PROPERTIES: readonly (readonly [string, string])[] = [
  ['ServiceWorker', 'scriptURL'],
  ['ServiceWorkerRegistration', 'scope'],
  ['Client', 'url'],
];

export const serviceWorker: VirtualApi = ({ window, urls, accessor, patch, map }) => {
  const globals = window as unknown as Record<
    string,
    { prototype: Record<string, string | undefined> } | undefined
  >;
  for (const [name, property] of PROPERTIES) {
    accessor(globals[name]?.prototype, property, (native) => ({
      get() {
        return urls.real(native.get(this) ?? '');
      },
    }));
  }
  const mapFirst = (name: string, key: string): void => {
    patch(globals[name]?.prototype as unknown as Record<string, Fn> | undefined, key, (native) => ({
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
};
