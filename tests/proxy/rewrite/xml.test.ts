import fc from 'fast-check';
import { bootTag } from '../../../proxy/rewrite/boot-tag.ts';
import { xmlRewriter } from '../../../proxy/rewrite/xml.ts';
import { boot, cdn, documentContext, injectUrl } from './page.ts';

function rewrite(...chunks: readonly string[]): string {
  const rewriter = xmlRewriter(documentContext);
  return chunks.map(rewriter.write).join('') + rewriter.end();
}
const tag = bootTag(boot, injectUrl, 'xml');
const XHTML = '<html xmlns="http://www.w3.org/1999/xhtml">';

test('the boot tag stands first in the root element, behind declaration, doctype and comments', () => {
  const before = '<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE html>\n';
  expect(rewrite(`${before}${XHTML}<head/></html>`)).toBe(`${before}${XHTML}${tag}<head/></html>`);
});

test.each([
  ['other XML', '<feed xmlns="http://www.w3.org/2005/Atom"><link href="/a"/></feed>'],
  ['a root without content', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
])('%s gets no boot tag', (_name, text) => {
  expect(rewrite(text)).toBe(text);
});

test.each([
  ['<a href="https://cdn.example/?a=1&amp;b=2">', `<a href="${cdn}/?a=1&amp;b=2">`],
  ['<image xlink:href="https://cdn.example/a.png"/>', `<image xlink:href="${cdn}/a.png"/>`],
  ['<p style="background: url(https://cdn.example/&lt;)"/>', `<p style="background: url(${cdn}/&lt;)"/>`],
  [
    '<script><![CDATA[if (1 < 2) location]]></script>',
    '<script><![CDATA[if (1 < 2) $ls.location]]></script>',
  ],
  ['<script>1 &lt; 2; location</script>', '<script>1 &lt; 2; $ls.location</script>'],
  ['<style>a { b: url(https://cdn.example/a) }</style>', `<style>a { b: url(${cdn}/a) }</style>`],
  ['<title>a<br/></title><textarea><b/></textarea>', '<title>a<br/></title><textarea><b/></textarea>'],
  ['<!-- <a href="https://cdn.example/"> -->', '<!-- <a href="https://cdn.example/"> -->'],
  ['<![CDATA[<a href="https://cdn.example/">]]>', '<![CDATA[<a href="https://cdn.example/">]]>'],
])('%s', (from, to) => {
  expect(rewrite(`${XHTML}${from}</html>`)).toBe(`${XHTML}${tag}${to}</html>`);
});

test('a chunk may end anywhere', () => {
  const page = `<?xml version="1.0"?>${XHTML}<script><![CDATA[a < location]]></script><a href="https://cdn.example/"/></html>`;
  fc.assert(
    fc.property(fc.array(fc.nat(page.length), { maxLength: 6 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), page.length];
      expect(rewrite(...at.slice(1).map((end, i) => page.slice(at[i], end)))).toBe(rewrite(page));
    }),
  );
});
