// A start tag in its document: what it changes for all that follows.
import { decodeAttribute } from './attribute-text.ts';
import { nestedContext } from './context.ts';
import { rewriteCss } from './css.ts';
import { bootAfterTag, bootBeforeTag, edit, type HtmlPass, type RawElement } from './html-pass.ts';
import type { Tag } from './html-token.ts';
import { nonceFor } from './inline-policy.ts';
import { rewriteScriptText, scriptType } from './script-element.ts';
import { attributeReader, rewriteTag, type ReadAttribute } from './tag.ts';

/** What the text of this script or style element becomes; null: it stays. */
function textRewriter(pass: HtmlPass, element: string, read: ReadAttribute): RawElement['rewrite'] {
  const { context, base } = pass;
  if (element === 'style') return (text) => rewriteCss(text, context, base);
  if (element !== 'script') return null;
  const type = scriptType(read('type'), read('language'));
  if (type === 'data' || read('src') !== undefined) return null;
  return (text) => rewriteScriptText(text, type, context, base);
}

function readBase(pass: HtmlPass, read: ReadAttribute): void {
  const href = read('href');
  if (href === undefined || pass.baseKnown) return;
  pass.baseKnown = true;
  // It starts from the document's own address, not from an earlier base.
  const { book, url } = pass.context;
  const real = book.real(href);
  if (URL.canParse(real, url)) pass.base = new URL(real, url).href;
}

/**
 * SVG's own script and style hold ordinary markup: plain text in them is rewritten, anything odd is left as it is.
 * Gives where to go on, or null if the element is cut short.
 */
function foreignText(pass: HtmlPass, tag: Tag, final: boolean): number | null {
  const { text, spelling } = pass;
  const { name } = tag.element;
  const close = new RegExp(`</${name}[\\t\\n\\f\\r />]`, 'gi');
  close.lastIndex = tag.end;
  const end = close.exec(text)?.index ?? (final ? text.length : -1);
  if (end < 0) return null;
  const rewrite = textRewriter(pass, name, attributeReader(pass));
  if (rewrite === null) return tag.end;
  const content = text.slice(tag.end, end);
  const section = /^(\s*<!\[CDATA\[)([^]*?)(\]\]>\s*)$/.exec(content);
  if (section !== null) {
    const from = tag.end + (section[1]?.length ?? 0);
    const inside = section[2] ?? '';
    edit(pass, from, from + inside.length, spelling.write(rewrite(spelling.read(inside))));
    return end;
  }
  if (content.includes('<')) return tag.end;
  const decoded = decodeAttribute(spelling.read(content).replace(/"/g, '&quot;'), '"');
  const changed = rewrite(decoded);
  if (changed !== decoded)
    edit(pass, tag.end, end, spelling.write(changed.replace(/&/g, '&amp;').replace(/</g, '&lt;')));
  return end;
}

export type RewriteDocument = (text: string, context: HtmlPass['context']) => string;

/** Goes over the start tag at `at`; gives where to go on, or null if what belongs to it is cut short. */
export function passStartTag(
  pass: HtmlPass,
  at: number,
  rewriteDocument: RewriteDocument,
  final: boolean,
): number | null {
  const { text, tag, out, done, boot, root, context, base } = pass;
  const { element, end } = tag;
  const { name } = element;
  const nonce = nonceFor(pass, () => textRewriter(pass, name, attributeReader(pass)), final);
  if (nonce === null) return null;
  bootBeforeTag(pass, tag, at);
  if (nonce !== '') edit(pass, at + 1 + name.length, at + 1 + name.length, ` nonce="${nonce}"`);
  if (tag.isChanging) rewriteTag(pass, (inner) => rewriteDocument(inner, nestedContext(context, base)));
  bootAfterTag(pass, tag);
  if (root !== null) {
    pass.root = null;
    if (!tag.selfClosing) edit(pass, end, end, root(text.slice(at, end)));
  }
  // What most tags of most pages are.
  if (!element.isSpecial && pass.foreign.none()) return end;
  const read = attributeReader(pass);
  const isForeign = pass.foreign.open(name, tag.selfClosing, read);
  if (!isForeign) {
    if (name === 'base') readBase(pass, read);
    else if (name === 'plaintext') pass.plain = true;
    else if (element.isRawText) pass.raw = { name, rewrite: textRewriter(pass, name, read) };
    return end;
  }
  if (tag.selfClosing || (name !== 'script' && name !== 'style')) return end;
  const next = foreignText(pass, tag, final);
  if (next === null) {
    // Seen again when more has come: as if it had not been.
    pass.foreign.close(name);
    Object.assign(pass, { out, done, boot, root });
  }
  return next;
}
