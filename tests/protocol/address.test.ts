import fc from 'fast-check';
import {
  addressBook,
  labelOf,
  parseLabel,
  type AddressBook,
  type BaseAddress,
} from '../../protocol/address.ts';

const session = 'abcdefgh';
const plainBase: BaseAddress = { protocol: 'http:', host: 'lockstep.localhost:8080' };
const secureBase: BaseAddress = { protocol: 'https:', host: 'cobrowse.example.com' };

function makeBook(
  base: BaseAddress = plainBase,
  id = session,
): AddressBook & { readonly hashed: Map<string, string> } {
  const hashed = new Map<string, string>();
  return { ...addressBook(base, id, hashed, (label, origin) => hashed.set(label, origin)), hashed };
}

const letter = fc.constantFrom('a', 'b', 'c', 'z', '0', '1', '9');
const inner = fc.oneof({ weight: 5, arbitrary: letter }, { weight: 2, arbitrary: fc.constant('-') });
const dnsLabel = fc
  .tuple(letter, fc.array(inner, { maxLength: 61 }), letter)
  .map(([first, middle, last]) => first + middle.join('') + last);
const dnsHost = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.stringMatching(/^[a-z]{1,6}$/) }, dnsLabel), {
    minLength: 1,
    maxLength: 5,
  })
  .map((labels) => labels.join('.'));
const odd = fc.constantFrom(
  'a',
  'a--b.c',
  'a---b',
  'a.-b',
  '-a.b-',
  'a-.b',
  'a_b.c',
  'a..b',
  'xn--a--b-c.example',
  'example.com.',
  'a-',
  '-',
  '--a--.b',
  '1.2.3.4.5.com',
  ...[1, 60, 63].map((n) => 'a'.repeat(n)),
  [63, 63, 63, 61].map((n) => 'b'.repeat(n)).join('.'),
);
const unicode = fc.constantFrom(
  'b\u00fccher.example',
  '\u4f8b\u3048.\u30c6\u30b9\u30c8',
  'fa\u00df.de',
  '\u05d0\u05d1.example',
  '\u2665.example',
  'xn--bcher-kva.example',
);
const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6().map((ip) => `[${ip}]`);
const host = fc.oneof(dnsHost, odd, unicode, ipv4, ipv6);
const port = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 0, max: 65535 }).map((n) => `:${n}`),
);
const origin = fc
  .tuple(fc.constantFrom('http', 'https'), host, port)
  .map(([scheme, name, suffix]) => `${scheme}://${name}${suffix}`)
  .filter((text) => URL.canParse(text) && new URL(text).origin !== 'null')
  .map((text) => new URL(text).origin);
const path = fc.webPath().map((text) => text || '/');
const rest = fc
  .tuple(
    path,
    fc.oneof(
      fc.constant(''),
      fc.webQueryParameters().map((q) => `?${q}`),
    ),
    fc.oneof(
      fc.constant(''),
      fc.webFragments().map((f) => `#${f}`),
    ),
  )
  .map((parts) => parts.join(''));
const bases = fc.constantFrom(plainBase, secureBase);

test('[URL] every origin has one label of its own, which is a DNS label and gives it back', () => {
  fc.assert(
    fc.property(origin, (site) => {
      const { label, known } = labelOf(session, site);
      expect(label).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
      expect(parseLabel(label)).toEqual({ session, origin: known ? site : null });
    }),
    { numRuns: 2000 },
  );
});

test('[URL] a host of 253 characters has a label, and comes back', () => {
  const long = `https://${[63, 63, 63, 61].map((n) => 'c'.repeat(n)).join('.')}`;
  expect(new URL(long).hostname).toHaveLength(253);
  const book = makeBook();
  const proxied = book.proxied(`${long}/a?b#c`);
  expect(new URL(proxied).hostname.split('.')[0]?.length).toBeLessThanOrEqual(63);
  expect(book.real(proxied)).toBe(`${long}/a?b#c`);
  expect([...book.hashed.values()]).toEqual([long]);
});

