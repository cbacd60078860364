import fc from 'fast-check';
import { cssRewriter, rewriteCss } from '../../../proxy/rewrite/css.ts';
import { cdn, fragmentContext } from './page.ts';

const context = { ...fragmentContext, url: 'https://shop.example/css/a.css' };

test('absolute addresses are mapped, relative ones stay', () => {
  expect(rewriteCss('@import "//cdn.example/a";a{b:url(../x.png) url(https://cdn.example/y)}', context)).toBe(
    `@import "${cdn.slice(5)}/a";a{b:url(../x.png) url(${cdn}/y)}`,
  );
});

const pieces = [
  'url(',
  'https://cdn.example/a',
  ')',
  '"',
  '\\',
  '/*',
  '*/',
  '@import ',
  '@namespace x ',
  'image-set(',
  ' ',
  '\n',
  ';',
  'a',
  '/',
  '*',
  'my',
];
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''));
test('a style sheet may come in any chunks', () => {
  fc.assert(
    fc.property(soup, fc.array(fc.nat()), (css, cuts) => {
      const rewriter = cssRewriter(context);
      let out = '';
      let done = 0;
      for (const cut of cuts.map((one) => one % (css.length + 1)).sort((a, b) => a - b)) {
        out += rewriter.write(css.slice(done, cut));
        done = cut;
      }
      out += rewriter.write(css.slice(done)) + rewriter.end();
      expect(out).toBe(rewriteCss(css, context));
    }),
    { numRuns: 2000 },
  );
});

test('what is plain leaves before the rest has come', () => {
  const rewriter = cssRewriter(context);
  expect(rewriter.write('a{color:red} '.repeat(100)).length).toBeGreaterThan(1000);
  expect(rewriter.write('b{c:url(https://cdn.exa')).not.toContain('cdn');
  expect(rewriter.write('mple/x)}') + rewriter.end()).toContain(`url(${cdn}/x)}`);
});
