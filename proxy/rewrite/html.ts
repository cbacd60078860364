// A live page's HTML as a stream: tokens are found, attribute values and scripts spliced, every other byte passed on.
import { closingOf } from './boot-place.ts';
import type { RewriteContext } from './context.ts';
import type { TextRewriter } from './css.ts';
import { bootAtText, bootBeforeTag, edit, htmlPass, insertBoot, type HtmlPass } from './html-pass.ts';
import { commentEnd, isLetter, plainEndTag, rawTextEnd, scanTag } from './html-token.ts';
import { asText, type Spelling } from './spelling.ts';
import { passStartTag } from './start-tag.ts';

const BANG = 33;
const SLASH = 47;
const LESS = 60;
const QUESTION = 63;

/** Behind a comment, doctype, CDATA section or bogus comment that begins at `at`, or null if the text ends in it. */
function declarationEnd(text: string, at: number, inForeign: boolean): number | null {
  const bracket = text.indexOf('>', at);
  // Without it "<!" may still become "<!--" or "<![CDATA[".
  if (bracket < 0) return null;
  const end = text.startsWith('<!--', at)
    ? commentEnd(text, at)
    : inForeign && text.startsWith('<![CDATA[', at)
      ? text.indexOf(']]>', at) + 3
      : bracket + 1;
  return end <= at ? null : end;
}

/** The token that begins at `at` with "<": gives where the next one begins, or null if it is cut short. */
function passToken(pass: HtmlPass, at: number, final: boolean): number | null {
  const { text, tag } = pass;
  // Never asked for a letter behind the end: an engine that has seen that once is slow ever after.
  if (at + 1 >= text.length) return null;
  const second = text.charCodeAt(at + 1);
  const closing = second === SLASH;
  if (closing && at + 2 >= text.length) return null;
  if (isLetter(closing ? text.charCodeAt(at + 2) : second)) {
    tag.closing = closing;
    if (closing && pass.boot === null && pass.foreign.none()) {
      const end = plainEndTag(text, at);
      if (end >= 0) return end;
    }
    if (!scanTag(text, at, tag)) return null;
    if (!closing) return passStartTag(pass, at, rewriteHtml, final);
    bootBeforeTag(pass, tag, at);
    if (!pass.foreign.none()) pass.foreign.close(tag.element.name);
    return tag.end;
  }
  if (second === BANG || second === QUESTION || closing)
    return declarationEnd(text, at, pass.foreign.inside());
  insertBoot(pass, at);
  return at + 1;
}

function editText(pass: HtmlPass, from: number, to: number, rewrite: (text: string) => string): void {
  const written = pass.spelling.read(pass.text.slice(from, to));
  const changed = rewrite(written);
  if (changed !== written) edit(pass, from, to, pass.spelling.write(changed));
}

/** Inside a raw text element: gives where to go on, or null if its text is still cut short. */
function passRawText(pass: HtmlPass, at: number, final: boolean): number | null {
  const { text } = pass;
  const { name, rewrite } = pass.raw ?? { name: '', rewrite: null };
  const end = rawTextEnd(text, at, name);
  if (end >= 0) {
    pass.raw = null;
    if (rewrite !== null) editText(pass, at, end, rewrite);
    return end;
  }
  if (final) {
    // A script without its end tag is never run.
    if (name === 'style' && rewrite !== null) editText(pass, at, text.length, rewrite);
    return text.length;
  }
  // A script's states need the whole text, and so does whatever is rewritten.
  if (rewrite !== null || name === 'script') return null;
  const safe = text.length - name.length - 2;
  return safe > at ? safe : null;
}

function passNext(pass: HtmlPass, at: number, final: boolean): number | null {
  const { text } = pass;
  if (pass.plain) return text.length;
  if (pass.raw !== null) return passRawText(pass, at, final);
  if (text.charCodeAt(at) === LESS) return passToken(pass, at, final);
  const tag = text.indexOf('<', at);
  const next = tag < 0 ? text.length : tag;
  bootAtText(pass, at, next);
  return next;
}

/** The page ends within the token at `at`, or behind a page that had no place for the boot tag. */
function passEnd(pass: HtmlPass, at: number): void {
  const { text } = pass;
  // What is no comment is text or an unfinished tag, which is dropped: the boot tag may stand before it.
  if (pass.boot !== null && /^<(?:[!?]|\/[^a-z])/i.test(text.slice(at))) {
    edit(pass, text.length, text.length, closingOf(text.slice(at)));
    insertBoot(pass, text.length);
  } else insertBoot(pass, at);
  edit(pass, text.length, text.length, '');
}

function run(pass: HtmlPass, text: string, final: boolean): string {
  Object.assign(pass, { text, done: 0, out: '' });
  let at = 0;
  while (at < text.length) {
    const next = passNext(pass, at, final);
    if (next === null) break;
    pass.started = true;
    at = next;
  }
  if (final) passEnd(pass, at);
  else {
    edit(pass, at, at, '');
    pass.waiting.keep(text.slice(at));
  }
  pass.text = '';
  return pass.out;
}

/** Rewrites a page as it comes in; a chunk may end anywhere. */
export function htmlRewriter(context: RewriteContext, spelling: Spelling = asText): TextRewriter {
  return passing(htmlPass(context, spelling));
}

export function passing(pass: HtmlPass): TextRewriter {
  return {
    write: (chunk) => {
      const text = pass.waiting.add(chunk);
      return text === null ? '' : run(pass, text, false);
    },
    end: () => run(pass, pass.waiting.take(), true),
  };
}

/** Rewrites a whole document or fragment. */
export function rewriteHtml(text: string, context: RewriteContext): string {
  const rewriter = htmlRewriter(context);
  return rewriter.write(text) + rewriter.end();
}
