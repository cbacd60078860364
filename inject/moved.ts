// Tells ours that the document's address changed without a load: pushState, replaceState, popstate, hashchange.

const listeners = new Set<() => void>();

/** Called by the history virtualisation. */
export function moved(): void {
  for (const listener of listeners) listener();
}

/** Called back after each change of address within the document; returns how to stop. */
export function onMoved(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
