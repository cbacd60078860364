// A live page in XML (XHTML, SVG) as a stream. Its tokens are those of foreign content in HTML: no element holds raw text.
import { bootTag } from './boot-tag.ts';
import type { RewriteContext } from './context.ts';
import type { TextRewriter } from './css.ts';
import { htmlPass } from './html-pass.ts';
import { passing } from './html.ts';
import { asText, type Spelling } from './spelling.ts';

/** Where scripts can run. Other XML is shown by the browser's own viewer, which an element of ours would put out. */
const RUNS_SCRIPTS = /http:\/\/www\.w3\.org\/(?:1999\/xhtml|2000\/svg)/;

/** Rewrites an XML page as it comes in; the boot tag stands first in the root element. */
export function xmlRewriter(context: RewriteContext, spelling: Spelling = asText): TextRewriter {
  const { boot, injectUrl } = context;
  return passing({
    ...htmlPass(context, spelling),
    boot: null,
    foreign: { none: () => false, inside: () => true, open: () => true, close: () => undefined },
    root: (start) =>
      boot !== null && RUNS_SCRIPTS.test(start) ? spelling.write(bootTag(boot, injectUrl, 'xml')) : '',
  });
}
