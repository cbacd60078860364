// Style sheets: protocol/css-urls.ts over a stream.
import { mapCssPart, mapCssUrls } from '../../protocol/css-urls.ts';
import type { RewriteContext } from './context.ts';
import { backlog } from './backlog.ts';
import { asText, type Spelling } from './spelling.ts';

/** A rewriter over a stream of text, which may be cut anywhere. */
export interface TextRewriter {
  readonly write: (chunk: string) => string;
  readonly end: () => string;
}

/** Rewrites a whole style sheet or declaration list. `base`: the real URL its relative URLs start from. */
export const rewriteCss = (text: string, context: RewriteContext, base: string = context.url): string =>
  mapCssUrls(text, (url) => context.book.rewrite(url, base));

export function cssRewriter(context: RewriteContext, spelling: Spelling = asText): TextRewriter {
  const map = (url: string): string => context.book.rewrite(url, context.url);
  const waiting = backlog();
  // The letter before what waits tells "url(" from the end of a longer name.
  let before = '';
  return {
    write: (chunk) => {
      const text = waiting.add(chunk);
      if (text === null) return '';
      const mapped = mapCssPart(before + text, before.length, false, map, spelling);
      const all = before + text;
      waiting.keep(all.slice(mapped.read));
      before = all.slice(Math.max(0, mapped.read - 1), mapped.read);
      return mapped.text;
    },
    end: () => mapCssPart(before + waiting.take(), before.length, true, map, spelling).text,
  };
}
