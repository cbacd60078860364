// Selectors that ask for an absolute URL in an attribute ask for the proxied one.
import { call } from '../natives.ts';
import type { Fn, VirtualApi } from '../realm.ts';
import { mapStyle } from './style.ts';

export const selectors: VirtualApi = (realm) => {
  const { window, patch } = realm;
  for (const owner of [
    window.Document.prototype,
    window.Element.prototype,
    window.DocumentFragment.prototype,
  ]) {
    for (const key of ['querySelector', 'querySelectorAll', 'matches', 'closest', 'webkitMatchesSelector']) {
      patch(owner as unknown as Record<string, Fn>, key, (native) => ({
        value(this: unknown, ...args: unknown[]) {
          if (typeof args[0] === 'string') args[0] = mapStyle(realm, args[0]);
          return call(native, this, args);
        },
      }));
    }
  }
};
