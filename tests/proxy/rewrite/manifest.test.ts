import { rewriteManifest } from '../../../proxy/rewrite/manifest.ts';
import { cdn, fragmentContext, shop } from './page.ts';

const rewrite = (text: string): string => rewriteManifest(text, fragmentContext);

test('absolute addresses are mapped wherever a manifest holds some', () => {
  const before = {
    name: 'https://cdn.example/',
    start_url: 'https://shop.example/start?x',
    scope: '/',
    icons: [{ src: 'https://cdn.example/i.png', sizes: '1x1' }, { src: 'i.png' }],
    shortcuts: [{ name: 'a', url: 'https://shop.example/a', icons: [{ src: '//cdn.example/s' }] }],
    share_target: { action: 'https://shop.example/share', params: { url: 'https://cdn.example/' } },
    constructor: { url: 1 },
  };
  expect(JSON.parse(rewrite(JSON.stringify(before)))).toEqual({
    ...before,
    start_url: `${shop}/start?x`,
    icons: [{ src: `${cdn}/i.png`, sizes: '1x1' }, { src: 'i.png' }],
    shortcuts: [{ name: 'a', url: `${shop}/a`, icons: [{ src: `${cdn.slice(5)}/s` }] }],
    share_target: { action: `${shop}/share`, params: { url: 'https://cdn.example/' } },
  });
});

test.each([
  '',
  'no json',
  '[]',
  'null',
  '1',
  '{ "start_url": "/a", "icons": 3, "shortcuts": [null, 1, "x"] }',
])('%j stays as it is', (text) => {
  expect(rewrite(text)).toBe(text);
});
