// A stand-in for a window's Location: the browser's own, speaking real URLs.
import {
  apply,
  call,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  natives,
  self,
} from '../natives.ts';
import { disguise, type Fn, type Realm, textOf } from '../realm.ts';
import { rewriteJavascriptUrl } from '../rewrite/code.ts';
import { mapDataDocument } from '../rewrite/attribute.ts';
import { siteTreeOf } from './frames.ts';
import { leadOther } from './opened.ts';
import { isWithin } from '../tree.ts';

type Part = 'href' | 'protocol' | 'host' | 'hostname' | 'port' | 'pathname' | 'search' | 'hash' | 'origin';
const PARTS: readonly Part[] = [
  'href',
  'origin',
  'protocol',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
];
/** These are the same in both addresses. */
const SAME: ReadonlySet<Part> = new Set(['pathname', 'search', 'hash']);

const native = (key: string): PropertyDescriptor => getOwnPropertyDescriptor(self.location, key) ?? {};
const read = (key: string, target: object): unknown => apply(native(key).get as Fn, target, []);

let parsed = new natives.URL('about:blank');
function partOf(href: string, part: Part): string {
  if (parsed.href !== href) parsed = new natives.URL(href);
  return parsed[part];
}

/** A URL to navigate to, as the browser shall see it. */
export const destination = (realm: Realm, url: string): string =>
  rewriteJavascriptUrl(url) ?? mapDataDocument(realm, url) ?? realm.map(url);

function setPart(realm: Realm, window: Window, part: Part, value: string): void {
  const target = window.location;
  if (part !== 'href' && SAME.has(part) && !isWithin(window)) {
    const url = new natives.URL(read('href', target) as string);
    (url as unknown as Record<Part, string>)[part] = value;
    if (leadOther(realm, window, url.href)) return;
  }
  if (part === 'href' || SAME.has(part)) {
    apply(native(part).set as Fn, target, [part === 'href' ? destination(realm, value) : value] as never[]);
    return;
  }
  if (part === 'protocol') {
    // What is no scheme the browser refuses with its own error; one that is not the web's is ignored.
    if (!/^[a-z][a-z\d+.-]*(?::|$)/i.test(value)) apply(native(part).set as Fn, target, [value] as never[]);
    if (!/^https?(?::|$)/i.test(value)) return;
  }
  const url = new natives.URL(realm.urls.real(read('href', target) as string));
  const before = url.href;
  (url as unknown as Record<Part, string>)[part] = value;
  const next = url.href === before ? read('href', target) : realm.urls.proxied(url.href);
  if (!leadOther(realm, window, next as string)) apply(native('href').set as Fn, target, [next] as never[]);
}

function ancestors(realm: Realm, window: Window): unknown {
  const list = read('ancestorOrigins', window.location) as DOMStringList;
  const base = `${realm.boot.base.protocol}//${realm.boot.base.host}`;
  const origins = [...list].filter((it) => it !== base).map((it) => realm.urls.real(it));
  const { outermost, holderOf } = siteTreeOf({ boot: realm.boot, window });
  if (holderOf(outermost) !== null) origins.pop();
  const made = Object.create(getPrototypeOf(list)) as Record<PropertyKey, unknown>;
  origins.forEach((origin, index) =>
    defineProperty(made, index, { value: origin, enumerable: true, configurable: true }),
  );
  const hidden: Record<PropertyKey, unknown> = {
    length: origins.length,
    item: (index: number) => origins[index] ?? null,
    contains: (origin: string) => origins.includes(origin),
    [Symbol.iterator]: () => origins[Symbol.iterator](),
  };
  for (const key of Reflect.ownKeys(hidden))
    defineProperty(made, key, { value: hidden[key as string], configurable: true });
  return made;
}

/** For any other receiver the browser itself answers, or throws as it does. */
const ownOnly = (holder: object, ours: Fn, theirs: Fn): Fn =>
  ({
    value(this: unknown, ...args: unknown[]): unknown {
      return call(this === holder ? ours : theirs, this, args);
    },
  }).value;

/** `windowOf` is asked each time: a window's Location changes with its document. */
export function createLocation(realm: Realm, window: Window): Location {
  const target = (): Location => window.location;
  const holder = Object.create(getPrototypeOf(self.location)) as Location;
  const get = (part: Part) => (): unknown => {
    const it = target();
    if (SAME.has(part)) return read(part, it);
    const href = realm.urls.real(read('href', it) as string);
    return part === 'href' ? href : href.startsWith('http') ? partOf(href, part) : read(part, it);
  };
  // First of its own keys, as natively.
  const list = native('ancestorOrigins').get;
  if (list) {
    const origins = (): unknown => ancestors(realm, window);
    defineProperty(holder, 'ancestorOrigins', { get: disguise(origins, list), enumerable: true });
  }
  for (const part of PARTS) {
    const old = native(part);
    const next: PropertyDescriptor = { enumerable: true, configurable: false };
    next.get = disguise(ownOnly(holder, get(part), old.get as Fn), old.get ?? self);
    if (old.set) {
      const set = ownOnly(
        holder,
        (value: unknown): void => {
          const text = textOf(value);
          if (part === 'href' && leadOther(realm, window, text)) return;
          setPart(realm, window, part, text);
        },
        old.set as Fn,
      );
      next.set = disguise(set, old.set);
    }
    defineProperty(holder, part, next);
  }
  const go = (name: 'assign' | 'replace') => (url: unknown) => {
    const text = textOf(url);
    if (!leadOther(realm, window, text, name === 'replace'))
      apply(native(name).value as Fn, target(), [destination(realm, text)] as never[]);
  };
  const methods: Record<string, Fn> = {
    assign: go('assign'),
    replace: go('replace'),
    reload: () => call(native('reload').value, target(), []),
    toString: get('href'),
  };
  for (const name of Object.keys(methods)) {
    const old = native(name);
    if (typeof old.value !== 'function') continue;
    const made = ownOnly(holder, methods[name] as Fn, old.value as Fn);
    defineProperty(holder, name, { ...old, value: disguise(made, old.value as object) });
  }
  defineProperty(holder, 'valueOf', native('valueOf'));
  defineProperty(holder, Symbol.toPrimitive, { value: undefined });
  return holder;
}
