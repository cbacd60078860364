// The URLs in a style sheet or declaration list: CSS Syntax 3 tokens, spliced; nothing else is touched.

/** What a scan has come to: the mapped text, and how much of the input it stands for. */
interface Mapped {
  readonly text: string;
  /** The input's rest begins here: a construct that is not complete yet. The whole length when `final`. */
  readonly read: number;
}

/** How text stands in what is scanned, where that is not as itself. */
interface Spelling {
  readonly read: (spelled: string) => string;
  readonly write: (text: string) => string;
}

interface Scan {
  readonly text: string;
  /** False while more input may follow: then nothing that is cut short is judged. */
  readonly final: boolean;
  readonly map: (url: string) => string;
  readonly spelling: Spelling;
  readonly edit: (from: number, to: number, replacement: string) => void;
}

const asItself: Spelling = { read: (spelled) => spelled, write: (text) => text };

/** What a scan stops at. Everything between two of these holds no URL. */
const STOP = /["'\\]|\/\*|url\(|src\(|image-set\(|@(?:import|namespace)(?![\w-])/gi;
/** The longest word of STOP, and one letter more to see that it ends there. */
const TAIL = '@namespace'.length + 1;
/** A construct that ends behind the text, of which more may follow. */
const CUT = -1;

const WEB = /^(?:https?:)?\/\//i;

/** CSS Syntax 3, "whitespace". */
const isSpace = (code: number): boolean =>
  code === 32 || code === 10 || code === 9 || code === 13 || code === 12;
const isNamePart = (letter: string | undefined): boolean =>
  letter !== undefined && /[\w\u0080-\uffff-]/.test(letter);

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:([\da-f]{1,6})(?:\r\n|[ \t\n\r\f])?|(\r\n|[\n\r\f])|([^]))/gi,
    (_whole, hex: string | undefined, newline: string | undefined, letter: string | undefined) => {
      if (newline !== undefined) return '';
      if (hex === undefined) return letter ?? '';
      const code = parseInt(hex, 16);
      const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      return String.fromCodePoint(valid ? code : 0xfffd);
    },
  );
}

