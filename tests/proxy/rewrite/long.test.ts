// What is very long costs in proportion, wherever it comes from. No clock is read here: with the square of its length the
// time of a test is long over.
import { readCookie } from '../../../proxy/http/cookie-rules.ts';
import { mapRefresh } from '../../../protocol/refresh.ts';
import { mapSrcset } from '../../../protocol/srcset.ts';
import { parseCookies } from '../../../proxy/rewrite/cookies.ts';
import { rewriteCss } from '../../../proxy/rewrite/css.ts';
import { responseHeaders } from '../../../proxy/rewrite/headers.ts';
import { rewriteHtml } from '../../../proxy/rewrite/html.ts';
import { book, documentContext, fragmentContext, pageUrl } from './page.ts';

const LONG = 100_000;
const units = [' ', '\t', ',', ';', '<', '(', 'a(', '"', '\\', '<!--', 'url(', '/*', '<a ', '&', 'rel='];
const fill = (start: string, unit: string): string => start + unit.repeat(LONG / unit.length) + 'x';

describe.each(units.map((unit) => [JSON.stringify(unit), unit]))('%s over and over', (_name, unit) => {
  test.each(['', '<a>; rel=', '5; url=', 'a=('])('in a header that begins with %j', (start) => {
    const value = fill(start, unit);
    const context = { book, url: pageUrl, bodyChanges: true, isPage: true };
    for (const rule of new Set(Object.values(responseHeaders))) rule(value, context);
  });

  test('in cookies and attributes', () => {
    const value = fill('', unit);
    parseCookies(value);
    readCookie(value, pageUrl);
    mapSrcset(value, (url) => url);
    mapRefresh(value, (url) => url);
    expect(book.rewrite(value, pageUrl)).toContain('x');
  });

  test.each(['', 'url(', '@import ', 'image-set(', '"'])('in a style sheet that begins with %j', (start) => {
    expect(rewriteCss(fill(start, unit), fragmentContext)).toContain(start);
  });

  test.each(['', '<a href="', '<p style="a:', '<style>', '<script>', '<!--'])(
    'in a page that begins with %j',
    (start) => {
      expect(rewriteHtml(fill(start, unit), documentContext)).toContain('data-lockstep');
    },
  );
});
