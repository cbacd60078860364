// Selectors that ask for an absolute URL in an attribute ask for the proxied one.
import { call } from '../natives.ts';
import type { Fn, VirtualApi } from '../realm.ts';

const WITH_URL = /(=\s*)(["'])((?:https?:)?\/\/[^"']+)\2/g;

export const selectors: VirtualApi = ({ window, patch, map }) => {
  for (const owner of [
    window.Document.prototype,
    window.Element.prototype,
    window.DocumentFragment.prototype,
  ]) {
    for (const key of ['querySelector', 'querySelectorAll', 'matches', 'closest', 'webkitMatchesSelector']) {
      patch(owner as unknown as Record<string, Fn>, key, (native) => ({
        value(this: unknown, ...args: unknown[]) {
          const selector = args[0];
          if (typeof selector === 'string' && selector.includes('//'))
            args[0] = selector.replace(
              WITH_URL,
              (_all, equals: string, quote: string, url: string) => equals + quote + map(url) + quote,
            );
          return call(native, this, args);
        },
      }));
    }
  }
};
