// fetch, Request and Response.
import { call, getter, platformClass } from '../natives.ts';
import { realText } from '../rewrite/attribute.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';

const isRequest = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && isNativeRequest(value);
const requestUrl = getter(platformClass('Request'), 'url');
function isNativeRequest(value: object): boolean {
  try {
    requestUrl(value as Request);
    return true;
  } catch {
    // The getter's own brand check.
    return false;
  }
}

/** The arguments of `fetch` and `new Request`: a URL or a request, and its settings. */
export function requestArgs(realm: Realm, args: unknown[]): unknown[] {
  const [input, settings, ...rest] = args;
  if (args.length === 0) return args;
  const mapped =
    typeof input === 'string'
      ? realm.map(input)
      : isRequest(input) || typeof input === 'symbol'
        ? input
        : realm.map(textOf(input));
  return args.length === 1 ? [mapped] : [mapped, settingsFor(realm, settings), ...rest];
}

/** The members of a RequestInit (Fetch Standard) that a request in its place has, none of them its own. */
const MEMBERS = [
  'method',
  'headers',
  'body',
  'referrerPolicy',
  'mode',
  'credentials',
  'cache',
  'redirect',
  'integrity',
  'keepalive',
  'signal',
  'duplex',
] as const;

function settingsFor(realm: Realm, settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null) return settings;
  const given = settings as Record<string, unknown>;
  const { referrer } = given;
  if (typeof referrer !== 'string' || referrer === '') return settings;
  const mapped = realm.map(referrer);
  if (mapped === referrer) return settings;
  const made: Record<string, unknown> = { ...given, referrer: mapped };
  for (const name of MEMBERS) if (!(name in made) && name in given) made[name] = given[name];
  return made;
}

interface Step {
  readonly value: unknown;
  readonly done: boolean;
}

/** A name, a value, or both of a header. */
const realParts = (realm: Realm, parts: unknown): unknown =>
  typeof parts === 'string'
    ? realText(realm, parts)
    : Array.isArray(parts)
      ? parts.map((it) => realText(realm, textOf(it)))
      : parts;

export const fetch: VirtualApi = (realm) => {
  const { window, urls, accessor, patch, constructed, map } = realm;
  for (const name of ['fetch', 'fetchLater'] as const) {
    patch(window as unknown as Record<typeof name, Fn>, name, (native) => ({
      value(this: unknown, ...args: unknown[]) {
        return call(native, this, requestArgs(realm, args));
      },
    }));
  }
  constructed('Request', (args) => requestArgs(realm, args));
  for (const key of ['url', 'referrer'] as const) {
    accessor(window.Request.prototype, key, (native) => ({
      get() {
        return urls.real(native.get(this));
      },
    }));
  }
  accessor(window.Response.prototype, 'url', (native) => ({
    get() {
      return urls.real(native.get(this));
    },
  }));
  // What the proxy mapped in a header (Location, Link, Access-Control-Allow-Origin) is read as the site sent it.
  patch(window.Headers.prototype, 'get', (native) => ({
    value(this: Headers, ...args: unknown[]) {
      const value = call(native, this, args) as string | null;
      return value === null ? null : realText(realm, value);
    },
  }));
  patch(window.Headers.prototype, 'forEach', (native) => ({
    value(this: Headers, ...args: unknown[]) {
      const [each, self] = args;
      if (typeof each !== 'function') return call(native, this, args);
      const real = (value: string, name: string, headers: Headers): unknown =>
        call(each, self, [realText(realm, value), name, headers]);
      return call(native, this, [real]);
    },
  }));
  const iterators = Object.getPrototypeOf(new window.Headers().entries()) as { next: () => Step };
  patch(iterators, 'next', (native) => ({
    value(this: typeof iterators, ...args: unknown[]) {
      const { value, done } = call(native, this, args) as Step;
      return { value: realParts(realm, value), done };
    },
  }));
  patch(
    window.Response as { redirect: (url: string, status?: number) => Response },
    'redirect',
    (native) => ({
      value(this: unknown, url: unknown, ...rest: [number?]) {
        return call(native, this, [map(textOf(url)), ...rest]);
      },
    }),
  );
};
