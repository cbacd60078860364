import { framersOf } from '../../../proxy/http/framing.ts';

const self = new URL('https://site.example/page');
const known = ['https://site.example', 'https://a.example', 'http://a.example', 'https://b.a.example:8443'];

test.each<[Record<string, string>, readonly string[] | null]>([
  [{}, null],
  [{ 'x-frame-options': 'DENY' }, []],
  [{ 'x-frame-options': 'SameOrigin' }, ['https://site.example']],
  [{ 'x-frame-options': 'SAMEORIGIN, SAMEORIGIN' }, ['https://site.example']],
  [{ 'x-frame-options': 'DENY, SAMEORIGIN' }, []],
  [{ 'x-frame-options': 'ALLOW-FROM https://a.example' }, null],
  [{ 'x-frame-options': 'DENY', 'content-security-policy': 'frame-ancestors *' }, known],
  [{ 'content-security-policy': "frame-ancestors 'none'" }, []],
  [{ 'content-security-policy': 'frame-ancestors' }, []],
  [
    { 'content-security-policy': "img-src *; frame-ancestors 'self' a.example" },
    ['https://site.example', 'https://a.example'],
  ],
  [
    { 'content-security-policy': 'frame-ancestors http://a.example' },
    ['https://a.example', 'http://a.example'],
  ],
  [{ 'content-security-policy': 'frame-ancestors *.a.example:*' }, ['https://b.a.example:8443']],
  [{ 'content-security-policy': "frame-ancestors https:, frame-ancestors 'self'" }, ['https://site.example']],
])('%j', (headers, framers) => {
  expect(framersOf(headers, self, known)).toEqual(framers);
});
