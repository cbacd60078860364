// One start tag of a live page: which of its attributes change, and into what.
import { plainOriginEnd } from '../../protocol/address.ts';
import { mapRefresh } from '../../protocol/refresh.ts';
import { decodeAttribute, encodeAttribute } from './attribute-text.ts';
import { mapAttribute, mayHoldCssUrl, mayHoldUrl } from './attribute-value.ts';
import { kindOn } from './html-name.ts';
import { edit, type HtmlPass } from './html-pass.ts';
import type { Attribute } from './html-token.ts';
import { ownPolicy } from './inline-policy.ts';
import { isJavascriptUrl } from '../../protocol/javascript-url.ts';
import { rewriteJavascriptUrl } from './javascript-url.ts';
import { rewriteScript } from './script.ts';

const SLASH = 47;

/** The attributes of one tag, by name; the first of a name counts. */
export type ReadAttribute = (name: string) => string | undefined;
/** Rewrites a document given as text (srcdoc). */
export type RewriteText = (text: string) => string;

const valueOf = ({ text, spelling }: HtmlPass, { valueStart, valueEnd, quote }: Attribute): string =>
  decodeAttribute(spelling.read(text.slice(valueStart, valueEnd)), quote);

/** Of the tag that was scanned last. */
export function attributeReader(pass: HtmlPass): ReadAttribute {
  return (wanted) => {
    const { attributes, count } = pass.tag;
    for (let n = 0; n < count; n++) {
      const it = attributes[n];
      if (it?.name.name === wanted) return valueOf(pass, it);
    }
    return undefined;
  };
}

/** Attributes that would keep a frame from loading: it comes with our policy and needs its participant's cookie. */
const FRAME_DROPPED = new Set(['csp', 'credentialless']);
/** Elements whose integrity would speak of the bytes before rewriting. */
const HASHED = new Set(['script', 'link']);

const isPolicy = (name: string): boolean => name.trim().toLowerCase() === 'content-security-policy';

function metaContent(pass: HtmlPass, value: string): string {
  const about = attributeReader(pass)('http-equiv');
  if (about === undefined) return value;
  if (isPolicy(about)) return ownPolicy(pass, value);
  if (about.trim().toLowerCase() !== 'refresh') return value;
  return mapRefresh(value, (url) => pass.context.book.rewrite(url, pass.base));
}

/** Only the origin is another: the rest of the address keeps its spelling. False where that is not all there is to it. */
function swapOrigin(pass: HtmlPass, { valueStart, valueEnd }: Attribute): boolean {
  const { text, swapped } = pass;
  const known = valueStart + swapped.plain.length;
  if (known < valueEnd && text.charCodeAt(known) === SLASH && text.startsWith(swapped.plain, valueStart)) {
    edit(pass, valueStart, known, swapped.proxied);
    return true;
  }
  const end = plainOriginEnd(text, valueStart, valueEnd);
  if (end < 0) return false;
  const plain = text.slice(valueStart, end);
  const proxied = pass.context.book.swap(plain);
  if (proxied === null) return false;
  pass.swapped = { plain, proxied };
  edit(pass, valueStart, end, proxied);
  return true;
}

/** The new value of an attribute, or null if the attribute goes; undefined: it stays, byte for byte, or was changed in its place. */
function newValue(pass: HtmlPass, it: Attribute, document: RewriteText): string | null | undefined {
  const { name } = it.name;
  const element = pass.tag.element.name;
  const kind = kindOn(it.name, element);
  if (kind === 'url') {
    if (!mayHoldUrl(pass.text, it.valueStart, it.valueEnd) || swapOrigin(pass, it)) return undefined;
    const text = valueOf(pass, it);
    if (isJavascriptUrl(text)) return rewriteJavascriptUrl(text);
    return mapAttribute(kind, text, pass.context, pass.base);
  }
  if (kind === 'html') return document(valueOf(pass, it));
  if (kind === 'css' && !mayHoldCssUrl(pass.text, it.valueStart, it.valueEnd)) return undefined;
  if (kind !== undefined) return mapAttribute(kind, valueOf(pass, it), pass.context, pass.base);
  if (name.length > 2 && name.startsWith('on')) return rewriteScript(valueOf(pass, it), 'handler');
  if (name === 'integrity') return HASHED.has(element) ? null : undefined;
  if (FRAME_DROPPED.has(name)) return element === 'iframe' ? null : undefined;
  return name === 'content' && element === 'meta' ? metaContent(pass, valueOf(pass, it)) : undefined;
}

/** Edits what has to change in the start tag that was scanned last. */
export function rewriteTag(pass: HtmlPass, document: RewriteText): void {
  const { attributes, count } = pass.tag;
  for (let n = 0; n < count; n++) {
    const it = attributes[n];
    if (it?.name.isChanging !== true) continue;
    const value = newValue(pass, it, document);
    if (value === undefined) continue;
    if (value === null) edit(pass, it.nameStart, it.end, '');
    else if (value !== valueOf(pass, it))
      edit(pass, it.valueStart, it.valueEnd, pass.spelling.write(encodeAttribute(value, it.quote)));
  }
}
