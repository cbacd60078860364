import { addressBook } from '../../../protocol/address.ts';
import { clearsCookies, mapResponseHeaders } from '../../../proxy/rewrite/headers.ts';

const book = addressBook({ protocol: 'https:', host: 'l.test' }, 'abcdefgh', new Map(), () => undefined);
const plain = { book, url: 'https://site.example/dir/page', bodyChanges: false, isPage: false };
const one = (name: string, value: string, context = plain) =>
  mapResponseHeaders({ [name]: value }, context)[name];
const p = book.proxied;

test.each([
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-embedder-policy', 'require-corp'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['strict-transport-security', 'max-age=1'],
  ['alt-svc', 'h3=":443"'],
  ['nel', '{}'],
  ['report-to', '{}'],
  ['reporting-endpoints', 'a="https://a.example"'],
  ['set-cookie', 'a=b'],
  ['transfer-encoding', 'chunked'],
  ['connection', 'close'],
])('%s goes', (name, value) => {
  expect(one(name, value)).toBeUndefined();
});

test.each([
  ['service-worker-allowed', '/'],
  // Of what is neither document nor worker.
  ['content-security-policy', "default-src 'none'"],
  ['x-frame-options', 'DENY'],
  ['etag', '"x"'],
  ['access-control-allow-credentials', 'true'],
  ['access-control-allow-headers', 'x-a'],
  ['www-authenticate', 'Basic realm="x"'],
  ['x-unknown', 'x'],
  ['location', '/relative?x#y'],
  ['location', 'mailto:a@b.example'],
  ['access-control-allow-origin', '*'],
  ['access-control-allow-origin', 'null'],
  ['access-control-allow-origin', 'https://a.example/'],
  ['access-control-allow-origin', 'https://A.example'],
  ['access-control-allow-origin', 'https://a.example?'],
  ['access-control-allow-origin', 'https://a.example:443'],
  ['content-length', '5'],
  ['clear-site-data', '"storage"'],
])('%s: %s stays', (name, value) => {
  expect(one(name, value)).toBe(value);
});

test.each([
  ['location', 'https://other.example/a', p('https://other.example/a')],
  ['location', '//other.example/a', p('https://other.example/a').replace('https:', '')],
  ['content-location', 'http://other.example:81/a', p('http://other.example:81/a')],
  ['sourcemap', 'https://other.example/a.map', p('https://other.example/a.map')],
  ['refresh', '3; url=https://other.example/a', `3; url=${p('https://other.example/a')}`],
  [
    'link',
    '<https://a.example/x>; rel=preload; as=style, </y>; rel=next',
    `<${p('https://a.example/x')}>; rel=preload; as=style, </y>; rel=next`,
  ],
  ['access-control-allow-origin', 'https://a.example', p('https://a.example/').slice(0, -1)],
  ['timing-allow-origin', 'https://a.example, *', `${p('https://a.example/').slice(0, -1)}, *`],
  [
    'permissions-policy',
    'sync-xhr=(), camera=(self "https://a.example"), unload=()',
    `camera=(self "${p('https://a.example/').slice(0, -1)}")`,
  ],
  ['clear-site-data', '"cookies", "storage"', '"storage"'],
  ['clear-site-data', '"*"', '"cache", "storage"'],
])('%s: %s becomes %s', (name, value, expected) => {
  expect(one(name, value)).toBe(expected);
});

test('a location in raw UTF-8 is read as browsers read it', () => {
  const bytes = Buffer.from('https://other.example/gr\u00fc\u00dfe').toString('latin1');
  // On the wire it is bytes again, which the browser reads as UTF-8: another site's, and its own.
  const read = (value: unknown): string => Buffer.from(String(value), 'latin1').toString();
  expect(new URL(read(one('location', bytes))).pathname).toBe('/gr%C3%BC%C3%9Fe');
  expect(read(one('location', Buffer.from('/\u0100').toString('latin1')))).toBe('/\u0100');
});

test('what was said of the site’s body goes when the body changes', () => {
  const headers = {
    'content-length': '5',
    'content-encoding': 'gzip',
    digest: 'x',
    'content-type': 'text/css',
  };
  expect(mapResponseHeaders(headers, { ...plain, bodyChanges: true })).toEqual({
    'content-type': 'text/css',
  });
});

test('a page is never used again without asking, nor kept where the site forbids it', () => {
  const page = { ...plain, bodyChanges: true, isPage: true };
  expect(mapResponseHeaders({}, page)).toEqual({ 'cache-control': 'private, no-cache' });
  expect(one('cache-control', 'public, max-age=600', page)).toBe('private, no-cache');
  expect(one('cache-control', 'no-store', page)).toBe('no-store');
  expect(one('cache-control', 'public, max-age=600')).toBe('public, max-age=600');
});

test('several values of a name stay several', () => {
  expect(mapResponseHeaders({ 'x-a': ['1', '2'], 'x-b': undefined }, plain)).toEqual({ 'x-a': ['1', '2'] });
});

test.each([
  ['"cookies"', true],
  ['"cache", "*"', true],
  ['"storage"', false],
  [undefined, false],
])('%s says of cookies: %s', (value, expected) => {
  expect(clearsCookies(value)).toBe(expected);
});
