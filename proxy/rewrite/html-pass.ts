// How far the rewriting of one HTML document has come.
import { backlog, type Backlog } from './backlog.ts';
import { parsePolicy } from '../../protocol/content-policy.ts';
import { bootPlace } from './boot-place.ts';
import { bootTag } from './boot-tag.ts';
import type { RewriteContext } from './context.ts';
import { foreignContent, type ForeignContent } from './foreign.ts';
import { newTag, type Tag } from './html-token.ts';
import type { Spelling } from './spelling.ts';

/** A raw text element that is open. */
export interface RawElement {
  readonly name: string;
  /** Makes the element's text into what the page gets; null: passed on as it comes. */
  readonly rewrite: ((text: string) => string) | null;
}

export interface HtmlPass {
  readonly context: RewriteContext;
  readonly spelling: Spelling;
  readonly waiting: Backlog;
  /** The one that was scanned last. */
  readonly tag: Tag;
  readonly foreign: ForeignContent;
  /** XML: gives what goes behind the root's start tag. Null in HTML, and once it has been asked. */
  root: ((start: string) => string) | null;
  /** Null once it is in the page, or if the page gets none. */
  boot: string | null;
  /** The real URL that relative ones start from here. */
  base: string;
  /** Only the first base element with a href counts. */
  baseKnown: boolean;
  /** The document's own policies, as far as it has told them. */
  readonly policies: ReturnType<typeof parsePolicy>[];
  raw: RawElement | null;
  /** The origin that was mapped last: most of a page's addresses are at the same one. */
  swapped: { readonly plain: string; readonly proxied: string };
  /** Behind `<plaintext>`, which nothing ends. */
  plain: boolean;
  started: boolean;
  /** What is looked at, and how much of it is in `out` or replaced there. */
  text: string;
  done: number;
  out: string;
}

export function htmlPass(context: RewriteContext, spelling: Spelling): HtmlPass {
  return {
    context,
    spelling,
    waiting: backlog(),
    tag: newTag(),
    foreign: foreignContent(),
    root: null,
    boot: context.boot === null ? null : spelling.write(bootTag(context.boot, context.injectUrl)),
    base: context.url,
    baseKnown: false,
    policies: (context.policies ?? []).map(parsePolicy),
    raw: null,
    swapped: { plain: ' ', proxied: '' },
    plain: false,
    started: false,
    text: '',
    done: 0,
    out: '',
  };
}

/** Puts a text in the place of a part of the page; what lies before it is passed on. Edits come in order. */
export function edit(pass: HtmlPass, from: number, to: number, replacement: string): void {
  pass.out += pass.text.slice(pass.done, from) + replacement;
  pass.done = to;
}

export function insertBoot(pass: HtmlPass, at: number): void {
  if (pass.boot !== null) edit(pass, at, at, pass.boot);
  pass.boot = null;
}

/** Tells of a tag that begins at `at`. */
export function bootBeforeTag(pass: HtmlPass, { element, closing }: Tag, at: number): void {
  if (pass.boot !== null && bootPlace(element.name, closing) === 'before') insertBoot(pass, at);
}

export function bootAfterTag(pass: HtmlPass, { element, closing, end }: Tag): void {
  if (pass.boot !== null && bootPlace(element.name, closing) === 'after') insertBoot(pass, end);
}

/** What the parser passes over before the head element: white space, and a byte order mark at the very start. */
const BLANK = /^[\t\n\f\r ]*/;
const BLANK_AT_START = /^\ufeff?[\t\n\f\r ]*/;

/** Tells of text between tags. */
export function bootAtText(pass: HtmlPass, from: number, to: number): void {
  if (pass.boot === null) return;
  const text = pass.text.slice(from, to);
  const blank = (pass.started ? BLANK : BLANK_AT_START).exec(text)?.[0].length ?? 0;
  if (blank < text.length) insertBoot(pass, from + blank);
}
