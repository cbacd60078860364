// postMessage between the site's windows: target origins are real ones, and so is what a message says of its sender.
import { call, natives } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';

const proxiedTarget = (realm: Realm, origin: unknown): unknown =>
  typeof origin === 'string' && origin !== '*' && origin !== '/' ? realm.map(origin) : origin;

function mapArgs(realm: Realm, args: unknown[]): unknown[] {
  const [message, target, ...rest] = args;
  if (args.length < 2) return args;
  if (typeof target === 'object' && target !== null) {
    const { targetOrigin } = target as { targetOrigin?: unknown };
    return targetOrigin === undefined
      ? args
      : [message, { ...target, targetOrigin: proxiedTarget(realm, textOf(targetOrigin)) }, ...rest];
  }
  return [message, proxiedTarget(realm, target), ...rest];
}

/** The error as the window's own method would have thrown it: a method's errors are of the realm that it comes from. */
function asOf(target: Window, error: unknown): unknown {
  try {
    const { DOMException: theirs } = target as Window & typeof globalThis;
    return theirs !== DOMException && error instanceof DOMException
      ? new theirs(error.message, error.name)
      : error;
  } catch {
    // Another origin's window: there the method is of the realm that asks.
    return error;
  }
}

/** By the realm that asks, then by the window it asks of. */
const posts = new WeakMap<Realm, WeakMap<Window, object>>();
const nativePost = new WeakMap<Realm, Fn>();

/** A receiver whose postMessage is called by the realm that asks, so that `event.source` is right. */
export function postFrom(realm: Realm, target: Window): unknown {
  let mine = posts.get(realm);
  if (!mine) posts.set(realm, (mine = new WeakMap()));
  const made = mine.get(target);
  if (made) return made;
  const native = nativePost.get(realm);
  if (!native) return target;
  const it = {
    postMessage: (...args: unknown[]) => {
      try {
        return call(native, target, mapArgs(realm, args));
      } catch (error) {
        throw asOf(target, error);
      }
    },
  };
  mine.set(target, it);
  return it;
}

export const postMessage: VirtualApi = (realm) => {
  const { window, urls, accessor, patch } = realm;
  if (natives.document) nativePost.set(realm, window.postMessage as Fn);
  if (natives.document) {
    patch(window as { postMessage: (message: unknown) => void }, 'postMessage', (native) => ({
      value(this: unknown, ...args: unknown[]) {
        return call(native, this, mapArgs(realm, args));
      },
    }));
  }
  accessor(window.MessageEvent.prototype, 'origin', (native) => ({
    get() {
      return urls.real(native.get(this));
    },
  }));
};
