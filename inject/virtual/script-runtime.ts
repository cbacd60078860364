// `$ls`: what rewritten scripts call (protocol/script-runtime.ts says what each does).
import { RUNTIME, type ScriptRuntime } from '../../protocol/script-runtime.ts';
import {
  apply,
  call,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  inDocument,
  method,
  natives,
  platformClass,
  self,
} from '../natives.ts';
import { disguise, type Fn, type Realm, sources, type VirtualApi, textOf } from '../realm.ts';
import { mapDocument } from '../rewrite/attribute.ts';
import { madeCode, pagesOwn } from '../rewrite/made-code.ts';
import { rewriteCode } from '../rewrite/code.ts';
import { isWindow } from '../tree.ts';
import { createForeignLocation, isForeign } from './foreign-location.ts';
import { siteTreeOf } from './frames.ts';
import { createLocation } from './location-object.ts';
import { goFrom } from './opened.ts';
import { postFrom } from './post-message.ts';

const documentUrl = inDocument
  ? (getOwnPropertyDescriptor(platformClass('Document')?.prototype ?? {}, 'URL')?.get as Fn)
  : undefined;
const documentView = inDocument
  ? (getOwnPropertyDescriptor(platformClass('Document')?.prototype ?? {}, 'defaultView')?.get as Fn)
  : undefined;

function isDocument(value: object): value is Document {
  if (!documentUrl) return false;
  try {
    apply(documentUrl, value, []);
    return true;
  } catch {
    // The getter's own brand check.
    return false;
  }
}

type Kind = 'window' | 'document' | null;
/** A prototype -> whether its objects may be windows or documents; most never are, and are asked once. */
const kinds = new WeakMap<object, Kind>();
const plain = Object.prototype;
const list = Array.prototype;

/** For `instanceof`, which engines do in a few instructions where `getPrototypeOf` is a call. */
function like(prototype: object): Fn {
  const it = function (): void {
    // Nobody calls it.
  };
  it.prototype = prototype;
  return it;
}
const objectLike = like(plain);
const windowLike = like(platformClass('Window')?.prototype ?? {});
const documentLike = like(platformClass('Document')?.prototype ?? {});

/** Nearly all that is ever asked about: an object of this realm that is neither its window nor a document of it. */
const isPlain = (it: object): boolean =>
  it instanceof objectLike && !(it instanceof windowLike) && !(it instanceof documentLike);

function kindOf(value: object): Kind {
  const prototype = getPrototypeOf(value);
  if (prototype === plain || prototype === list) return null;
  // Cross-origin windows have no prototype, as many plain maps have none.
  if (prototype === null) return isWindow(value) ? 'window' : null;
  const known = kinds.get(prototype);
  if (known === null) return null;
  const kind = isWindow(value) ? 'window' : isDocument(value) ? 'document' : null;
  if (known === undefined) kinds.set(prototype, kind);
  return kind;
}

/** Indirect eval: the text is a script of its own. A window's own `eval` stays, or direct ones would be none. */
const evals = new WeakMap<object, Fn>();
function evalOf(window: Window): Fn {
  const native = (window as Window & typeof globalThis).eval as Fn;
  let made = evals.get(native);
  if (!made) {
    made = disguise(
      (source: unknown) =>
        call(native, undefined, [typeof source === 'string' ? rewriteCode(source) : source]),
      native,
    );
    evals.set(native, made);
  }
  return made;
}

/** The stand-ins of one realm; a window's and a document's, made when first asked for. */
function createHolders(realm: Realm): {
  locationOf: (window: Window) => Location;
  wrap: (receiver: unknown) => unknown;
} {
  const locations = new WeakMap<object, Location>();
  const foreigns = new WeakMap<object, Location>();
  const holders = new WeakMap<object, object>();
  const locationOf = (window: Window): Location => {
    const foreign = window !== realm.window && isForeign(window);
    const known = foreign ? foreigns : locations;
    let it = known.get(window);
    if (!it)
      known.set(
        window,
        (it = foreign ? createForeignLocation(realm, window) : createLocation(realm, window)),
      );
    return it;
  };
  const hold = (target: object, kind: 'window' | 'document'): object => {
    const windowOf = (): Window | null =>
      kind === 'window' ? (target as Window) : (apply(documentView as Fn, target, []) as Window | null);
    const virtual = (key: PropertyKey): (() => unknown) | null => {
      if (key === 'location') return () => (windowOf() ? locationOf(windowOf() as Window) : null);
      if (key === 'eval' && kind === 'window') return () => evalOf(target as Window);
      return key === 'top' && kind === 'window'
        ? () => siteTreeOf({ boot: realm.boot, window: target as Window }).outermost
        : null;
    };
    return new Proxy(target, {
      get: (it, key) => {
        const made = virtual(key);
        if (made) return made();
        const value: unknown = Reflect.get(it, key, it);
        return typeof value === 'function' && isMethod(value) ? bind(value as Fn, it) : value;
      },
      set: (it, key, value) => {
        const window = key === 'location' ? windowOf() : null;
        if (window === null) return Reflect.set(it, key, value, it);
        locationOf(window).href = value as string;
        return true;
      },
    });
  };
  const wrap = (receiver: unknown): unknown => {
    if (receiver === null || typeof receiver !== 'object') return receiver;
    if (isPlain(receiver)) return receiver;
    const known = holders.get(receiver);
    if (known) return known;
    const kind = kindOf(receiver);
    if (kind === null) return receiver;
    const made = hold(receiver, kind);
    holders.set(receiver, made);
    return made;
  };
  return { locationOf, wrap };
}

