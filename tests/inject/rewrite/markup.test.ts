import fc from 'fast-check';
import { mapMarkup, scanMarkup, type MarkupRules } from '../../../inject/rewrite/markup.ts';

const seen: string[] = [];
const rules: MarkupRules = {
  attribute: (element, name, value) => {
    seen.push(`${element} ${name}`);
    return value.startsWith('http://a/') ? value.replace('http://a/', 'http://b/') : value;
  },
  script: (code, attributes) => `${attributes.get('type') ?? ''}<${code}>`,
  style: (css) => css.toUpperCase(),
};

test.each([
  ['<a href="http://a/x">http://a/x</a>', '<a href="http://b/x">http://a/x</a>'],
  ["<a href='http://a/x' title=y>", "<a href='http://b/x' title=y>"],
  ['<a href=http://a/x>', '<a href="http://b/x">'],
  ['<a title=it\'s href="http://a/">', '<a title=it\'s href="http://b/">'],
  ['<A HREF = "http://a/">', '<A HREF = "http://b/">'],
  ['<a/href="http://a/"/>', '<a/href="http://b/"/>'],
  ['<!-- <a href="http://a/"> --><a href="http://a/">', '<!-- <a href="http://a/"> --><a href="http://b/">'],
  ['<textarea><a href="http://a/"></textarea>', '<textarea><a href="http://a/"></textarea>'],
  ['<script type=x>1 < 2</script><i>//</i>', '<script type=x>x<1 < 2></script><i>//</i>'],
  ['<style>a{b:url(//x)}</style>', '<style>A{B:URL(//X)}</style>'],
  ['a < b // c', 'a < b // c'],
  ['<a href="http://a/', '<a href="http://a/'],
  ['<a b="<i>" href="http://a/">', '<a b="<i>" href="http://b/">'],
])('splices %s', (from, to) => {
  expect(mapMarkup(from, rules)).toBe(to);
});

test('what is nothing of ours is not looked at', () => {
  seen.length = 0;
  expect(mapMarkup('<p class="x">text</p>', rules)).toBe('<p class="x">text</p>');
  expect(seen).toEqual([]);
});

test('text cut anywhere comes out as whole text does', () => {
  const html = `<!doctype html><p a='1' b=2>x<!-- <b> ->- --><!-x--><?y <i>?><a href="http://a/x?y=1&amp;z">t</a><script>if (a<b) "</p>"</script><textarea><a href="http://a/"></textarea><a href=http://a/z>u</a> 1 < 2`;
  const whole = scanMarkup(html, rules, true).text;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: html.length }), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), html.length];
      let rest = '';
      let shown = 0;
      let out = '';
      for (let i = 1; i < at.length; i++) {
        const piece = scanMarkup(rest + html.slice(at[i - 1], at[i]), rules, false, shown);
        out += piece.text;
        ({ rest, shown } = piece);
      }
      expect(out + scanMarkup(rest, rules, true, shown).text).toBe(whole);
    }),
  );
});

test('with rules that change nothing every text stays as it is', () => {
  const same: MarkupRules = {
    attribute: (_element, _name, value) => value,
    script: (code) => code,
    style: (css) => css,
  };
  const piece = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '=',
    ' ',
    '/',
    'a',
    'script',
    '</script>',
    '<!--',
    '-->',
    'href',
    '//',
    '&',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) =>
      expect(mapMarkup(pieces.join(''), same)).toBe(pieces.join('')),
    ),
  );
});

test.each([
  ['<!-- a', '<!-- a'],
  ['<p><!-- a --', '<p><!-- a --'],
  ['<![CDATA[x]', '<![CDATA[x]'],
  ['<!-', ''],
  ['<p', ''],
])('of %j all is written that nothing can change any more', (piece, text) => {
  expect(scanMarkup(piece, rules, false).text).toBe(text);
});
