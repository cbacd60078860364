// What a browser makes of a page, to compare it before and after it was rewritten.
import { parse, serialize } from 'parse5';
import { bootTag } from '../../../proxy/rewrite/boot-tag.ts';
import { boot, injectUrl } from './page.ts';

export const tag = bootTag(boot, injectUrl);

/** What the browser makes of it: scripts run there. */
export const tree = (html: string): string => serialize(parse(html, { scriptingEnabled: true }));
export const mode = (html: string): unknown => parse(html).mode;
/** What the rewriting is allowed to change, taken back. */
const undo = (html: string): string =>
  html
    .replaceAll(serialize(parse(tag)).replace(/^<html><head>|<\/head>.*$/g, ''), '')
    .replace(
      /(?:http:)?\/\/abcdefgh-([sh])-([a-z-]+)\.lockstep\.localhost:8080/g,
      (_all, scheme: string, host: string) =>
        `${scheme === 's' ? 'https' : 'http'}://${host.replaceAll('-', '.')}`,
    )
    .replaceAll('$ls.', '');
/** The same, where a scheme or a slash may be missing. */
export const loose = (html: string): string =>
  undo(html)
    .replaceAll('https://', '//')
    .replace(/(\/\/cdn\.example)\/?/g, '$1');
