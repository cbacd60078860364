// The doctype as it is written in a page; it alone decides about quirks mode.
import { commentEnd } from './html-token.ts';

/** The page's doctype, byte for byte, or '' if it has none that counts: only blanks and comments may stand before it. */
export function doctypeOf(html: string): string {
  let at = html.startsWith('\ufeff') ? 1 : 0;
  for (;;) {
    at += /^[\t\n\f\r ]*/.exec(html.slice(at, at + 4096))?.[0].length ?? 0;
    if (/^<!doctype/i.test(html.slice(at, at + 9))) {
      const end = html.indexOf('>', at);
      return end < 0 ? '' : html.slice(at, end + 1);
    }
    const blank = /[\t\n\f\r ]/.test(html.charAt(at));
    if (html.startsWith('<!--', at)) at = commentEnd(html, at);
    else if (/^<[!?]/.test(html.slice(at, at + 2))) at = html.indexOf('>', at) + 1 || -1;
    else if (!blank) return '';
    if (at < 0) return '';
  }
}
