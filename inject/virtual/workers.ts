// Worker and SharedWorker. The proxy puts our script in front of those it serves; blob: and data: ones get it here.
import { withRuntime } from '../../protocol/boot.ts';
import { bundlePaths } from '../../protocol/cookie-names.ts';
import { call } from '../natives.ts';
import { ownUrl, readSync } from '../own.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import { rewriteCode } from '../rewrite/code.ts';
import { urlOf } from '../rewrite/made-code.ts';

/** A script that never passes the proxy, as one that begins with ours. Never revoked: a worker may load it late. */
const wrapped = new Map<string, string>();

function wrap(realm: Realm, url: string, module: boolean): string {
  const key = textOf(module) + url;
  const known = wrapped.get(key);
  if (known !== undefined) return known;
  const source = readSync('GET', url);
  if (source === null) return url;
  // Workers see the address they were made with.
  const boot = { ...realm.boot, url: url.startsWith('data:') ? url.slice(0, 2_048) : url, prelude: 0 };
  const kind = module ? 'module' : 'classic';
  const text = withRuntime(
    rewriteCode(source, module ? 'module' : 'script'),
    boot,
    ownUrl(bundlePaths.worker),
    kind,
  );
  const made = urlOf(url, text);
  wrapped.set(key, made);
  return made;
}

export function workerUrl(realm: Realm, url: string, settings: unknown): string {
  const mapped = realm.map(url);
  if (!/^\s*(?:blob|data):/i.test(mapped)) return mapped;
  const module =
    typeof settings === 'object' && settings !== null && (settings as WorkerOptions).type === 'module';
  return wrap(realm, mapped.trim(), module);
}

export const workers: VirtualApi = (realm) => {
  for (const name of ['Worker', 'SharedWorker']) {
    realm.constructed(name, (args) =>
      args.length === 0 ? args : [workerUrl(realm, textOf(args[0]), args[1]), ...args.slice(1)],
    );
  }
  const scripts = realm.window as unknown as { importScripts: (...urls: string[]) => void };
  realm.patch(scripts, 'importScripts', (native) => ({
    value(this: unknown, ...urls: unknown[]) {
      call(
        native,
        this,
        urls.map((url) => realm.map(textOf(url))),
      );
    },
  }));
  const worklet = (realm.window as unknown as { Worklet?: { prototype: { addModule: Fn } } }).Worklet;
  realm.patch(worklet?.prototype, 'addModule', (native) => ({
    value(this: unknown, ...args: unknown[]) {
      if (args.length > 0) args[0] = realm.map(textOf(args[0]));
      return call(native, this, args);
    },
  }));
};
