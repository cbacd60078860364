// Names of elements and attributes. The same few stand in every page: what each of them means is looked up once.
import { urlAttributes, type UrlKind } from '../../protocol/url-attributes.ts';

/** A power of two; what is met anew takes the place of what stood there. */
const PLACES = 2_048;
/** Longer ones are rare, and would be kept for nothing. */
const MAX_KEPT = 32;
/** As many letters, five bits each, are told apart by a number. */
const MAX_KEYED = 6;

export interface HtmlName {
  /** As it was written. */
  readonly spelled: string;
  /** In lower case. */
  readonly name: string;
  /** As an element: its content is text to the tokenizer; noscript's is where scripts run, and they run in a live page. */
  readonly isRawText: boolean;
  /** As an element: it says something of all that follows. */
  readonly isSpecial: boolean;
  /** As an attribute: its value may have to change. */
  readonly isChanging: boolean;
  /** As an attribute: the elements on which it holds URLs, `*` for all. */
  readonly kinds: ReadonlyMap<string, UrlKind>;
}

const RAW_TEXT = new Set([
  'script',
  'style',
  'textarea',
  'title',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
]);
const SPECIAL = new Set([...RAW_TEXT, 'svg', 'math', 'base', 'plaintext']);
/** What changes for another reason than the URL in it (tag.ts). */
const OTHER = new Set(['integrity', 'content', 'csp', 'credentialless']);

const kindsOf = (name: string): ReadonlyMap<string, UrlKind> =>
  // An attribute may be named "constructor".
  new Map(
    (Object.hasOwn(urlAttributes, name) ? (urlAttributes[name] ?? []) : []).flatMap(({ on, kind }) =>
      on.map((element) => [element, kind] as const),
    ),
  );

function read(spelled: string): HtmlName {
  // Out of a key: engines keep one copy of those, and compare it by its place.
  const name = Object.keys({ [spelled.replace(/[A-Z]+/g, (it) => it.toLowerCase())]: 0 })[0] ?? '';
  const kinds = kindsOf(name);
  return {
    spelled,
    name,
    isRawText: RAW_TEXT.has(name),
    isSpecial: SPECIAL.has(name),
    isChanging: kinds.size > 0 || OTHER.has(name) || name.startsWith('on'),
    kinds,
  };
}

export const noName = read('');
const known: HtmlName[] = Array.from({ length: PLACES }, () => noName);
const keyed: HtmlName[] = Array.from({ length: PLACES }, () => noName);
const keys = new Int32Array(PLACES);

function isThere(text: string, from: number, spelled: string): boolean {
  for (let at = 0; at < spelled.length; at++)
    if (text.charCodeAt(from + at) !== spelled.charCodeAt(at)) return false;
  return true;
}

/** A short name of letters alone, in either case, and the number that its letters make. */
function byKey(text: string, from: number, to: number, key: number): HtmlName {
  const place = (key ^ (key >>> 11) ^ (key >>> 22)) & (PLACES - 1);
  if (keys[place] === key) return keyed[place] ?? noName;
  const it = read(text.slice(from, to));
  keys[place] = key;
  keyed[place] = it;
  return it;
}

/**
 * The name between two places of a text. `hash`: of its letters, five bits of each shifted in one after the other.
 * `isPlain`: they are of the alphabet.
 */
export function nameAt(text: string, from: number, to: number, hash: number, isPlain: boolean): HtmlName {
  if (isPlain && to - from <= MAX_KEYED && to > from) return byKey(text, from, to, hash);
  const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
  const found = known[place] ?? noName;
  if (found.spelled.length === to - from && isThere(text, from, found.spelled)) return found;
  const it = read(text.slice(from, to));
  if (to - from <= MAX_KEPT) known[place] = it;
  return it;
}

/** The kind of an attribute's value on an element; undefined where it holds no URL. */
export const kindOn = ({ kinds }: HtmlName, element: string): UrlKind | undefined =>
  kinds.get(element) ?? kinds.get('*');
