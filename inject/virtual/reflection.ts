// A window's `location` and `top` by reflection: what a property says of itself leads to the stand-ins. They cannot be
// redefined; where scripts name them, the rewriter sees to it (protocol/script-runtime.ts).
import { RUNTIME, type ScriptRuntime } from '../../protocol/script-runtime.ts';
import { call } from '../natives.ts';
import { disguise, type Fn, type VirtualApi } from '../realm.ts';

type Key = 'location' | 'top';
const isKey = (key: unknown): key is Key => key === 'location' || key === 'top';
type Held = Record<Key, unknown>;
type Named = Record<string, Fn>;

/** Of each native accessor, what the page is given; and back, as defining it again must name the native. */
const givenOf = new WeakMap<object, Fn>();
const nativeOf = new WeakMap<object, Fn>();

export const reflection: VirtualApi = ({ window, patch }) => {
  const { Reflect: reflect, Object: object } = window as unknown as {
    Reflect: Named;
    Object: Named;
  };
  const hold = (target: unknown): unknown =>
    (window as unknown as Record<typeof RUNTIME, ScriptRuntime>)[RUNTIME].w(target);
  const given = (native: Fn, key: Key, kind: 'get' | 'set'): Fn => {
    const known = givenOf.get(native);
    if (known) return known;
    const made = {
      get(this: unknown): unknown {
        return (hold(this ?? window) as Held)[key];
      },
      set(this: unknown, value: unknown): void {
        (hold(this ?? window) as Held)[key] = value;
      },
    }[kind];
    givenOf.set(native, disguise(made, native));
    nativeOf.set(made, native);
    return made;
  };
  const shown = (target: unknown, key: unknown, native: PropertyDescriptor | undefined) => {
    if (native?.get === undefined || !isKey(key) || hold(target) === target) return native;
    const { get, set } = native;
    return {
      ...native,
      get: given(get as Fn, key, 'get'),
      ...(set ? { set: given(set as Fn, key, 'set') } : {}),
    };
  };
  const asNative = (attributes: unknown): unknown => {
    if (typeof attributes !== 'object' || attributes === null) return attributes;
    const { get, set } = attributes as PropertyDescriptor;
    const [own, other] = [get && nativeOf.get(get), set && nativeOf.get(set)];
    return own || other
      ? { ...attributes, ...(own && { get: own }), ...(other && { set: other }) }
      : attributes;
  };
  patch(reflect, 'get', (native) => ({
    value(...args: unknown[]) {
      if (isKey(args[1]) && (args.length < 3 || args[2] === args[0])) args = [hold(args[0]), args[1]];
      return call(native, reflect, args);
    },
  }));
  for (const owner of [reflect, object]) {
    patch(owner, 'getOwnPropertyDescriptor', (native) => ({
      value(...args: unknown[]) {
        const found = call(native, owner, args) as PropertyDescriptor | undefined;
        return isKey(args[1]) ? shown(args[0], args[1], found) : found;
      },
    }));
    patch(owner, 'defineProperty', (native) => ({
      value(...args: unknown[]) {
        if (isKey(args[1])) args[2] = asNative(args[2]);
        return call(native, owner, args);
      },
    }));
  }
  patch(object, 'getOwnPropertyDescriptors', (native) => ({
    value(...args: unknown[]) {
      const all = call(native, object, args) as Record<string, PropertyDescriptor | undefined>;
      for (const key of ['location', 'top'] as const)
        if (all[key] !== undefined) all[key] = shown(args[0], key, all[key]);
      return all;
    },
  }));
};
