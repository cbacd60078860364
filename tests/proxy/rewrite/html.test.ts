import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { urlKind } from '../../../protocol/url-attributes.ts';
import { bootTag } from '../../../proxy/rewrite/boot-tag.ts';
import { htmlRewriter, rewriteHtml } from '../../../proxy/rewrite/html.ts';
import { boot, cdn, documentContext, fragmentContext, shop } from './page.ts';
import { loose, mode, tag, tree } from './same-tree.ts';

const rewrite = (html: string): string => rewriteHtml(html, fragmentContext);

test.each([
  ['<a href="https://cdn.example/x?a=1&amp;b=2">', `<a href="${cdn}/x?a=1&amp;b=2">`],
  ['<a href=https://cdn.example/x/>', `<a href=${cdn}/x/>`],
  ["<A HREF = 'https://cdn.example/x' >", `<A HREF = '${cdn}/x' >`],
  ['<a href="&#104;ttps://cdn.example/">', `<a href="${cdn}/">`],
  ['<a href="h&Tab;ttps://cdn.example/">', `<a href="${cdn}/">`],
  ['<a href="/x" title="https://cdn.example/">', '<a href="/x" title="https://cdn.example/">'],
  ['<a href="https://cdn.example/a" href="https://cdn.example/b">', `<a href="${cdn}/a" href="${cdn}/b">`],
  [
    '<img src=a srcset="https://cdn.example/a.png 1x, b.png 2x">',
    `<img src=a srcset="${cdn}/a.png 1x, b.png 2x">`,
  ],
  ['<a ping="https://cdn.example/a /b">', `<a ping="${cdn}/a /b">`],
  ['<p style="background: url(https://cdn.example/a.png)">', `<p style="background: url(${cdn}/a.png)">`],
  [
    "<p style='background: url(&quot;https://cdn.example/a&quot;)'>",
    `<p style='background: url("${cdn}/a")'>`,
  ],
  ['<style>a { b: url(https://cdn.example/a) }</style>', `<style>a { b: url(${cdn}/a) }</style>`],
  ['<style>@import "https://cdn.example/a', `<style>@import "${cdn}/a`.replace(cdn, 'https://cdn.example')],
  ['<script>location</script>', '<script>$ls.location</script>'],
  [
    '<script type=module>import "https://cdn.example/a"</script>',
    `<script type=module>import "${cdn}/a"</script>`,
  ],
  ['<script type="text/plain">location</script>', '<script type="text/plain">location</script>'],
  [
    '<script type="application/ld+json">{"a":"https://cdn.example/"}</script>',
    '<script type="application/ld+json">{"a":"https://cdn.example/"}</script>',
  ],
  [
    '<script src="https://cdn.example/a.js" integrity="sha256-x" nonce=n></script>',
    `<script src="${cdn}/a.js"  nonce=n></script>`,
  ],
  [
    '<script>"<!--<script>"; location; "</script>"</script>-->',
    '<script>"<!--<script>"; $ls.location; "</script>"</script>-->',
  ],
  ['<script>location', '<script>location'],
  [
    '<script type=importmap>{"imports":{"a":"https://cdn.example/a.js","https://cdn.example/":"/b/"},"integrity":{}}</script>',
    `<script type=importmap>{"imports":{"a":"${cdn}/a.js","${cdn}/":"/b/"}}</script>`,
  ],
  ['<script type=speculationrules>{"prefetch":[]}</script>', '<script type=speculationrules>{}</script>'],
  ['<button onclick="location=\'/x\'">', '<button onclick="$ls.location=\'/x\'">'],
  ['<button onclick=\'alert("&amp;"+location)\'>', '<button onclick=\'alert("&amp;"+$ls.location)\'>'],
  [
    '<a href="javascript:location%20=%20%22/%25%22">',
    '<a href="javascript:$ls.location = &quot;/%25&quot;">',
  ],
  ['<a href="javascript:void(0)">', '<a href="javascript:void(0)">'],
  [
    '<meta http-equiv=refresh content="5; url=https://cdn.example/">',
    `<meta http-equiv=refresh content="5; url=${cdn}/">`,
  ],
  [
    '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">',
    // In a fragment: whoever puts it into a page maps it there.
    '<meta http-equiv="Content-Security-Policy" content="">',
  ],
  [
    '<meta property="og:url" content="https://cdn.example/">',
    '<meta property="og:url" content="https://cdn.example/">',
  ],
  ['<link rel=preconnect href=https://cdn.example>', `<link rel=preconnect href=${cdn}>`],
  [
    '<iframe csp="x" src="//cdn.example/" credentialless></iframe>',
    `<iframe  src="${cdn.slice(5)}/" ></iframe>`,
  ],
  [
    '<base href="https://cdn.example/a/"><a href="//cdn.example/b">',
    `<base href="${cdn}/a/"><a href="${cdn.slice(5)}/b">`,
  ],
  [
    '<svg><style>a{b:url(https://cdn.example/?a&amp;b)}</style><script>location</script></svg>',
    `<svg><style>a{b:url(${cdn}/?a&amp;b)}</style><script>$ls.location</script></svg>`,
  ],
  [
    '<svg><script><![CDATA[location < 1]]></script></svg>',
    '<svg><script><![CDATA[$ls.location < 1]]></script></svg>',
  ],
  [
    '<svg><title><a href="https://cdn.example/"></title><style><a href="https://cdn.example/"></style>',
    `<svg><title><a href="${cdn}/"></title><style><a href="${cdn}/"></style>`,
  ],
  [
    '<svg><use xlink:href="#a"/><image href="https://cdn.example/a"/></svg>',
    `<svg><use xlink:href="#a"/><image href="${cdn}/a"/></svg>`,
  ],
  ['<title><a href="https://cdn.example/"></title>', '<title><a href="https://cdn.example/"></title>'],
  [
    '<noscript><!-- </noscript><a href="https://cdn.example/"> -->',
    `<noscript><!-- </noscript><a href="${cdn}/"> -->`,
  ],
  [
    '<textarea><a href="https://cdn.example/"></textarea >',
    '<textarea><a href="https://cdn.example/"></textarea >',
  ],
  [
    '<!-- <a href="https://cdn.example/"> --><a href="//cdn.example">',
    `<!-- <a href="https://cdn.example/"> --><a href="${cdn.slice(5)}">`,
  ],
  ['<!--><a href="https://cdn.example/">-->', `<!--><a href="${cdn}/">-->`],
  ['<plaintext><a href="https://cdn.example/">', '<plaintext><a href="https://cdn.example/">'],
  ['a < b <3 </> <?x <a href="https://cdn.example/">', 'a < b <3 </> <?x <a href="https://cdn.example/">'],
  ['<a href="https://cdn.example/"', '<a href="https://cdn.example/"'],
])('%s', (before, after) => {
  expect(rewrite(before)).toBe(after);
});

