import { addressBook } from '../../protocol/address.ts';
import {
  isMapped,
  looksLikePolicy,
  mapPolicy,
  originalPolicies,
  parsePolicy,
  stopsScripts,
} from '../../protocol/content-policy.ts';

const base = { protocol: 'http:', host: 'l.test' } as const;
const book = addressBook(base, 'abcdefgh', new Map(), () => undefined);
const map = (policy: string, url = 'https://site.example/page'): string =>
  mapPolicy(policy, { book, base, url, nonce: 'N' });
/** The sources that a directive has in the end. */
const list = (policy: string, name: string, url?: string): string | undefined =>
  parsePolicy(map(policy, url)).get(name)?.join(' ');
const own = 'http://abcdefgh-s-site-example.l.test/_lockstep/';

test.each([
  ["'self' data: blob:", "'self' data: blob:"],
  ['cdn.example', 'abcdefgh-s-cdn-example.l.test'],
  ['https://cdn.example/js/', 'http://abcdefgh-s-cdn-example.l.test/js/'],
  [
    'http://cdn.example:80',
    'http://abcdefgh-h-cdn-example.l.test http://abcdefgh-s80-cdn-example.l.test http://abcdefgh-s-cdn-example.l.test',
  ],
  ['wss://chat.example:8443', 'ws://abcdefgh-s8443-chat-example.l.test'],
  ['https:', 'http://*.l.test'],
  ['ws:', 'ws://*.l.test http://*.l.test'],
  ['*.cdn.example', '*.l.test'],
  ['cdn.example:*', '*.l.test'],
  ['*', '*'],
  ["'none'", "'none'"],
])('a source %s becomes %s', (written, mapped) => {
  expect(list(`img-src ${written}`, 'img-src')).toBe(mapped);
});

test('on http, self and hosts are those of https, too', () => {
  const url = 'http://site.example/page';
  expect(list("img-src 'self'", 'img-src', url)).toBe("'self' http://abcdefgh-s-site-example.l.test");
  expect(list('img-src a.example', 'img-src', url)).toBe(
    'abcdefgh-h-a-example.l.test abcdefgh-s-a-example.l.test',
  );
});

test('our own script and its requests are let through, and nothing is made narrower by that', () => {
  expect(list("script-src 'self' 'unsafe-inline'", 'script-src-elem')).toBe(`'self' 'unsafe-inline' ${own}`);
  expect(list("default-src 'none'", 'script-src-elem')).toBe(own);
  expect(list("default-src 'none'", 'connect-src')).toBe(own);
  expect(list("script-src 'nonce-a' 'strict-dynamic'", 'script-src-elem')).toBe(
    `'nonce-a' 'strict-dynamic' ${own} 'nonce-N'`,
  );
  expect(list("style-src 'sha256-a'", 'style-src-elem')).toBe("'sha256-a' 'nonce-N'");
  expect(list("img-src 'self'", 'script-src-elem')).toBeUndefined();
});

test('what the proxy holds itself goes, a sandbox keeps our script, nothing is reported by the browser', () => {
  const written =
    "frame-ancestors 'none'; upgrade-insecure-requests; sandbox allow-forms; report-uri https://r.example/c";
  expect([...parsePolicy(map(written)).keys()].slice(1)).toEqual(['sandbox']);
  expect(list(written, 'sandbox')).toBe('allow-forms allow-scripts');
  expect([stopsScripts(written), stopsScripts('sandbox Allow-Scripts'), stopsScripts('')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('what the site wrote comes back, in markup spelled as markup', () => {
  const written = "img-src 'self'; report-uri /c?a=1&b=2";
  expect(originalPolicies(map(written))).toBe(written);
  expect(originalPolicies(`<meta content="${map(written)}"><p>`)).toBe(
    `<meta content="${written.replace('&', '&amp;')}"><p>`,
  );
  expect([isMapped(map(written)), isMapped(written)]).toEqual([true, false]);
  expect(
    ['default-src *', ' script-src-elem a', 'upgrade-insecure-requests', 'default-srcs', 'a text'].map(
      looksLikePolicy,
    ),
  ).toEqual([true, true, true, false, false]);
});
