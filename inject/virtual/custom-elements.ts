// Custom elements are told of their attributes as the site wrote them.
import { apply, call, defineProperty, deleteProperty, getOwnPropertyDescriptor } from '../natives.ts';
import { disguise, type Fn, type Realm, type VirtualApi } from '../realm.ts';
import { attributeForPage, matters } from '../rewrite/attribute.ts';

const KEY = 'attributeChangedCallback';

function told(realm: Realm, callback: Fn): Fn {
  const made = {
    value(this: Element, name: string, ...values: unknown[]): unknown {
      const own = matters(name)
        ? values.map((it, at) =>
            at < 2 && typeof it === 'string' ? attributeForPage(realm, this, name, it) : it,
          )
        : values;
      return apply(callback, this, [name, ...own] as never[]);
    },
  }.value;
  return disguise(made, callback);
}

/** The registry reads a class's callbacks when it is defined, and never again (HTML, "element definition"). */
export const customElementsTold: VirtualApi = (realm) => {
  const { CustomElementRegistry: registry } = realm.window;
  realm.patch(registry.prototype, 'define', (native) => ({
    value(this: CustomElementRegistry, ...args: unknown[]) {
      const { prototype } = (args[1] ?? {}) as { prototype?: Record<string, unknown> };
      const callback = typeof prototype === 'object' ? prototype[KEY] : undefined;
      if (prototype === undefined || typeof callback !== 'function') return call(native, this, args);
      const old = getOwnPropertyDescriptor(prototype, KEY);
      defineProperty(prototype, KEY, {
        configurable: true,
        writable: true,
        value: told(realm, callback as Fn),
      });
      try {
        return call(native, this, args);
      } finally {
        if (old) defineProperty(prototype, KEY, old);
        else deleteProperty(prototype, KEY);
      }
    },
  }));
};
