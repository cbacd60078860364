// parent, and the realms of child frames: the shell is never seen, and a child is made ready before the page touches it.
import { natives } from '../natives.ts';
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
};

/** Makes the frames in a part of the document ready, itself included. */
export function enterFrames(realm: Realm, root: Element): void {
  if (natives.localName(root) === 'iframe') realm.enter(natives.contentWindow(root as HTMLIFrameElement));
  for (const frame of natives.querySelectorAllIn(root, 'iframe'))
    realm.enter(natives.contentWindow(frame as HTMLIFrameElement));
}
