// A value that can be watched. Everything a page of ours shows lives in one or two of these.
import { useEffect, useState } from 'preact/hooks';

export interface Store<S, E> {
  readonly get: () => S;
  readonly send: (event: E) => void;
  /** Calls back after every change; returns its own undoing. */
  readonly watch: (listener: () => void) => () => void;
}

/** A store that changes only by its reducer. A reducer that gives back the same value changes nothing. */
export function createStore<S, E>(first: S, reduce: (state: S, event: E) => S): Store<S, E> {
  let state = first;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    send: (event) => {
      const next = reduce(state, event);
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The store's value; the component renders again when it changes. */
export function useStore<S, E>(store: Store<S, E>): S {
  const [state, setState] = useState(store.get());
  useEffect(() => {
    const update = (): void => setState(() => store.get());
    update();
    return store.watch(update);
  }, [store]);
  return state;
}
