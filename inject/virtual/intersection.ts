// IntersectionObserver: a page in the shell is a frame of another origin, for which browsers take no root margin and tell no
// root bounds (Intersection Observer, "compute the intersection"). The site's own top page is its own root instead.
import { isMainFrame } from '../place.ts';
import type { VirtualApi } from '../realm.ts';
import { self } from '../natives.ts';

export const intersection: VirtualApi = (realm) => {
  const { window } = realm;
  const { document, IntersectionObserver: native } = window as Partial<typeof window>;
  if (window !== self || native === undefined || !isMainFrame()) return;
  /** Those whose root is the document because the page named none. */
  const rootless = new WeakSet<object>();
  const isRootless = (options: unknown): boolean =>
    options === undefined ||
    options === null ||
    (typeof options === 'object' && ((options as IntersectionObserverInit).root ?? null) === null);
  realm.constructed(
    'IntersectionObserver',
    ([callback, options, ...rest]) =>
      isRootless(options)
        ? [callback, { ...(options as IntersectionObserverInit | undefined), root: document }, ...rest]
        : [callback, options, ...rest],
    (observer, given) => {
      if (isRootless(given[1])) rootless.add(observer);
    },
  );
  realm.accessor(native.prototype, 'root', (root) => ({
    get() {
      return rootless.has(this) ? null : root.get(this);
    },
  }));
};
