import * as fc from 'fast-check';
import { typedAddress } from '../../../client/ui/typed-address.ts';

const url = (typed: string, near?: string): string => {
  const it = typedAddress(typed, near);
  return it.ok ? it.url : `! ${it.message}`;
};

test.each([
  ['example.com', 'https://example.com/'],
  ['  example.com/a?b#c ', 'https://example.com/a?b#c'],
  ['http://example.com', 'http://example.com/'],
  ['HTTPS://Example.com', 'https://example.com/'],
  ['localhost', 'http://localhost/'],
  ['localhost:3000/x', 'http://localhost:3000/x'],
  ['app.localhost:3000', 'http://app.localhost:3000/'],
  ['127.0.0.1:1880', 'http://127.0.0.1:1880/'],
  ['[::1]:80', 'http://[::1]/'],
  ['intranet:8080', 'https://intranet:8080/'],
  ['bücher.example', 'https://xn--bcher-kva.example/'],
])('%s becomes %s', (typed, wanted) => {
  expect(url(typed)).toBe(wanted);
});

test('a host without a scheme keeps the scheme of the page one is on', () => {
  expect(url('shop.lockstep.example/basket', 'http://shop.lockstep.example/')).toBe(
    'http://shop.lockstep.example/basket',
  );
  expect(url('other.example', 'http://shop.lockstep.example/')).toBe('https://other.example/');
});

test.each([
  '',
  'two words',
  'nonsense',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'about:blank',
  'https://',
  'data:text/html,x',
])('"%s" is refused with a sentence', (typed) => {
  expect(url(typed)).toMatch(/^! .+\.$/);
});

test('whatever is typed, only web URLs come out', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain()), (typed) => {
      const it = typedAddress(typed);
      if (it.ok) expect(new URL(it.url).protocol).toMatch(/^https?:$/);
    }),
  );
});
