// Style sheets: however they are cut, nothing but addresses changes.
import { mapCssPart, mapCssUrls } from '../../protocol/css-urls.ts';
import { cssRewriter, rewriteCss } from '../../proxy/rewrite/css.ts';
import { documentContext } from '../proxy/rewrite/page.ts';
import { inPieces, read, same } from './input.ts';

export const seeds: readonly string[] = [
  '@import url("https://cdn.example/a.css") layer(a) supports(display: grid) screen;',
  "@namespace svg url(http://www.w3.org/2000/svg); a { background: image-set('a.png' 1x, url(//cdn.example/b) 2x) }",
  '@font-face { src: url(https://cdn.example/a.woff2) format("woff2") } /* url(x) */ b\\75rl(x) {}',
  'a { --x: url( https://cdn.example/\\29 ); content: "\\"url(https://cdn.example/)" }',
  'a{b:url(data:text/css,%40import%20%22https://cdn.example/%22)}',
];

export function fuzz(data: Uint8Array): void {
  const { text, cuts } = read(data);
  const whole = rewriteCss(text, documentContext);
  same('in pieces', inPieces(cssRewriter(documentContext), text, cuts), whole);
  same(
    'unmapped',
    mapCssUrls(text, (url) => url),
    text,
  );
  same('read to the end', mapCssPart(text, 0, true, (url) => url).read, text.length);
}
