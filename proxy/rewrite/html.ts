// A live page's HTML as a stream: tokens are found, attribute values and scripts spliced, every other byte passed on.
import { closingOf } from './boot-place.ts';
import type { RewriteContext } from './context.ts';
import type { TextRewriter } from './css.ts';
import { bootAtTag, htmlPass, insertBoot, passText, type HtmlPass } from './html-pass.ts';
import { commentEnd, isLetter, rawTextEnd, scanTag } from './html-token.ts';
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
function passToken(pass: HtmlPass, text: string, at: number, final: boolean): number | null {
  const second = text.charCodeAt(at + 1);
  const closing = second === SLASH;
  if (isLetter(closing ? text.charCodeAt(at + 2) : second)) {
    const tag = scanTag(text, at);
    if (tag === null) return null;
    if (!closing) return passStartTag(pass, text, at, tag, rewriteHtml, final);
    bootAtTag(pass, 'before', tag.name, true);
    pass.foreign.close(tag.name);
    pass.out += text.slice(at, tag.end);
    return tag.end;
  }
  if (at + 1 >= text.length) return null;
  if (second !== BANG && second !== QUESTION && !closing) {
    passText(pass, '<');
    return at + 1;
  }
  const end = declarationEnd(text, at, pass.foreign.inside());
  if (end !== null) pass.out += text.slice(at, end);
  return end;
}

/** Inside a raw text element: gives where to go on, or null if its text is still cut short. */
function passRawText(pass: HtmlPass, text: string, at: number, final: boolean): number | null {
  const { name, rewrite } = pass.raw ?? { name: '', rewrite: null };
  const end = rawTextEnd(text, at, name);
  if (end >= 0) {
    pass.raw = null;
    const content = text.slice(at, end);
    pass.out += rewrite === null ? content : rewrite(content);
    return end;
  }
  if (final) {
    // A script without its end tag is never run.
    const content = text.slice(at);
    pass.out += name === 'style' && rewrite !== null ? rewrite(content) : content;
    return text.length;
  }
  // A script's states need the whole text, and so does whatever is rewritten.
  if (rewrite !== null || name === 'script') return null;
  const safe = text.length - name.length - 2;
  if (safe <= at) return null;
  pass.out += text.slice(at, safe);
  return safe;
}

function passNext(pass: HtmlPass, text: string, at: number, final: boolean): number | null {
  if (pass.plain) {
    pass.out += text.slice(at);
    return text.length;
  }
  if (pass.raw !== null) return passRawText(pass, text, at, final);
  if (text.charCodeAt(at) === LESS) return passToken(pass, text, at, final);
  const tag = text.indexOf('<', at);
  const next = tag < 0 ? text.length : tag;
  passText(pass, text.slice(at, next));
  return next;
}

/** The page ends within `rest`, or behind a page that had no place for the boot tag. */
function passEnd(pass: HtmlPass, rest: string): void {
  // What is no comment is text or an unfinished tag, which is dropped: the boot tag may stand before it.
  if (pass.boot !== null && /^<(?:[!?]|\/[^a-z])/i.test(rest)) {
    pass.out += rest + closingOf(rest);
    insertBoot(pass);
    return;
  }
  insertBoot(pass);
  pass.out += rest;
}

function run(pass: HtmlPass, text: string, final: boolean): string {
  pass.out = '';
  let at = 0;
  while (at < text.length) {
    const next = passNext(pass, text, at, final);
    if (next === null) break;
    pass.started = true;
    at = next;
  }
  if (final) passEnd(pass, text.slice(at));
  else pass.waiting.keep(text.slice(at));
  return pass.out;
}

/** Rewrites a page as it comes in; a chunk may end anywhere. */
export function htmlRewriter(context: RewriteContext): TextRewriter {
  const pass = htmlPass(context);
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