test('a document in a srcdoc is rewritten, with a boot tag whose address is complete', () => {
  const html = '<iframe srcdoc="<a href=&quot;https://cdn.example/&quot;>"></iframe>';
  const out = rewriteHtml(html, documentContext);
  const inner =
    /srcdoc="([^"]*)"/
      .exec(out)?.[1]
      ?.replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<')
      .replace(/&amp;/g, '&') ?? '';
  expect(inner).toBe(`${bootTag(boot, `${shop}/_lockstep/live.js?v=1`)}<a href="${cdn}/">`);
  expect(rewrite(html)).toBe(`<iframe srcdoc="&lt;a href=&quot;${cdn}/&quot;>"></iframe>`);
});

test.each([
  ['<!doctype html><html><head>|<title>', ''],
  ['<!doctype html>\n<!-- a -->\n<html lang=en>\n|<body>x', ''],
  ['\ufeff  <!-- a -->|<div>', ''],
  [' \n|hello', ''],
  ['</div> <html>|<script></script>', ''],
  ['|</body>', ''],
  ['|<frameset>', ''],
  ['<head >|  </head>', ''],
  ['<!-- <head> --><HEAD>|<head>', ''],
  ['|', ''],
  ['|&amp;', ''],
  ['<!-- a -|', '->'],
  ['<!-- a|', '-->'],
  ['<?a|', '>'],
  ['<!doctype html|', ' x>'],
  ['|</', ''],
  ['|<div class=', ''],
])('the boot tag stands at the bar: %j', (html, closing) => {
  const [before = '', after = ''] = html.split('|');
  expect(rewriteHtml(before + after, documentContext)).toBe(before + closing + tag + after);
});

