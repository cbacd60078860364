// Notices what scripts do that neither an event nor a mutation record tells. The page sees the native function still.
import { apply, defineProperty, getOwnPropertyDescriptor } from '../natives.ts';
import { disguise } from '../realm.ts';

type Fn = (this: object, ...args: never[]) => unknown;
type Owner = { readonly prototype: object } | undefined;

/** Calls `after` with the receiver (and result) when a method has run; returns how to stop. */
export function watchMethod(
  owner: Owner,
  key: string,
  after: (receiver: object, result: unknown) => void,
): () => void {
  const old = owner && getOwnPropertyDescriptor(owner.prototype, key);
  const native = old?.value as Fn | undefined;
  if (owner === undefined || old === undefined || typeof native !== 'function') return () => undefined;
  const { made } = {
    made(this: object, ...args: never[]): unknown {
      const result = apply(native, this, args);
      notice(() => after(this, result));
      return result;
    },
  };
  defineProperty(owner.prototype, key, { ...old, value: disguise(made, native) });
  return () => defineProperty(owner.prototype, key, old);
}

/** Calls `after` with the receiver when a property was set; returns how to stop. */
export function watchSetter(owner: Owner, key: string, after: (receiver: object) => void): () => void {
  const old = owner && getOwnPropertyDescriptor(owner.prototype, key);
  const native = old?.set as Fn | undefined;
  if (owner === undefined || old === undefined || native === undefined) return () => undefined;
  const { made } = {
    made(this: object, value: never): void {
      apply(native, this, [value]);
      notice(() => after(this));
    },
  };
  defineProperty(owner.prototype, key, { ...old, set: disguise(made, native) as (value: unknown) => void });
  return () => defineProperty(owner.prototype, key, old);
}

function notice(after: () => void): void {
  try {
    after();
  } catch {
    // Ours failed, not the page's call: the fingerprint finds what was missed.
  }
}
