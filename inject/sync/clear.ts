// The session is over: nothing of a site stays in this browser.
import { self } from '../natives.ts';
import { port } from '../port.ts';
import type { Syncs } from './scene.ts';

async function clearDatabases(): Promise<void> {
  const { indexedDB } = self;
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    await new Promise<void>((done) => {
      const request = indexedDB.deleteDatabase(name);
      // Blocked: a page still holds it; it goes when that page does.
      request.onsuccess = request.onerror = request.onblocked = (): void => done();
    });
  }
}

async function clearCaches(): Promise<void> {
  // Only in secure contexts.
  const caches = (self as { caches?: CacheStorage }).caches;
  for (const name of (await caches?.keys()) ?? []) await caches?.delete(name);
}

async function clearWorkers(): Promise<void> {
  const workers = (self.navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  for (const one of (await workers?.getRegistrations()) ?? []) await one.unregister();
}

/** Each on its own: what a sandbox forbids must not keep the rest. */
async function clearAll(): Promise<void> {
  const storages = [(): void => self.localStorage.clear(), (): void => self.sessionStorage.clear()];
  await Promise.allSettled([
    ...storages.map(async (clear) => Promise.resolve().then(clear)),
    clearDatabases(),
    clearCaches(),
    clearWorkers(),
  ]);
}

export const watchClear: Syncs = () => {
  port.onMessage((message) => {
    if (message.type === 'clear') void clearAll().then(() => port.send({ type: 'cleared' }));
  });
  return {};
};
