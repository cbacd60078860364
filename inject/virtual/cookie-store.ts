// cookieStore: the same cookies as document.cookie, asked of the jar each time, as its answers may take their time.
import { ownPaths } from '../../protocol/cookie-names.ts';
import { call, natives, platformClass } from '../natives.ts';
import { ownUrl } from '../own.ts';
import { type Realm, type VirtualApi, textOf } from '../realm.ts';
import { cookieNews, itemsOf, type Item } from './cookie-news.ts';
import { cookieTextOf, type Writing } from './cookie-text.ts';

interface Store {
  get: (query?: unknown) => Promise<Item | null>;
  getAll: (query?: unknown) => Promise<Item[]>;
  set: (first: unknown, value?: unknown) => Promise<void>;
  delete: (query: unknown) => Promise<void>;
}

const responseText = platformClass('Response')?.prototype.text;
const isObject = (it: unknown): it is Record<string, unknown> => typeof it === 'object' && it !== null;

/** The jar's cookies for the page as it was made; `written` is taken in first. */
async function jar(url: string, written?: string): Promise<string> {
  const path = written === undefined ? ownPaths.cookies : ownPaths.cookie;
  const response = await natives.fetch(`${ownUrl(path)}?at=${encodeURIComponent(url)}`, {
    cache: 'no-store',
    ...(written === undefined ? {} : { method: 'POST', body: written }),
  });
  const it = JSON.parse((await call(responseText, response, [])) as string) as { cookies?: unknown };
  return typeof it.cookies === 'string' ? it.cookies : '';
}

/** The name that is asked for, or null for all; where, if not here. */
function asked(realm: Realm, query: unknown, method: 'get' | 'getAll'): { name: string | null; url: string } {
  const here = realm.boot.url;
  const refuse = (why: string): never => {
    throw new TypeError(`Failed to execute '${method}' on 'CookieStore': ${why}`);
  };
  if (query !== undefined && !isObject(query)) return { name: textOf(query), url: here };
  const { name, url } = query ?? {};
  if (method === 'get' && name === undefined && url === undefined)
    refuse('CookieStoreGetOptions must not be empty');
  let at = here;
  if (url !== undefined) {
    at = new natives.URL(textOf(url), realm.base()).href;
    const bare = (text: string): string => text.replace(/#.*/, '');
    const isAllowed = natives.document
      ? bare(at) === bare(realm.urls.real(natives.documentURL(natives.document)))
      : new natives.URL(at).origin === new natives.URL(here).origin;
    if (!isAllowed) refuse('URL must match the document URL');
  }
  return { name: name === undefined ? null : textOf(name), url: at };
}

export const cookieStore: VirtualApi = (realm) => {
  const found = (realm.window as unknown as Record<string, { prototype: Store } | undefined>)['CookieStore'];
  if (!found || !/^https?:/.test(realm.boot.url)) return;
  const here = realm.boot.url;
  const tell = cookieNews(realm, () => jar(here));
  const read = async (query: unknown, method: 'get' | 'getAll'): Promise<Item[]> => {
    const { name, url } = asked(realm, query, method);
    return itemsOf(await jar(url)).filter((it) => name === null || it.name === name);
  };
  const write = async (it: Writing): Promise<void> =>
    tell(await jar(here, cookieTextOf(it, new natives.URL(here))));
  const { prototype } = found;
  realm.patch(prototype, 'get', () => ({
    value: async (query?: unknown) => (await read(query, 'get'))[0] ?? null,
  }));
  realm.patch(prototype, 'getAll', () => ({ value: (query?: unknown) => read(query, 'getAll') }));
  realm.patch(prototype, 'set', () => ({
    value: async (first: unknown, value: unknown) =>
      write(isObject(first) ? first : { name: textOf(first), value: textOf(value) }),
  }));
  realm.patch(prototype, 'delete', () => ({
    value: async (first: unknown) => {
      const it = isObject(first) ? first : { name: textOf(first) };
      // A cookie without a name needs some value to be one.
      await write({ ...it, value: trimmedName(it) === '' ? 'deleted' : '', expires: 0 });
    },
  }));
};

const trimmedName = ({ name }: Writing): string => textOf(name).trim();
