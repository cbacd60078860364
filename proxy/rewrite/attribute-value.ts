// What becomes of an attribute's value: shared by the live page's rewriter and the mirrors' inert copy.
import { mapCssUrls, mapDataSheet } from '../../protocol/css-urls.ts';
import { mapSrcset } from '../../protocol/srcset.ts';
import type { UrlKind } from '../../protocol/url-attributes.ts';
import type { RewriteContext } from './context.ts';

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

/** Whether a raw value could change: spares decoding and resolving all that is plainly relative. */
export function mayHoldUrl(kind: UrlKind, raw: string): boolean {
  switch (kind) {
    case 'url':
      return /^[\0- ]*(?:[hwj&]|data:text\/css|[\\/][\t\n\r]*[\\/&])/i.test(raw);
    case 'css':
      return /[(&\\]/.test(raw);
    case 'urls':
    case 'srcset':
    case 'html':
      return true;
  }
}
