// One start tag of a live page: which of its attributes change, and into what.
import { mapRefresh } from '../../protocol/refresh.ts';
import { urlAttributes, urlKind } from '../../protocol/url-attributes.ts';
import { decodeAttribute, encodeAttribute } from './attribute-text.ts';
import { mapAttribute, mayHoldUrl } from './attribute-value.ts';
import type { RewriteContext } from './context.ts';
import type { Attribute, Tag } from './html-token.ts';
import { isJavascriptUrl, rewriteJavascriptUrl } from './javascript-url.ts';
import { lowerCase } from './lower-case.ts';
import { rewriteScript } from './script.ts';

/** The attributes of one tag, by name; the first of a name counts. */
export type ReadAttribute = (name: string) => string | undefined;

export interface TagScope {
  readonly context: RewriteContext;
  /** The real base URL that counts at this tag. */
  readonly base: string;
  /** Rewrites a document given as text (srcdoc). */
  readonly document: (text: string) => string;
  /** Puts a text in the place of a part of the page. */
  readonly edit: (from: number, to: number, replacement: string) => void;
}

export function attributeReader(text: string, tag: Tag): ReadAttribute {
  return (wanted) => {
    for (const { nameStart, nameEnd, valueStart, valueEnd, quote } of tag.attributes) {
      if (nameEnd - nameStart === wanted.length && lowerCase(text.slice(nameStart, nameEnd)) === wanted) {
        return decodeAttribute(text.slice(valueStart, valueEnd), quote);
      }
    }
    return undefined;
  };
}

/** Attributes that would keep a frame from loading: it comes with our policy and needs its participant's cookie. */
const FRAME_DROPPED = new Set(['csp', 'credentialless']);
/** Elements whose integrity would speak of the bytes before rewriting. */
const HASHED = new Set(['script', 'link']);

/** The page's policy speaks of the site's hosts, which the browser does not see: ours stands in its place. */
const isPolicy = (name: string | undefined): boolean =>
  /^\s*content-security-policy(?:-report-only)?\s*$/i.test(name ?? '');

function metaContent(value: string, read: ReadAttribute, scope: TagScope): string {
  const about = read('http-equiv');
  if (about === undefined) return value;
  if (isPolicy(about)) return '';
  if (about.trim().toLowerCase() !== 'refresh') return value;
  return mapRefresh(value, (url) => scope.context.book.rewrite(url, scope.base));
}

/** The new value of an attribute, or null if the attribute goes; undefined: it stays, byte for byte. */
function newValue(
  tag: Tag,
  name: string,
  raw: string,
  quote: Attribute['quote'],
  read: ReadAttribute,
  scope: TagScope,
): string | null | undefined {
  const value = (): string => decodeAttribute(raw, quote);
  if (name.length > 2 && name.startsWith('on')) return rewriteScript(value(), 'handler');
  if (name === 'integrity' && HASHED.has(tag.name)) return null;
  if (tag.name === 'iframe' && FRAME_DROPPED.has(name)) return null;
  if (tag.name === 'meta') return name === 'content' ? metaContent(value(), read, scope) : undefined;
  const kind = urlKind(tag.name, name);
  if (kind === undefined || !mayHoldUrl(kind, raw)) return undefined;
  if (kind === 'html') return scope.document(value());
  const text = value();
  if (kind === 'url' && isJavascriptUrl(text)) return rewriteJavascriptUrl(text);
  return mapAttribute(kind, text, scope.context, scope.base);
}

/** Spares all other attributes a closer look. */
const CHANGING = new Set(['integrity', 'content', ...FRAME_DROPPED, ...Object.keys(urlAttributes)]);
const mayChange = (name: string): boolean => CHANGING.has(name) || name.startsWith('on');

/** Edits what has to change in a start tag. */
export function rewriteTag(text: string, tag: Tag, scope: TagScope): void {
  const read = attributeReader(text, tag);
  for (const { nameStart, nameEnd, valueStart, valueEnd, quote, end } of tag.attributes) {
    const name = lowerCase(text.slice(nameStart, nameEnd));
    if (!mayChange(name)) continue;
    const raw = text.slice(valueStart, valueEnd);
    const value = newValue(tag, name, raw, quote, read, scope);
    if (value === undefined) continue;
    if (value === null) scope.edit(nameStart, end, '');
    else if (value !== decodeAttribute(raw, quote))
      scope.edit(valueStart, valueEnd, encodeAttribute(value, quote));
  }
}
