// How far the rewriting of one HTML document has come.
import { backlog, type Backlog } from './backlog.ts';
import { bootPlace } from './boot-place.ts';
import { bootTag } from './boot-tag.ts';
import type { RewriteContext } from './context.ts';
import { foreignContent, type ForeignContent } from './foreign.ts';

/** A raw text element that is open. */
export interface RawElement {
  readonly name: string;
  /** Makes the element's text into what the page gets; null: passed on as it comes. */
  readonly rewrite: ((text: string) => string) | null;
}

export interface HtmlPass {
  readonly context: RewriteContext;
  readonly waiting: Backlog;
  readonly foreign: ForeignContent;
  /** Null once it is in the page, or if the page gets none. */
  boot: string | null;
  /** The real URL that relative ones start from here. */
  base: string;
  /** Only the first base element with a href counts. */
  baseKnown: boolean;
  raw: RawElement | null;
  /** Behind `<plaintext>`, which nothing ends. */
  plain: boolean;
  started: boolean;
  out: string;
}

export function htmlPass(context: RewriteContext): HtmlPass {
  return {
    context,
    waiting: backlog(),
    foreign: foreignContent(),
    boot: context.boot === null ? null : bootTag(context.boot, context.injectUrl),
    base: context.url,
    baseKnown: false,
    raw: null,
    plain: false,
    started: false,
    out: '',
  };
}

export function insertBoot(pass: HtmlPass): void {
  if (pass.boot !== null) pass.out += pass.boot;
  pass.boot = null;
}

/** Tells of a tag that comes next (`before`), or has just been passed on (`after`). */
export function bootAtTag(pass: HtmlPass, when: 'before' | 'after', name: string, closing: boolean): void {
  if (pass.boot !== null && bootPlace(name, closing) === when) insertBoot(pass);
}

/** What the parser passes over before the head element: white space, and a byte order mark at the very start. */
const BLANK = /^[\t\n\f\r ]*/;
const BLANK_AT_START = /^\ufeff?[\t\n\f\r ]*/;

/** Passes on text between tags. */
export function passText(pass: HtmlPass, text: string): void {
  if (pass.boot === null) {
    pass.out += text;
    return;
  }
  const blank = (pass.started ? BLANK : BLANK_AT_START).exec(text)?.[0].length ?? 0;
  pass.out += text.slice(0, blank);
  if (blank < text.length) insertBoot(pass);
  pass.out += text.slice(blank);
}