const pieces = [
  '<',
  '>',
  '/',
  '!',
  '-',
  '--',
  '"',
  "'",
  '=',
  ' ',
  '\n',
  'a',
  '&',
  '&amp;',
  '<!--',
  '-->',
  '--!>',
  '<!doctype html>',
  '<?',
  ']]>',
  '<![CDATA[',
  '<html>',
  '<head>',
  '</head>',
  '<body>',
  '</body>',
  '</html>',
  '<p>',
  '<div ',
  '</div>',
  '<svg>',
  '</svg>',
  '<math>',
  '<mi>',
  '<foreignObject>',
  '</foreignObject>',
  '<title>',
  '</title>',
  '<style>',
  '</style>',
  '<script>',
  '</script>',
  '<textarea>',
  '</textarea>',
  '<noscript>',
  '</noscript>',
  '<desc>',
  '</desc>',
  '<path/>',
  'href="https://cdn.example/x"',
  "src='//cdn.example/y'",
  'href=https://cdn.example/z',
  '<a ',
  '<img ',
  'url(https://cdn.example/a)',
  'location',
  '@import "https://cdn.example/"',
  'onclick="location"',
  'style="a:url(//cdn.example)"',
  '<table>',
  '<td>',
  '<br>',
  '</p>',
  '</br>',
  '<template>',
  '</template>',
  'https://cdn.example/',
  '\ufeff',
  '\0',
];
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(''));

function inChunks(html: string, cuts: readonly number[]): string {
  const rewriter = htmlRewriter(documentContext);
  let out = '';
  let done = 0;
  for (const cut of [...cuts].map((one) => one % (html.length + 1)).sort((a, b) => a - b)) {
    out += rewriter.write(html.slice(done, cut));
    done = cut;
  }
  return out + rewriter.write(html.slice(done)) + rewriter.end();
}
test('a page may come in any chunks', () => {
  fc.assert(
    fc.property(soup, fc.array(fc.nat(), { maxLength: 8 }), (html, cuts) => {
      expect(inChunks(html, cuts)).toBe(rewriteHtml(html, documentContext));
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(soup, (html) => {
      expect(
        inChunks(
          html,
          Array.from({ length: html.length }, (_none, index) => index),
        ),
      ).toBe(rewriteHtml(html, documentContext));
    }),
    { numRuns: 300 },
  );
});

test('a page without anything to map stays byte for byte, the boot tag apart', () => {
  const plain = soup.map((html) => html.replace(/https?:|\/\/|url\(|location/g, ''));
  fc.assert(
    fc.property(plain, (html) => {
      const out = rewriteHtml(html, fragmentContext);
      expect(out).toBe(html);
    }),
    { numRuns: 1000 },
  );
});

test('the tree stays what it was', () => {
  fc.assert(
    fc.property(soup, (html) => {
      const out = rewriteHtml(html, documentContext);
      expect(loose(tree(out))).toBe(loose(tree(html)));
      expect(mode(out)).toBe(mode(html));
    }),
    { numRuns: 2000 },
  );
});

/** URLs in a tree that the browser would ask the site itself for. */
function missed(node: DefaultTreeAdapterMap['node']): string[] {
  const found: string[] = [];
  if ('attrs' in node) {
    for (const { name, prefix, value } of node.attrs) {
      const kind = urlKind(node.tagName.toLowerCase(), (prefix ? `${prefix}:${name}` : name).toLowerCase());
      const asked =
        kind === 'url' ? /^\s*(?:https?:)?\/\/cdn\.example/ : /(?:^|[\s,(])(?:https?:)?\/\/cdn\.example/;
      if (kind !== undefined && asked.test(value)) found.push(value);
      if (name.startsWith('on') && /(?<!\$ls\.)\blocation/.test(value)) found.push(value);
    }
    if ('content' in node) found.push(...missed(node.content));
  }
  for (const child of 'childNodes' in node ? node.childNodes : []) found.push(...missed(child));
  return found;
}
test('no address of the site is missed', () => {
  fc.assert(
    fc.property(soup, (html) => {
      expect(missed(parse(rewriteHtml(html, documentContext), { scriptingEnabled: true }))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

const corpus = [
  'tslib/tslib.html',
  'swagger-ui-dist/index.html',
  'reveal.js/index.html',
  'reveal.js/demo.html',
  'playwright-core/lib/vite/traceViewer/index.html',
  '@node-red/nodes/core/function/10-function.html',
  '@node-red/nodes/core/network/21-httprequest.html',
  '@node-red/nodes/core/common/20-inject.html',
];
test.each(corpus)('a real page keeps its tree: %s', (path) => {
  const html = readFileSync(require.resolve(`../../../node_modules/${path}`), 'utf8');
  const out = rewriteHtml(html, documentContext);
  expect(out).toContain(tag);
  const places = (text: string): string =>
    loose(tree(text))
      .replace(/\$ls\.[a-z]\(([\w.?]+)\)/g, '$1')
      .replace(/(?<=[( ])[a-z]\((\w[\w.]*)\)(?=\.(?:location|postMessage))/g, '$1');
  expect(places(out).replace(/ integrity="[^"]*"/g, '')).toBe(
    places(html).replace(/ integrity="[^"]*"/g, ''),
  );
});
