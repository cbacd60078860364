// Installs Web APIs made to speak real URLs in this global, and in those it makes.
import type { AddressBook } from '../../protocol/address.ts';
import type { Boot } from '../../protocol/boot.ts';
import { RUNTIME } from '../../protocol/script-runtime.ts';
import { natives, self } from '../natives.ts';
import { setOwnOrigin } from '../own.ts';
import { port } from '../port.ts';
import { createRealm, type VirtualApi } from '../realm.ts';
import { scriptRuntime } from './script-runtime.ts';

/** Makes this global, and every same-origin child it makes, believe it is the site's. */
export function virtualise(boot: Boot, urls: AddressBook, apis: readonly VirtualApi[]): void {
  if (/^https?:/.test(boot.url)) setOwnOrigin(urls.proxiedOrigin(new URL(boot.url).origin));
  const install = (window: Window & typeof globalThis): void => {
    const { document } = window as { document?: Document };
    const base = (): string => (document ? urls.real(natives.baseURI(document)) : boot.url);
    const realm = createRealm({ window, boot, urls, base, enter });
    for (const api of apis) {
      try {
        api(realm);
      } catch (error) {
        // One API that this browser has otherwise must not take the others along; it is counted as what it lets slip.
        port.send({ type: 'leak', url: boot.url, kind: `virtual: ${String(error)}` });
      }
    }
    scriptRuntime(realm);
  };
  const enter = (child: Window | null): void => {
    if (child === null) return;
    try {
      const url = natives.documentURL(child.document);
      // Every other document brings its own boot tag.
      if (!url.startsWith('about:blank') || Object.hasOwn(child, RUNTIME)) return;
    } catch {
      // Another origin's: closed to the page, so it needs nothing.
      return;
    }
    install(child as Window & typeof globalThis);
  };
  install(self);
}