test('[URL] a URL comes back from its proxied form, character for character', () => {
  fc.assert(
    fc.property(origin, rest, bases, (site, tail, base) => {
      const book = makeBook(base);
      const url = new URL(site + tail).href;
      const proxied = book.proxied(url);
      expect(proxied).not.toBe(url);
      expect(book.isProxied(proxied)).toBe(true);
      expect(book.real(proxied)).toBe(url);
      // @ts-expect-error a proxied URL does not pass for a real one
      expect(book.proxied(book.proxied(url))).toBe(proxied);
      const seen = new URL(proxied);
      expect(seen.host.endsWith(`.${base.host}`)).toBe(true);
      expect(seen.protocol).toBe(base.protocol);
      expect(book.proxiedOrigin(site)).toBe(seen.origin);
      expect(seen.pathname + seen.search + seen.hash).toBe(
        new URL(url).pathname + new URL(url).search + new URL(url).hash,
      );
    }),
    { numRuns: 2000 },
  );
});

test('[URL] as an author wrote it, it names the same place', () => {
  const spelling = fc.constantFrom(
    (url: URL) => url.href,
    (url: URL) => ` \n${url.href}\t`,
    (url: URL) => url.href.replace('//', '\\\\'),
    (url: URL) => url.href.replace(url.protocol, url.protocol.toUpperCase()),
    (url: URL) => url.href.replace('tp', 't\np'),
    (url: URL) => url.href.slice(url.protocol.length),
  );
  fc.assert(
    fc.property(origin, rest, spelling, (site, tail, spell) => {
      const book = makeBook();
      const url = new URL(site + tail);
      const written = spell(url);
      const mapped = book.rewrite(written, url.href);
      const resolved = new URL(mapped, book.proxied(url.href)).href;
      expect(book.real(resolved)).toBe(url.href);
      expect(book.isProxied(resolved)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  '',
  '/a',
  'a/b?c',
  '#x',
  '?q',
  './a',
  '../a',
  'mailto:a@b',
  'data:text/html,x',
  'blob:http://a/b',
  'about:blank',
  'javascript:0',
  'http',
  'https',
  'tel:1',
  'ftp://a/',
])('[URL] %j stays as written', (text) => {
  expect(makeBook().rewrite(text, 'https://shop.example/dir/page')).toBe(text);
});

test('[URL] sockets keep being sockets', () => {
  expect(makeBook().proxied('wss://a.example/x')).toBe('ws://abcdefgh-s-a-example.lockstep.localhost:8080/x');
  expect(makeBook(secureBase).proxied('ws://a.example:81/x')).toBe(
    'wss://abcdefgh-h81-a-example.cobrowse.example.com/x',
  );
  const book = makeBook();
  expect(book.real(book.proxied('wss://a.example:444/x?y'))).toBe('wss://a.example:444/x?y');
});

test('[URL] a name and a password stay with their URL', () => {
  const book = makeBook();
  expect(book.real(book.proxied('https://ann:s%40cret@a.example/x'))).toBe(
    'https://ann:s%40cret@a.example/x',
  );
});

test("[URL] sessions do not read each other's addresses", () => {
  const theirs = makeBook(plainBase, 'hgfedcba').proxied('https://a.example/');
  expect(makeBook().isProxied(theirs)).toBe(false);
  expect(makeBook().real(theirs)).toBe(theirs);
});

test.each([
  '',
  'www',
  'abcdefgh',
  'abcdefgh-',
  'abcdefgh-s',
  'abcdefgh-s-',
  'abcdefg-s-a',
  'abcdefgh-s80000-a',
  'abcdefgh-s443-a',
  'abcdefgh-h80-a',
  'abcdefgh-s0080-a',
  'abcdefgh-sb-me',
  'abcdefgh-s-a-',
  'abcdefgh-q-a',
  'ABCDEFGH-s-a',
  'abcdefgh-s-127-1',
  'abcdefgh-s-a b',
])('[URL] %j is no label of ours', (label) => {
  expect(parseLabel(label)).toBeNull();
});

test('[URL] a label of ours has one spelling: what parses is what would be made', () => {
  const text = fc
    .array(fc.constantFrom('a', '-', '--', '1', 'b', 'xn--', 'me'), { maxLength: 10 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.constantFrom('s', 'h', 's8', 'sb', 'hb', 'x'), text, (tag, tail) => {
      const label = `${session}-${tag}-${tail}`;
      const parsed = parseLabel(label);
      if (parsed?.origin !== null && parsed !== null)
        expect(labelOf(session, parsed.origin).label).toBe(label);
    }),
    { numRuns: 2000 },
  );
});
