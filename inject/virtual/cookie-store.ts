// cookieStore: the same cookies as document.cookie, in their other clothes.
import { natives, platformClass } from '../natives.ts';
import { type VirtualApi, textOf } from '../realm.ts';
import { readCookies, writeCookieText } from './cookie.ts';

interface Item {
  readonly name: string;
  readonly value: string;
}
interface Writing {
  readonly name?: unknown;
  readonly value?: unknown;
  readonly expires?: number | null;
  readonly domain?: string | null;
  readonly path?: string;
  readonly sameSite?: string;
}
interface Store {
  get: (query: unknown) => Promise<Item | null>;
  getAll: (query: unknown) => Promise<Item[]>;
  set: (first: unknown, value?: unknown) => Promise<void>;
  delete: (query: unknown) => Promise<void>;
}

const nameIn = (query: unknown): string | null => {
  if (query === undefined) return null;
  if (typeof query !== 'object' || query === null) return textOf(query);
  const { name } = query as Writing;
  return name === undefined ? null : textOf(name);
};

function items(text: string, wanted: string | null): Item[] {
  const all = text === '' ? [] : text.split('; ').map((pair) => ({ at: pair.indexOf('='), pair }));
  return all
    .map(({ at, pair }) => ({ name: at < 0 ? '' : pair.slice(0, at), value: pair.slice(at + 1) }))
    .filter(({ name }) => wanted === null || name === wanted);
}

function setText(first: unknown, second: unknown): string {
  const it: Writing = typeof first === 'object' && first !== null ? first : { name: first, value: second };
  let text = `${textOf(it.name)}=${textOf(it.value)}; path=${it.path ?? '/'}; secure; samesite=${it.sameSite ?? 'strict'}`;
  if (it.domain) text += `; domain=${it.domain}`;
  if (typeof it.expires === 'number') text += `; expires=${new Date(it.expires).toUTCString()}`;
  return text;
}

export const cookieStore: VirtualApi = (realm) => {
  const { document } = natives;
  const found = (realm.window as unknown as Record<string, { prototype: Store } | undefined>)['CookieStore'];
  if (!document || !found || !platformClass('Document')) return;
  const store = found.prototype;
  const read = (query: unknown): Item[] => items(readCookies(realm, document), nameIn(query));
  realm.patch(store, 'get', () => ({ value: (query: unknown) => Promise.resolve(read(query)[0] ?? null) }));
  realm.patch(store, 'getAll', () => ({ value: (query: unknown) => Promise.resolve(read(query)) }));
  realm.patch(store, 'set', () => ({
    value: (first: unknown, second: unknown) =>
      Promise.resolve(writeCookieText(realm, document, setText(first, second))),
  }));
  realm.patch(store, 'delete', () => ({
    value: (query: unknown) => {
      const it = typeof query === 'object' && query !== null ? (query as Writing) : { name: query };
      return Promise.resolve(
        writeCookieText(realm, document, setText({ ...it, value: '', expires: 0 }, undefined)),
      );
    },
  }));
};
