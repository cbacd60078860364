// The Location of another origin's window. HTML, "CrossOriginProperties": it can be led elsewhere, and nothing else.
import { apply, getOwnPropertyDescriptor, ownKeys, self } from '../natives.ts';
import { disguise, type Fn, type Realm, textOf } from '../realm.ts';
import { destination } from './location-object.ts';
import { leadOther } from './opened.ts';

const readHref = getOwnPropertyDescriptor(self.location, 'href')?.get as Fn | undefined;

/** Whether this realm may not look into the window. */
export function isForeign(window: Window): boolean {
  try {
    if (readHref) apply(readHref, window.location, []);
    return false;
  } catch {
    // SecurityError: the getter's own check.
    return true;
  }
}

export function createForeignLocation(realm: Realm, window: Window): Location {
  const native = (): Location => window.location;
  const go = (key: 'href' | 'replace', url: unknown): void => {
    const text = textOf(url);
    if (leadOther(realm, window, text, key === 'replace')) return;
    const mapped = destination(realm, text);
    if (key === 'href') native().href = mapped;
    else native().replace(mapped);
  };
  const replace = disguise((url: unknown) => go('replace', url), native().replace);
  const set = (url: unknown): void => go('href', url);
  const described = (key: PropertyKey): PropertyDescriptor | undefined => {
    const old = getOwnPropertyDescriptor(native(), key);
    if (old && key === 'replace') return { ...old, value: replace };
    return old && key === 'href' ? { ...old, set: disguise(set, old.set ?? set) } : old;
  };
  // What may not be read or set throws as it does on the browser's own object.
  return new Proxy({} as Location, {
    get: (_, key) => (key === 'replace' ? replace : (Reflect.get(native(), key) as unknown)),
    set: (_, key, value) => {
      if (key !== 'href') return Reflect.set(native(), key, value);
      go('href', value);
      return true;
    },
    has: (_, key) => Reflect.has(native(), key),
    getPrototypeOf: () => null,
    getOwnPropertyDescriptor: (_, key) => described(key),
    ownKeys: () => ownKeys(native()),
    defineProperty: (_, key, descriptor) => Reflect.defineProperty(native(), key, descriptor),
    deleteProperty: (_, key) => Reflect.deleteProperty(native(), key),
  });
}
