// document.cookie: the session's jar on the server is the truth; here stands a snapshot of what scripts may see of it.
import { ownPaths, versionCookie, writeCookie } from '../../protocol/cookie-names.ts';
import { getter, inDocument, natives, platformClass, setter } from '../natives.ts';
import { own, ownUrl } from '../own.ts';
import type { Realm, VirtualApi } from '../realm.ts';

const readNative = getter(platformClass('Document'), 'cookie');
const writeNative = setter(platformClass('Document'), 'cookie');

interface Snapshot {
  readonly version: number;
  readonly cookies: string;
}
let snapshot: Snapshot | null = null;
/** Writes on their way; while there is one, only the server knows what a read gives. */
let pending = 0;
let lastWrite = 0;
let fetching = false;

function parseSnapshot(json: string | null): Snapshot | null {
  if (json === null) return null;
  const it = JSON.parse(json) as { version?: unknown; cookies?: unknown };
  return typeof it.version === 'number' && typeof it.cookies === 'string'
    ? { version: it.version, cookies: it.cookies }
    : null;
}

/** The site's cookies as its scripts may see them now. */
export function readCookies(realm: Realm, document: Document): string {
  // Throws where the browser would: in a sandboxed document.
  const native = readNative(document);
  snapshot ??= { version: realm.boot.cookieVersion, cookies: realm.boot.cookies };
  const version = new RegExp(`(?:^|; )${versionCookie(realm.boot.session)}=(\\d+)`).exec(native)?.[1];
  if (pending === 0 && (version === undefined || Number(version) === snapshot.version))
    return snapshot.cookies;
  const waiting = pending;
  const fresh = parseSnapshot(own('GET', ownPaths.cookies));
  if (fresh === null) return snapshot.cookies;
  snapshot = fresh;
  pending = Math.max(0, pending - waiting);
  return fresh.cookies;
}

/** Sent with the very next request as a cookie of its own, and at once by itself. */
export function writeCookieText(realm: Realm, document: Document, text: string): void {
  // Other frames of the site count too: the clock keeps them apart, and in order.
  lastWrite = Math.max(lastWrite + 1, natives.now() % 1e9);
  const value = `${realm.boot.cookieToken}.${lastWrite}.${encodeURIComponent(text)}`;
  writeNative(document, `${writeCookie(lastWrite)}=${value};path=/`);
  pending++;
  if (fetching) return;
  fetching = true;
  natives.queueMicrotask(() => {
    fetching = false;
    void carry();
  });
}

async function carry(): Promise<void> {
  const sent = pending;
  try {
    const response = await natives.fetch(ownUrl(ownPaths.cookies), { keepalive: true, cache: 'no-store' });
    const fresh = parseSnapshot(await response.text());
    if (fresh === null) return;
    if (snapshot === null || fresh.version >= snapshot.version) snapshot = fresh;
    pending = Math.max(0, pending - sent);
  } catch {
    // Offline, or the page is going: the cookie itself is on the next request, and reads ask the server.
  }
}

export const cookie: VirtualApi = (realm) => {
  if (!inDocument) return;
  realm.accessor(realm.window.Document.prototype, 'cookie', (native) => ({
    get() {
      return this.defaultView === null ? native.get(this) : readCookies(realm, this);
    },
    set(text) {
      if (this.defaultView === null) native.set(this, text);
      else writeCookieText(realm, this, text);
    },
  }));
};
