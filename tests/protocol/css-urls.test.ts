import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { mapCssPart, mapCssUrls } from '../../protocol/css-urls.ts';

const mark = (url: string): string => `m:${url}`;

test.each([
  ['a{b:url(x.png)}', 'a{b:url(m:x.png)}'],
  ['a{b:url( "x.png" )}', 'a{b:url( "m:x.png" )}'],
  ["a{b:URL('x')}", "a{b:URL('m:x')}"],
  ['a{b:url("x\\"y\\\ny")}', 'a{b:url("m:x\\"yy")}'],
  ['a{b:url(x\\)y)}', 'a{b:url(m:x\\)y)}'],
  ['a{b:url("\\68 ttp://x")}', 'a{b:url("m:http://x")}'],
  ['a{b:url(x', 'a{b:url(x'],
  ['a{b:url(x"y)}c{d:url(z)}', 'a{b:url(x"y)}c{d:url(m:z)}'],
  ['a{b:url(x y)}', 'a{b:url(x y)}'],
  ['a{b:myurl(x) -url(x) url(y)}', 'a{b:myurl(x) -url(x) url(m:y)}'],
  ['/* url(x) */a{b:url(y)}/* url(z)', '/* url(x) */a{b:url(m:y)}/* url(z)'],
  ['a{content:"url(x)";b:url(y)}', 'a{content:"url(x)";b:url(m:y)}'],
  ['a{content:"x\nb:url(y)}', 'a{content:"x\nb:url(m:y)}'],
  ["a{content:'\\'url(x)'}", "a{content:'\\'url(x)'}"],
  ['@import "a.css" screen;', '@import "m:a.css" screen;'],
  ["@IMPORT/**/'a.css'", "@IMPORT/**/'m:a.css'"],
  ['@import url(a.css);', '@import url(m:a.css);'],
  ['@import url("a.css")', '@import url("m:a.css")'],
  ['@imports "a"', '@imports "a"'],
  [
    '@namespace url(http://www.w3.org/1999/xhtml);a{b:url(y)}',
    '@namespace url(http://www.w3.org/1999/xhtml);a{b:url(m:y)}',
  ],
  ['@namespace svg "http://x;y";a{b:url(y)}', '@namespace svg "http://x;y";a{b:url(m:y)}'],
  ['@namespace /* ; */ "x', '@namespace /* ; */ "x'],
  [
    'a{b:image-set("x" 1x, url(y) 2x, url("z") 3x)}"w"',
    'a{b:image-set("m:x" 1x, url(m:y) 2x, url("m:z") 3x)}"w"',
  ],
  [
    'a{b:-webkit-image-set("x" type("image/png"), linear-gradient(a,b) 1x)}',
    'a{b:-webkit-image-set("m:x" type("image/png"), linear-gradient(a,b) 1x)}',
  ],
  ['a{b:src("x")}', 'a{b:src("m:x")}'],
  ['a\\url(x){b:url(y)}', 'a\\url(x){b:url(m:y)}'],
  ['a[href^="//x"],b[c="y"]{}', 'a[href^="m://x"],b[c="y"]{}'],
  ["a[href='HTTPS://x/\\'']{content:\"http://x\"}", "a[href='m:HTTPS://x/\\'']{content:\"http://x\"}"],
  ['--x:url(y)', '--x:url(m:y)'],
  ['url()', 'url()'],
])('%j', (before, after) => {
  const map = (url: string): string => (url === '' ? url : mark(url));
  expect(mapCssUrls(before, map)).toBe(after);
});

test('what a mapping gives is written so that it reads as that', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('url(x)', 'url("x")', "url('x')", '@import "x"'),
      (url, css) => {
        const written = mapCssUrls(css, () => url);
        const read: string[] = [];
        mapCssUrls(written, (found) => (read.push(found), found));
        const trimmed = url.replaceAll('\0', '\ufffd');
        if (css.includes('"') || css.includes("'")) expect(read).toEqual([trimmed]);
      },
    ),
  );
});

const pieces = [
  'url(',
  ')',
  '"',
  "'",
  '\\',
  '/*',
  '*/',
  '@import ',
  '@namespace ',
  'image-set(',
  'src(',
  ' ',
  '\n',
  ';',
  '{',
  '}',
  'a',
  '/',
  '*',
  '-',
  '@',
  'http://x/y',
  'type(',
];
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join(''));

test('a style sheet may come in any parts', () => {
  fc.assert(
    fc.property(soup, fc.array(fc.nat(40)), (css, cuts) => {
      let out = '';
      let text = '';
      let from = 0;
      let done = 0;
      for (const cut of [...cuts.map((one) => Math.min(one, css.length)), css.length].sort((a, b) => a - b)) {
        text += css.slice(done, cut);
        done = cut;
        const part = mapCssPart(text, from, false, mark);
        out += part.text;
        from = part.read;
      }
      expect(out + mapCssPart(text, from, true, mark).text).toBe(mapCssPart(css, 0, true, mark).text);
    }),
    { numRuns: 2000 },
  );
});

test('what is mapped to itself stays byte for byte', () => {
  fc.assert(fc.property(soup, (css) => expect(mapCssUrls(css, (url) => url)).toBe(css)));
});

test('real style sheets: every url() outside of comments and strings is seen', () => {
  const folder = join(__dirname, '../../node_modules/swagger-ui-dist');
  const sheets = readdirSync(folder).filter((name) => name.endsWith('.css'));
  expect(sheets.length).toBeGreaterThan(0);
  for (const name of sheets) {
    const css = readFileSync(join(folder, name), 'utf8');
    const seen: string[] = [];
    expect(mapCssUrls(css, (url) => (seen.push(url), url))).toBe(css);
    const plain = css.replace(/\/\*[^]*?\*\//g, '');
    expect(seen).toHaveLength([...plain.matchAll(/\burl\(/g)].length);
  }
});