const sourceOf = method(self.Function, 'toString');
/** The platform's methods cannot be constructed, and refuse a receiver that only stands for a window. The site's own are left as they are. */
const isMethod = (value: object): boolean =>
  !Object.hasOwn(value, 'prototype') &&
  (sources.has(value) || sourceOf(value as never).endsWith('{ [native code] }'));
const boundTo = new WeakMap<object, WeakMap<object, Fn>>();
function bind(native: Fn, receiver: object): Fn {
  let byReceiver = boundTo.get(native);
  if (!byReceiver) boundTo.set(native, (byReceiver = new WeakMap()));
  let made = byReceiver.get(receiver);
  if (!made) {
    made = disguise((...args: never[]) => call(native, receiver, args), native);
    byReceiver.set(receiver, made);
  }
  return made;
}

function createMeta(realm: Realm): (meta: unknown) => unknown {
  const metas = new WeakMap<object, object>();
  return (meta) => {
    const native = meta as { readonly url: string; readonly resolve?: (text: string) => string };
    let made = metas.get(native);
    if (!made) {
      made = Object.assign(Object.create(null) as object, native, {
        url: realm.urls.real(pagesOwn(native.url)),
      });
      const { resolve } = native;
      if (resolve)
        Object.assign(made, {
          resolve: disguise((text: unknown) => realm.urls.real(resolve(realm.map(textOf(text)))), resolve),
        });
      metas.set(native, made);
    }
    return made;
  };
}

/** A worker's location can be replaced where it is; a window's cannot, and is replaced in the scripts. */
function workerLocation(realm: Realm): unknown {
  return realm.window.location;
}

export const scriptRuntime: VirtualApi = (realm) => {
  const { window, map } = realm;
  const { locationOf, wrap } = createHolders(realm);
  // Apart from the functions: an object with accessors of its own is one whose functions engines do not inline.
  const accessors: Pick<ScriptRuntime, 'location' | 'top' | 'eval'> = {
    get location() {
      return inDocument ? locationOf(window) : workerLocation(realm);
    },
    set location(url: unknown) {
      if (inDocument) locationOf(window).href = url as string;
      else (self as { location: unknown }).location = url;
    },
    get top() {
      return inDocument ? siteTreeOf(realm).outermost : undefined;
    },
    get eval() {
      return evalOf(window);
    },
  };
  const functions: Omit<ScriptRuntime, 'location' | 'top' | 'eval'> & {
    undo: () => void;
    go: (url: string, replaces: boolean) => void;
  } = {
    w: wrap,
    g: (value) => {
      if (value === window.eval) return evalOf(window);
      if (!inDocument || value === null || typeof value !== 'object') return value;
      if (value === window.location) return locationOf(window);
      return value === natives.top && siteTreeOf(realm).shell === value ? siteTreeOf(realm).outermost : value;
    },
    s: (source) => (typeof source === 'string' ? rewriteCode(source) : source),
    i: (specifier) => {
      if (typeof specifier === 'symbol') return specifier;
      const url = textOf(specifier);
      return madeCode(url, 'module') ?? map(url);
    },
    m: createMeta(realm),
    p: (receiver) =>
      kindOf(Object(receiver) as object) === 'window' ? postFrom(realm, receiver as Window) : receiver,
    d: (value) =>
      typeof value === 'string' && inDocument
        ? mapDocument(realm, value, realm.urls.real(natives.documentURL(window.document)))
        : value,
    undo: realm.undo,
    go: (url, replaces) => goFrom(realm, url, replaces),
  };
  const runtime = Object.setPrototypeOf(functions, accessors) as ScriptRuntime;
  defineProperty(window, RUNTIME, { value: runtime, configurable: true, writable: false, enumerable: false });
};
