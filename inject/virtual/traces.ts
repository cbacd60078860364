// Addresses that turn up by the way: in events, performance entries, service workers and error stacks.
import { call } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import { realText } from '../rewrite/attribute.ts';
import { isOurs, type Place } from './thrown-at.ts';

/** Interface -> its properties that are addresses. */
const PROPERTIES: readonly (readonly [string, string])[] = [
  ['StorageEvent', 'url'],
  ['PerformanceEntry', 'name'],
  ['ErrorEvent', 'message'],
  ['HashChangeEvent', 'oldURL'],
  ['HashChangeEvent', 'newURL'],
  ['SecurityPolicyViolationEvent', 'documentURI'],
  ['SecurityPolicyViolationEvent', 'sourceFile'],
  ['SecurityPolicyViolationEvent', 'referrer'],
  ['SecurityPolicyViolationEvent', 'blockedURI'],
  ['SecurityPolicyViolationEvent', 'originalPolicy'],
  ['CSSFontFaceRule', 'cssText'],
  ['ServiceWorker', 'scriptURL'],
  ['ServiceWorkerRegistration', 'scope'],
  ['Client', 'url'],
];

export const traces: VirtualApi = (realm) => {
  const { window, accessor, patch } = realm;
  const globals = window as unknown as Record<
    string,
    { prototype: Record<string, string | undefined> } | undefined
  >;
  for (const [name, property] of PROPERTIES) {
    accessor(globals[name]?.prototype, property, (native) => ({
      get() {
        return realText(realm, native.get(this) ?? '');
      },
    }));
  }
  for (const name of ['PerformanceEntry', 'PerformanceResourceTiming', 'PerformanceNavigationTiming']) {
    patch(globals[name]?.prototype as unknown as Record<string, Fn> | undefined, 'toJSON', (native) => ({
      value(this: unknown) {
        const json = call(native, this, []) as { name: string };
        return { ...json, name: realText(realm, json.name) };
      },
    }));
  }
  performanceByName(realm);
  stacks(realm);
};

/** What holds entries: the timeline, and what an observer is told of. */
function performanceByName(realm: Realm): void {
  const { Performance, PerformanceObserverEntryList } = realm.window;
  for (const it of [Performance, PerformanceObserverEntryList] as const) entriesByName(realm, it.prototype);
}

function entriesByName(
  { patch, map, urls }: Realm,
  holder: Pick<Performance, 'getEntries' | 'getEntriesByName' | 'getEntriesByType'>,
): void {
  patch(holder, 'getEntriesByName', (native) => ({
    value(this: unknown, ...args: unknown[]) {
      if (args.length > 0) args[0] = map(urls.real(textOf(args[0])));
      return call(native, this, args);
    },
  }));
  for (const key of ['getEntries', 'getEntriesByType'] as const) {
    patch(holder, key, (native) => ({
      value(this: unknown, ...args: unknown[]) {
        const entries = call(native, this, args) as PerformanceEntry[];
        return entries.filter((entry) => !entry.name.includes('/_lockstep/'));
      },
    }));
  }
}

interface CallSite {
  readonly getFileName: () => string | null | undefined;
  readonly getLineNumber: () => number | null;
  readonly getColumnNumber: () => number | null;
  readonly toString: () => string;
}

const placeIn = (site: CallSite): Place => ({
  file: site.getFileName() ?? '',
  line: site.getLineNumber() ?? 0,
  column: site.getColumnNumber() ?? 0,
});

/** V8 asks for a stack's text when it is first read, and takes ours; our own frames are left out. */
function stacks(realm: Realm): void {
  const errors = realm.window.Error as unknown as {
    captureStackTrace?: unknown;
    prepareStackTrace?: unknown;
  };
  if (!errors.captureStackTrace || Object.hasOwn(errors, 'prepareStackTrace')) return;
  const prepare = (error: unknown, sites: CallSite[]): string => {
    let head = 'Error';
    try {
      head = textOf(error);
    } catch {
      // As V8 does: an error whose text cannot be had is still an error.
    }
    const lines = sites
      .filter((site) => !isOurs(realm, placeIn(site)))
      .map((site) => `\n    at ${site.toString()}`);
    return realText(realm, head + lines.join(''));
  };
  Object.defineProperty(errors, 'prepareStackTrace', {
    value: prepare,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
