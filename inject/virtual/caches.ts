// CacheStorage and Cache: their keys are requests (Service Workers section 5.4), which a page may name by address.
import { call } from '../natives.ts';
import type { Fn, VirtualApi } from '../realm.ts';
import { requestArgs } from './fetch.ts';

const BY_REQUEST = ['match', 'matchAll', 'add', 'put', 'delete', 'keys'] as const;

export const caches: VirtualApi = (realm) => {
  const globals = realm.window as unknown as Record<string, { prototype: Record<string, Fn> } | undefined>;
  const first = (args: unknown[]): unknown[] =>
    args.length === 0 || args[0] === undefined
      ? args
      : [...requestArgs(realm, args.slice(0, 1)), ...args.slice(1)];
  const byRequest = (owner: Record<string, Fn> | undefined, key: string): void =>
    realm.patch(owner, key, (native) => ({
      value(this: unknown, ...args: unknown[]) {
        return call(native, this, first(args));
      },
    }));
  for (const key of BY_REQUEST) byRequest(globals['Cache']?.prototype, key);
  byRequest(globals['CacheStorage']?.prototype, 'match');
  realm.patch(globals['Cache']?.prototype, 'addAll', (native) => ({
    value(this: unknown, ...args: unknown[]) {
      const [all, ...rest] = args;
      return call(native, this, Array.isArray(all) ? [all.map((it) => first([it])[0]), ...rest] : args);
    },
  }));
};
