// window.onerror is called with the script's address as a plain argument, not with an event that could be asked.
import { call, natives } from '../natives.ts';
import type { Fn, Realm, VirtualApi } from '../realm.ts';
import { realText } from '../rewrite/attribute.ts';
import { placeOf } from './thrown-at.ts';

type Handler = ((...args: unknown[]) => unknown) | null;
interface Handled {
  onerror: Handler;
}

/** What stands in the browser -> the page's own handler. */
const owned = new WeakMap<object, Fn>();
const standIns = new WeakMap<object, Fn>();

function standIn(realm: Realm, handler: Fn): Fn {
  const known = standIns.get(handler);
  if (known) return known;
  const made = {
    value(this: unknown, ...args: unknown[]): unknown {
      const [message, file, line, column, error] = args;
      if (typeof message !== 'string' || typeof file !== 'string') return call(handler, this, args);
      const at = placeOf(realm, { file, line: Number(line), column: Number(column) }, error);
      return call(handler, this, [realText(realm, message), at.file, at.line, at.column, error]);
    },
  }.value;
  standIns.set(handler, made);
  owned.set(made, handler);
  return made;
}

export const errorHandler: VirtualApi = (realm) => {
  const { window, accessor } = realm;
  const target = window as unknown as Handled;
  // A handler may be an attribute's text, which the browser makes into a function when it is first needed: it is exchanged then.
  let swap = (): void => undefined;
  accessor(target, 'onerror', (native) => {
    swap = () => {
      const handler = native.get(target);
      if (typeof handler === 'function' && !owned.has(handler))
        native.set(target, standIn(realm, handler) as Handler);
    };
    return { get: () => own(native.get(target)) };
  });
  natives.addEventListener(window, 'error', () => swap(), true);
  const { HTMLBodyElement: body } = window as { HTMLBodyElement?: { prototype: object } };
  accessor(body?.prototype as Handled | undefined, 'onerror', (native) => ({
    get() {
      return own(native.get(this));
    },
  }));
};

const own = (handler: Handler): Handler => ((handler && owned.get(handler)) ?? handler) as Handler;
