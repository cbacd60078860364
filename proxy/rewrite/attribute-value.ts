// What becomes of an attribute's value: shared by the live page's rewriter and the mirrors' inert copy.
import { mapCssUrls, mapDataSheet } from '../../protocol/css-urls.ts';
import { mapSrcset } from '../../protocol/srcset.ts';
import type { UrlKind } from '../../protocol/url-attributes.ts';
import type { RewriteContext } from './context.ts';

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const AMPERSAND = 38;
const PARENTHESIS = 40;
const SLASH = 47;
const BACKSLASH = 92;
const A = 97;
const D = 100;
const H = 104;
const J = 106;
const S = 115;
const T = 116;
const W = 119;

/** Maps a value of one of the kinds that hold URLs but no code; `html` is the caller's. */
export function mapAttribute(
  kind: Exclude<UrlKind, 'html'>,
  value: string,
  context: RewriteContext,
  base: string,
): string {
  const map = (url: string): string => context.book.rewrite(url, base);
  switch (kind) {
    case 'url':
      return mapDataSheet(value, map) ?? map(value);
    case 'urls':
      return value.replace(/[^\t\n\f\r ]+/g, map);
    case 'srcset':
      return mapSrcset(value, map);
    case 'css':
      return mapCssUrls(value, map);
  }
}

/** What has to stand behind the first letter of a scheme that matters: its second one, or what may hide that. */
const goesOn = (code: number, second: number): boolean =>
  (code | 32) === second || code <= SPACE || code === AMPERSAND;

/** Whether a URL, as it is spelled between two places of a page, could change: spares reading all that is plainly relative. */
export function mayHoldUrl(text: string, from: number, to: number): boolean {
  let at = from;
  while (at < to && text.charCodeAt(at) <= SPACE) at++;
  if (at >= to) return false;
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (code === SLASH || code === BACKSLASH)
    return (
      next === SLASH ||
      next === BACKSLASH ||
      next === AMPERSAND ||
      next === TAB ||
      next === NEWLINE ||
      next === RETURN
    );
  switch (code | 32) {
    case H:
      return goesOn(next, T);
    case W:
      return goesOn(next, S);
    case J:
      return goesOn(next, A);
    case D:
      return /^data:text\/css/i.test(text.slice(at, at + 'data:text/css'.length));
    default:
      return code === AMPERSAND;
  }
}

/** The same of a declaration list. */
export function mayHoldCssUrl(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === AMPERSAND || code === PARENTHESIS || code === BACKSLASH) return true;
  }
  return false;
}
