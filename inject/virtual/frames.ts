// parent, and the realms of child frames: the shell is never seen, and a child is made ready before the page touches it.
import { natives } from '../natives.ts';
import type { Realm, VirtualApi } from '../realm.ts';
import { siteTree, type Tree } from '../tree.ts';

let tree: Tree | undefined;
export function siteTreeOf({ boot }: Realm): Tree {
  tree ??= siteTree(`${boot.base.protocol}//${boot.base.host}`);
  return tree;
}

/** The outermost page's name must not be the one the shell gave its frame. */
const SHELLS_NAME = /^(?:ls-|w\d)/;

export const frames: VirtualApi = (realm) => {
  const { window, accessor } = realm;
  const { outermost, shell, parentOf } = siteTreeOf(realm);
  if (window === outermost) {
    accessor(window, 'parent', () => ({ get: () => parentOf(window) }));
    if (shell !== null && SHELLS_NAME.test(window.name)) window.name = '';
  }
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
