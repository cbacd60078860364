// One global of the site's (a window, a child frame's window, a worker) and the two verbs that change its Web APIs.
import type { AddressBook } from '../protocol/address.ts';
import type { Boot } from '../protocol/boot.ts';
import {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  natives,
} from './natives.ts';

export type Fn = (...args: never[]) => unknown;
type Class = abstract new (...args: never[]) => unknown;
type Method<O, K extends keyof O> = Extract<O[K], Fn>;
interface Accessor<T, V> {
  get?(this: T): V;
  set?(this: T, value: V): void;
}

export interface Realm {
  readonly window: Window & typeof globalThis;
  readonly boot: Boot;
  readonly urls: AddressBook;
  /** Real base URL of the realm's document or worker. */
  readonly base: () => string;
  /** Maps a URL text from the page for the browser; never throws. */
  readonly map: (text: string) => string;
  /** Replaces a method. The page still sees the native's name, length and source text. */
  readonly patch: <O extends object, K extends keyof O>(
    owner: O | undefined,
    key: K,
    make: (native: Method<O, K>) => { value(this: O, ...args: never[]): unknown },
  ) => void;
  /** Replaces an accessor, or one half of it. */
  readonly accessor: <O extends object, K extends keyof O>(
    owner: O | undefined,
    key: K,
    make: (native: {
      readonly get: (self: O) => O[K];
      readonly set: (self: O, value: O[K]) => void;
    }) => Accessor<O, O[K]>,
  ) => void;
  /** Puts an accessor where the browser answers a name without having it there. */
  readonly add: (owner: object, key: string, pair: { get(): unknown; set(value: unknown): void }) => void;
  /**
   * Replaces a class: `args` maps the arguments of `new` (and of a plain call, where the native allows it); `made` is told
   * what came of which of the page's.
   */
  readonly constructed: (
    name: string,
    args: (args: unknown[]) => unknown[],
    made?: (object: object, given: unknown[]) => void,
  ) => void;
  /** Virtualises a same-origin child's realm, unless it has its own boot tag. */
  readonly enter: (child: Window | null) => void;
  /** Listens until everything is taken back: a first about:blank may hand its global on, with its listeners. */
  readonly listen: (
    target: EventTarget,
    type: string,
    listener: (event: Event) => void,
    capture?: boolean,
  ) => void;
  /** Takes everything back, newest first. */
  readonly undo: () => void;
}

/** Makes one Web API speak real URLs to the page and proxied ones to the browser. */
export type VirtualApi = (realm: Realm) => void;

/** What the page gives has any type, whatever a signature says: converted once, as WebIDL does (a symbol throws). */
export const textOf = (value: unknown): string => ''.concat(value as string);

/** Ours -> the native whose place it takes; for Function.prototype.toString. */
export const sources = new WeakMap<object, object>();

/** Makes `made` look like the native it stands for. */
export function disguise<F extends object>(made: F, native: object): F {
  for (const key of ['name', 'length'] as const) {
    const descriptor = getOwnPropertyDescriptor(native, key);
    if (descriptor) defineProperty(made, key, descriptor);
  }
  sources.set(made, native);
  return made;
}

