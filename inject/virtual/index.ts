// The list of Web APIs made to speak real URLs, in the order they are installed.
import type { AddressBook } from '../../protocol/address.ts';
import type { Boot } from '../../protocol/boot.ts';
import { RUNTIME } from '../../protocol/script-runtime.ts';
import { inDocument, natives, self } from '../natives.ts';
import { port } from '../port.ts';
import { setOwnOrigin } from '../own.ts';
import { createRealm, type VirtualApi } from '../realm.ts';
import { attributes } from './attributes.ts';
import { connections } from './connections.ts';
import { cookie } from './cookie.ts';
import { cookieStore } from './cookie-store.ts';
import { customElementsTold } from './custom-elements.ts';
import { dialogs } from './dialogs.ts';
import { documentAddress } from './document-address.ts';
import { dynamicCode } from './dynamic-code.ts';
import { errorHandler } from './error-handler.ts';
import { fetch } from './fetch.ts';
import { frames } from './frames.ts';
import { functionSource } from './function-source.ts';
import { history } from './history.ts';
import { insertion } from './insertion.ts';
import { intersection } from './intersection.ts';
import { markup } from './markup.ts';
import { navigation } from './navigation.ts';
import { openedWindow } from './opened-window.ts';
import { postMessage } from './post-message.ts';
import { reflected } from './reflected.ts';
import { reflection } from './reflection.ts';
import { scriptRuntime } from './script-runtime.ts';
import { selectors } from './selectors.ts';
import { serviceWorker } from './service-worker.ts';
import { style } from './style.ts';
import { targets } from './targets.ts';
import { thrownAt } from './thrown-at.ts';
import { traces } from './traces.ts';
import { violations } from './violations.ts';
import { windowOpen } from './window-open.ts';
import { workerLocation } from './worker-location.ts';
import { workers } from './workers.ts';
import { written } from './written.ts';
import { xmlHttpRequest } from './xml-http-request.ts';

/** Windows and workers alike. */
const everywhere: readonly VirtualApi[] = [
  functionSource,
  fetch,
  xmlHttpRequest,
  connections,
  postMessage,
  dynamicCode,
  workers,
  serviceWorker,
  traces,
  thrownAt,
  errorHandler,
  cookieStore,
  workerLocation,
];
const inWindows: readonly VirtualApi[] = [
  frames,
  openedWindow,
  documentAddress,
  history,
  navigation,
  cookie,
  attributes,
  reflected,
  markup,
  written,
  insertion,
  selectors,
  style,
  windowOpen,
  dialogs,
  targets,
  violations,
  intersection,
  customElementsTold,
  reflection,
];

/** Makes this global, and every same-origin child it makes, believe it is the site's. */
export function virtualise(boot: Boot, urls: AddressBook): void {
  if (/^https?:/.test(boot.url)) setOwnOrigin(urls.proxiedOrigin(new URL(boot.url).origin));
  const install = (window: Window & typeof globalThis): void => {
    const { document } = window as { document?: Document };
    const base = (): string => (document ? urls.real(natives.baseURI(document)) : boot.url);
    const realm = createRealm({ window, boot, urls, base, enter });
    for (const api of inDocument ? [...everywhere, ...inWindows] : everywhere) {
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
