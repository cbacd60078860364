// parent, and the realms of child frames: the shell is never seen, and a child is made ready before the page touches it.
import { natives, self } from '../natives.ts';
import type { Realm, VirtualApi } from '../realm.ts';
import { siteTree, type Tree } from '../tree.ts';

const trees = new WeakMap<Window, Tree>();
export function siteTreeOf({ boot, window }: Pick<Realm, 'boot'> & { readonly window: Window }): Tree {
  let tree = trees.get(window);
  if (!tree) trees.set(window, (tree = siteTree(`${boot.base.protocol}//${boot.base.host}`, window)));
  return tree;
}

export const frames: VirtualApi = (realm) => {
  const { window, accessor } = realm;
  const { outermost, parentOf } = siteTreeOf(realm);
  if (window === outermost) accessor(window, 'parent', () => ({ get: () => parentOf(window) }));
  for (const owner of [window.HTMLIFrameElement, window.HTMLFrameElement, window.HTMLObjectElement]) {
    accessor(owner.prototype as HTMLIFrameElement, 'contentWindow', (native) => ({
      get() {
        const child = native.get(this);
        realm.enter(child);
        return child;
      },
    }));
    accessor(owner.prototype as HTMLIFrameElement, 'contentDocument', (native) => ({
      get() {
        const child = native.get(this);
        if (child) realm.enter(child.defaultView);
        return child;
      },
    }));
  }
  if (window === self) enterParsed(realm);
};

/** The parser tells nobody of the frames that it makes, and a script may reach them by their index or name alone. */
function enterParsed({ window, enter, listen }: Realm): void {
  const { document } = window;
  if (document.readyState !== 'loading' || natives.MutationObserver === undefined) return;
  let known = 0;
  const look = (): void => {
    const { length } = window;
    if (length === known) return;
    known = length;
    for (let i = 0; i < length; i++) enter(window[i] ?? null);
  };
  // Called before any script that follows a frame runs (HTML, "perform a microtask checkpoint" of a parser).
  const observer = new natives.MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  listen(document, 'DOMContentLoaded', () => observer.disconnect());
}

/** Makes the frames in a part of the document ready, itself included. */
export function enterFrames(realm: Realm, root: Element): void {
  if (natives.localName(root) === 'iframe') realm.enter(natives.contentWindow(root as HTMLIFrameElement));
  for (const frame of natives.querySelectorAllIn(root, 'iframe'))
    realm.enter(natives.contentWindow(frame as HTMLIFrameElement));
}
