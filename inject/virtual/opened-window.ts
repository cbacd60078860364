// What a window has of its own as a popup or a tab: its name, its opener, whether it is closed. In the browser it is a frame.
import { announceLeaving } from '../leaving.ts';
import { call, natives } from '../natives.ts';
import { reachHolder } from '../holder.ts';
import { openedName, readOpenedName, siteName, windowAt } from '../opened-name.ts';
import { port } from '../port.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import type { HolderMessage } from '../../protocol/holder.ts';
import { siteTreeOf } from './frames.ts';

interface NativeName {
  readonly get: () => string;
  readonly set: (name: string) => void;
}
/** The browser's own names of windows. */
const nativeNames = new WeakMap<Window, NativeName>();
export const nativeNameOf = (window: Window): string => nativeNames.get(window)?.get() ?? window.name;

export const openedWindow: VirtualApi = (realm) => {
  const { window, accessor } = realm;
  const { outermost, shell } = siteTreeOf(realm);
  if (shell === null || window !== outermost) return;
  accessor(window, 'name', (native) => {
    nativeNames.set(window, {
      get: () => native.get(window),
      set: (name) => native.set(window, name),
    });
    return {
      get: () => siteName(native.get(window)),
      set: (value) => {
        const name = textOf(value);
        const opened = readOpenedName(native.get(window));
        native.set(window, opened === null ? name : openedName({ ...opened, name }));
      },
    };
  });
  accessor(window, 'frameElement', () => ({ get: () => null }));
  opener(realm);
  // A history of its own, as far as can be told: in the browser it is one with the other windows'.
  accessor(window.History.prototype, 'length', (native) => ({
    get() {
      const now = native.get(this);
      const before = readOpenedName(nativeNameOf(window))?.entries ?? 1;
      return this === window.history ? Math.max(1, now - before + 1) : now;
    },
  }));
  closing(realm);
};

function opener({ window, accessor }: Realm): void {
  const opened = (): ReturnType<typeof readOpenedName> => readOpenedName(nativeNameOf(window));
  // Found once: what stands there later is another window.
  let found: Window | null = null;
  accessor(window as { opener: Window | null }, 'opener', (native) => ({
    get() {
      const way = opened()?.opener ?? '';
      if (way === '') return native.get(this);
      found ??= windowAt(way);
      return found === null || natives.closedOf(found) ? null : found;
    },
    set(value) {
      const now = opened();
      if (value === null && now !== null) nativeNames.get(window)?.set(openedName({ ...now, opener: '' }));
      else native.set(this, value);
    },
  }));
}

/** What becomes of a window that has no holder: it closes if a page opened it, as soon as that is known. */
function closeAlone(window: Window): () => void {
  let opened: boolean | null = null;
  let wanted = false;
  const close = (): void => {
    announceLeaving(window);
    port.send({ type: 'command', name: 'close', body: {} });
  };
  port.onMessage((message) => {
    if (message.type !== 'init') return;
    opened = message.opened;
    if (wanted && opened) close();
  });
  return () => {
    wanted = opened === null;
    if (opened === true) close();
  };
}

function closing(realm: Realm): void {
  const { window, patch, accessor, boot } = realm;
  let isClosing = false;
  const holderWindow = (): Window | null => siteTreeOf(realm).holderOf(window);
  const alone = closeAlone(window);
  accessor(window, 'closed', (native) => ({
    get: () => isClosing || (reachHolder(holderWindow())?.isClosing() ?? false) || native.get(window),
  }));
  patch(window as { close: Fn }, 'close', (native) => ({
    value(this: unknown, ...args: unknown[]) {
      const outside = holderWindow();
      // HTML, "script-closable": only what a script has opened.
      if (outside === null) {
        call(native, this, args);
        return alone();
      }
      isClosing = true;
      const holder = reachHolder(outside);
      if (holder) holder.close();
      else natives.postMessage(outside, { lockstep: 'close', key: boot.key } satisfies HolderMessage, '*');
      return undefined;
    },
  }));
}
