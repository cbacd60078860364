// A bounded keep: what was used longest ago goes first when there is too much.

export interface Shelf<T extends { readonly size: number }> {
  /** Marks it as used. */
  readonly get: (key: string) => T | undefined;
  readonly put: (key: string, item: T) => void;
  readonly clear: () => void;
}

export function createShelf<T extends { readonly size: number }>(bound: number): Shelf<T> {
  const items = new Map<string, T>();
  let total = 0;
  const drop = (key: string): void => {
    total -= items.get(key)?.size ?? 0;
    items.delete(key);
  };
  return {
    get: (key) => {
      const item = items.get(key);
      if (item === undefined) return undefined;
      items.delete(key);
      items.set(key, item);
      return item;
    },
    put: (key, item) => {
      drop(key);
      if (item.size > bound) return;
      items.set(key, item);
      total += item.size;
      for (const oldest of items.keys()) {
        if (total <= bound) break;
        drop(oldest);
      }
    },
    clear: () => {
      items.clear();
      total = 0;
    },
  };
}
