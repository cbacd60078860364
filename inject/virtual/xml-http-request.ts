// XMLHttpRequest: where it goes and where it came from.
import { call } from '../natives.ts';
import { type VirtualApi, textOf } from '../realm.ts';
import { realText } from '../rewrite/attribute.ts';

export const xmlHttpRequest: VirtualApi = (realm) => {
  const { window, urls, accessor, patch, map } = realm;
  const found = window.XMLHttpRequest as typeof XMLHttpRequest | undefined;
  patch(found?.prototype, 'open', (native) => ({
    value(this: XMLHttpRequest, ...args: unknown[]) {
      if (args.length > 1) args[1] = map(textOf(args[1]));
      return call(native, this, args);
    },
  }));
  // As Headers.get: what the proxy mapped is read as the site sent it.
  for (const key of ['getResponseHeader', 'getAllResponseHeaders'] as const)
    patch(found?.prototype, key, (native) => ({
      value(this: XMLHttpRequest, ...args: unknown[]) {
        const text = call(native, this, args) as string | null;
        return text === null ? null : realText(realm, text);
      },
    }));
  accessor(found?.prototype, 'responseURL', (native) => ({
    get() {
      return urls.real(native.get(this));
    },
  }));
};