/** `window` may be another realm's than the one this code runs in. */
export function createRealm(given: Pick<Realm, 'window' | 'boot' | 'urls' | 'base' | 'enter'>): Realm {
  const { window: global, urls, base } = given;
  const undone: (() => void)[] = [];
  const define = (
    owner: object,
    key: PropertyKey,
    old: PropertyDescriptor,
    next: PropertyDescriptor,
  ): void => {
    if (old.configurable === false && old.writable !== true) return;
    if (defineProperty(owner, key, { ...old, ...next })) undone.push(() => defineProperty(owner, key, old));
  };
  // A window has its own methods; a worker's global inherits them.
  const holderOf = (owner: object, key: PropertyKey): object => {
    let holder: object | null = owner === global ? owner : null;
    while (holder !== null && !Object.hasOwn(holder, key)) holder = getPrototypeOf(holder);
    return holder ?? owner;
  };
  const patch: Realm['patch'] = (given, key, make) => {
    const owner = given && holderOf(given, key);
    const old = owner && getOwnPropertyDescriptor(owner, key);
    if (owner === undefined || typeof old?.value !== 'function') return;
    define(owner, key, old, { value: disguise(make(old.value).value, old.value as object) });
  };
  const accessor: Realm['accessor'] = (given, key, make) => {
    const owner = given && holderOf(given, key);
    const old = owner && getOwnPropertyDescriptor(owner, key);
    if (owner === undefined || old?.get === undefined) return;
    const { get, set } = old as { get: Fn; set?: Fn };
    const made = make({
      get: (self) => apply(get, self, []) as never,
      set: (self, value) => {
        if (set) apply(set, self, [value] as never[]);
      },
    });
    const next: PropertyDescriptor = {};
    if (made.get) next.get = disguise(made.get, get) as () => unknown;
    if (made.set && set) next.set = disguise(made.set, set) as (value: unknown) => void;
    define(owner, key, old, next);
  };
  const add: Realm['add'] = (owner, key, pair) => {
    const old = getOwnPropertyDescriptor(owner, key);
    defineProperty(owner, key, { configurable: true, enumerable: true, ...pair });
    undone.push(() => (old ? defineProperty(owner, key, old) : deleteProperty(owner, key)));
  };
  const constructed: Realm['constructed'] = (name, args, told) => {
    const old = getOwnPropertyDescriptor(global, name);
    if (typeof old?.value !== 'function') return;
    const native = old.value as Class & Fn;
    const made = replaceClass(native, args, told);
    define(global, name, old, { value: made });
    const prototype = native.prototype as object;
    const back = getOwnPropertyDescriptor(prototype, 'constructor');
    if (back) define(prototype, 'constructor', back, { value: made });
  };
  return {
    ...given,
    map: (text) => mapText(urls, text, base),
    patch,
    accessor,
    add,
    constructed,
    listen: (target, type, listener, capture = false) => {
      natives.addEventListener(target, type, listener, capture);
      undone.push(() => natives.removeEventListener(target, type, listener, capture));
    },
    undo: () => {
      for (let it = undone.pop(); it; it = undone.pop()) it();
    },
  };
}

/** A proxy keeps statics, prototype, `extends` and every own key as they are. */
export function replaceClass<C extends Class & Fn>(
  native: C,
  args: (args: unknown[]) => unknown[],
  told: (object: object, given: unknown[]) => void = () => undefined,
): C {
  const made: C = new Proxy(native, {
    construct: (target, given, newTarget) => {
      const it = construct(
        target as unknown as Fn,
        args(given) as never[],
        newTarget === made ? target : newTarget,
      ) as object;
      told(it, given);
      return it;
    },
    apply: (target, self, given) => apply(target, self, args(given) as never[]),
  });
  sources.set(made, native);
  return made;
}

/** Only texts that begin like `http:`, `ws:`, `//` or with what a URL parser skips can leave the site. */
function mapText(urls: AddressBook, text: string, base: () => string): string {
  const first = text.charCodeAt(0);
  // / \ h H w W, and C0 controls and space.
  if (
    first > 32 &&
    first !== 47 &&
    first !== 104 &&
    first !== 92 &&
    first !== 72 &&
    first !== 119 &&
    first !== 87
  )
    return text;
  if (
    first === 47 &&
    text.length > 1 &&
    text.charCodeAt(1) > 32 &&
    text.charCodeAt(1) !== 47 &&
    text.charCodeAt(1) !== 92
  )
    return text;
  try {
    return urls.rewrite(text, base());
  } catch {
    // Ours failed, not the page: the browser shall judge the text as it is.
    return text;
  }
}