const escapeString = (text: string): string =>
  text.replace(/["'\\]/g, '\\$&').replace(/[\n\r\f]/g, (letter) => `\\${letter.charCodeAt(0).toString(16)} `);
const escapeBare = (text: string): string => text.replace(/[\s"'()\\]/g, '\\$&');

/** The index of the quote that closes the string whose text begins at `from`; of the newline that breaks it off; the end. */
function stringEnd(scan: Scan, from: number, quote: string): number {
  const { text } = scan;
  const ends = quote === '"' ? /["\\\n\r\f]/g : /['\\\n\r\f]/g;
  ends.lastIndex = from;
  for (let found = ends.exec(text); found !== null; found = ends.exec(text)) {
    if (found[0] !== '\\') return found.index;
    ends.lastIndex += text.startsWith('\r\n', ends.lastIndex) ? 2 : 1;
  }
  return scan.final ? text.length : CUT;
}

/** Goes over a string, mapping its text if it is a URL; returns where it goes on. */
function string(scan: Scan, at: number, isUrl: boolean): number {
  const end = stringEnd(scan, at + 1, scan.text.charAt(at));
  if (end === CUT) return CUT;
  if (scan.text[end] !== scan.text[at]) return end;
  if (isUrl) mapSpan(scan, at + 1, end, escapeString);
  return end + 1;
}

function mapSpan(scan: Scan, from: number, to: number, escape: (text: string) => string): void {
  const { read, write } = scan.spelling;
  const url = unescape(read(scan.text.slice(from, to)));
  const mapped = mapDataSheet(url, scan.map) ?? scan.map(url);
  if (mapped !== url) scan.edit(from, to, write(escape(mapped)));
}

function afterSpace(scan: Scan, from: number): number {
  let at = from;
  for (;;) {
    while (at < scan.text.length && isSpace(scan.text.charCodeAt(at))) at++;
    if (!scan.text.startsWith('/*', at)) return at;
    const end = comment(scan, at);
    if (end === CUT) return CUT;
    at = end;
  }
}

function comment(scan: Scan, at: number): number {
  const end = scan.text.indexOf('*/', at + 2);
  if (end >= 0) return end + 2;
  return scan.final ? scan.text.length : CUT;
}

/** Behind `url(` or `src(`. */
function urlFunction(scan: Scan, from: number, bare: boolean): number {
  const { text } = scan;
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  if (at >= text.length) return scan.final ? at : CUT;
  if (text[at] === '"' || text[at] === "'") return string(scan, at, true);
  const ends = /[)\\]/g;
  ends.lastIndex = at;
  for (let found = ends.exec(text); found !== null; found = ends.exec(text)) {
    if (found[0] === '\\') {
      ends.lastIndex++;
      continue;
    }
    const written = text.slice(at, found.index).replace(/[ \t\n\r\f]+$/, '');
    // A quote, a parenthesis or white space inside makes it a bad-url-token, which no browser loads.
    if (bare && !/(?<!\\)["'(]|[^\\ \t\n\r\f][ \t\n\r\f]+[^ \t\n\r\f]/.test(written))
      mapSpan(scan, at, at + written.length, escapeBare);
    return found.index + 1;
  }
  return scan.final ? text.length : CUT;
}

/** Behind `image-set(`: its own strings are URLs, those of `type()` in it are not. */
function imageSet(scan: Scan, from: number): number {
  const { text } = scan;
  const stops = /["'\\()]|\/\*|url\(/gi;
  let depth = 1;
  stops.lastIndex = from;
  for (let found = stops.exec(text); found !== null; found = stops.exec(text)) {
    let next = found.index + found[0].length;
    if (found[0] === '"' || found[0] === "'") next = string(scan, found.index, depth === 1);
    else if (found[0] === '/*') next = comment(scan, found.index);
    else if (found[0] === '\\') next++;
    else if (found[0] === '(') depth++;
    else if (found[0] === ')') depth--;
    else {
      next = urlFunction(scan, next, true);
      // A quoted url() leaves its parenthesis to be read.
      if (next !== CUT && text[next - 1] !== ')') depth++;
    }
    if (next === CUT) return CUT;
    if (depth === 0) return next;
    stops.lastIndex = next;
  }
  return scan.final ? text.length : CUT;
}

/** Behind `@import`: a string there is a URL; url() is found by the scan itself. */
function importRule(scan: Scan, from: number): number {
  const at = afterSpace(scan, from);
  if (at === CUT) return CUT;
  if (at >= scan.text.length) return scan.final ? at : CUT;
  return scan.text[at] === '"' || scan.text[at] === "'" ? string(scan, at, true) : at;
}

/** A namespace is a name that looks like a URL: it is never loaded, and mapping it would change what selectors mean. */
function namespaceRule(scan: Scan, from: number): number {
  const stops = /["';{}]|\/\*/g;
  stops.lastIndex = from;
  for (let found = stops.exec(scan.text); found !== null; found = stops.exec(scan.text)) {
    if (found[0] !== '/*' && found[0] !== '"' && found[0] !== "'") return found.index;
    const next = found[0] === '/*' ? comment(scan, found.index) : string(scan, found.index, false);
    if (next === CUT) return CUT;
    stops.lastIndex = next;
  }
  return scan.final ? scan.text.length : CUT;
}

function construct(scan: Scan, at: number, word: string): number {
  const next = at + word.length;
  switch (word.toLowerCase()) {
    case '"':
    case "'":
      // An attribute's value in a selector is compared with what stands in the browser's document.
      return string(scan, at, scan.text[at - 1] === '=' && WEB.test(scan.text.slice(next, next + 8)));
    case '\\':
      return next < scan.text.length || scan.final ? next + 1 : CUT;
    case '/*':
      return comment(scan, at);
    case 'url(':
    case 'src(':
      return isNamePart(scan.text[at - 1]) ? next : urlFunction(scan, next, word.toLowerCase() === 'url(');
    case 'image-set(':
      return imageSet(scan, next);
    case '@import':
      return importRule(scan, next);
    default:
      return namespaceRule(scan, next);
  }
}

/**
 * Maps what can be judged of a style sheet's text from `from` on. `final` false: more may follow, and `read` says from
 * where on the text has to be given again; the letter before `from` is looked at, so keep it.
 */
export function mapCssPart(
  text: string,
  from: number,
  final: boolean,
  map: (url: string) => string,
  spelling: Spelling = asItself,
): Mapped {
  let out = '';
  let done = from;
  let edits: { from: number; to: number; replacement: string }[] = [];
  const scan: Scan = {
    text,
    final,
    map,
    spelling,
    edit: (start, to, replacement) => edits.push({ from: start, to, replacement }),
  };
  const stop = new RegExp(STOP);
  stop.lastIndex = from;
  let read = from;
  for (let found = stop.exec(text); found !== null; found = stop.exec(text)) {
    edits = [];
    // A word at the very end may go on: "@import" as "@import-x".
    const next = !final && found.index + TAIL > text.length ? CUT : construct(scan, found.index, found[0]);
    if (next === CUT) return { text: out + text.slice(done, found.index), read: found.index };
    for (const edit of edits) {
      out += text.slice(done, edit.from) + edit.replacement;
      done = edit.to;
    }
    read = Math.min(next, text.length);
    stop.lastIndex = read;
  }
  read = final ? text.length : Math.max(read, text.length - TAIL);
  return { text: out + text.slice(done, read), read };
}

const DATA_SHEET = /^[\0- ]*data:(text\/css(?:;[^,]*)?),([^#]*)(.*)$/is;

/**
 * A `data:` URL (RFC 2397; Fetch, "data: URL processor") that is a style sheet, with the URLs in it mapped; null for any
 * other URL. Its text is read as UTF-8; in base64 it stays as it is.
 */
export function mapDataSheet(url: string, map: (url: string) => string): string | null {
  const found = DATA_SHEET.exec(url);
  if (found === null) return null;
  const [, type = '', body = '', fragment = ''] = found;
  if (/; *base64 *$/i.test(type)) return url;
  let text: string;
  try {
    text = decodeURIComponent(body);
  } catch {
    // In another encoding than UTF-8.
    return url;
  }
  const mapped = mapCssUrls(text, map);
  if (mapped === text) return url;
  // Only what must be escaped: the addresses in it can be found again.
  const escaped = mapped.replace(/[%#\t\n\r]/g, (it) => `%${it.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `data:${type},${escaped}${fragment}`;
}

/** Maps every URL of a style sheet or declaration list; what `map` gives back as it was stays as written. */
export function mapCssUrls(text: string, map: (url: string) => string): string {
  return /url\(|src\(|image-set\(|@import|=["']/i.test(text) ? mapCssPart(text, 0, true, map).text : text;
}
