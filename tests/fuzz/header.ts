// Headers of sites: whatever a value is, what becomes of it is a header that may be sent.
import { validateHeaderValue } from 'node:http';
import { mapRefresh } from '../../protocol/refresh.ts';
import { mapSrcset } from '../../protocol/srcset.ts';
import { clearsCookies, mapResponseHeaders, responseHeaders } from '../../proxy/rewrite/headers.ts';
import { book, pageUrl } from '../proxy/rewrite/page.ts';
import { read, same } from './input.ts';

export const seeds: readonly string[] = [
  '<https://cdn.example/a>; rel=preload; as=script, </b>; rel="preconnect"',
  "default-src 'self' https://cdn.example; script-src 'nonce-a' 'sha256-b='; frame-ancestors *",
  '5; url="https://cdn.example/"',
  'geolocation=(self "https://cdn.example"), camera=()',
  'https://cdn.example',
  'https://cdn.example/a b 1x, c 100w',
];

/** As a header comes from a socket: bytes, each of them one that a value may hold. */
const asValue = (text: string): string =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, ' ');

export function fuzz(data: Uint8Array): void {
  const { text } = read(data);
  const value = asValue(text);
  const given = Object.fromEntries(Object.keys(responseHeaders).map((name) => [name, value]));
  for (const [bodyChanges, isPage] of [
    [true, true],
    [false, false],
  ] as const) {
    const mapped = mapResponseHeaders(given, { book, url: pageUrl, bodyChanges, isPage });
    for (const [name, found] of Object.entries(mapped))
      for (const it of [found].flat()) validateHeaderValue(name, it);
  }
  clearsCookies(value);
  same(
    'an untouched srcset',
    mapSrcset(text, (url) => url),
    text,
  );
  same(
    'an untouched refresh',
    mapRefresh(text, (url) => url),
    text,
  );
}
