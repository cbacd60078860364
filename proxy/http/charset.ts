// Bytes of a page into text, as a browser would read them: HTML Standard, "determining the character encoding".
import { TextDecoder } from 'node:util';

const MARKS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
];
/** How far a text is looked at for its own word about its encoding; a page's head to its end, as browsers do, but no further than that. */
export const PRESCAN_BYTES = 1024;
const MAX_HEAD_BYTES = 64 * 1024;

/** Bytes 80 to 9f of Windows-1252. Node 20 decodes it as ISO-8859-1, which has control characters there. */
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

export type Decode = (bytes: Buffer, more: boolean) => string;

export function decoderOf(label: string): Decode {
  const decoder = new TextDecoder(label);
  const decode: Decode = (bytes, more) => decoder.decode(bytes, { stream: more });
  if (decoder.encoding !== 'windows-1252') return decode;
  return (bytes, more) =>
    decode(bytes, more).replace(/[\x80-\x9f]/g, (control) =>
      WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80),
    );
}

/** The encoding's one name. */
export const encodingOf = (label: string): string => new TextDecoder(label).encoding;

export type TextKind = 'html' | 'xml' | 'css' | 'other';

/** How a text of this kind says its own encoding (HTML "prescan a byte stream", XML 1.0 section 4.3.3, CSS Syntax section 3.2). */
const OWN_WORD: Readonly<Record<TextKind, (start: string) => string | undefined>> = {
  html: metaCharset,
  xml: (start) => /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']+)/.exec(start)?.[1],
  css: (start) => /^@charset "([^"]*)";/.exec(start)?.[1],
  other: () => undefined,
};

/** What the bytes say about themselves; null: nothing (yet). */
export function declaredCharset(start: Buffer, header: string | null, kind: TextKind): string | null {
  const mark = MARKS.find(([bytes]) => bytes.every((byte, at) => start[at] === byte));
  if (mark !== undefined) return mark[1];
  if (header !== null && canDecode(header)) return header;
  const text = start.subarray(0, kind === 'html' ? MAX_HEAD_BYTES : PRESCAN_BYTES).toString('latin1');
  const found = OWN_WORD[kind](text);
  if (found === undefined || !canDecode(found)) return null;
  // A page that says so in ASCII cannot be UTF-16 ("prescan a byte stream", step 15).
  return /^utf-?16/i.test(found) ? 'utf-8' : found;
}

/**
 * Without a word the browser judges: by the document around, by a word that comes late. In Windows-1252 each byte is a
 * letter and comes back as that byte. Of HTML most browsers think so, too; XML is UTF-8.
 */
export const fallbackCharset = (kind: TextKind): string => (kind === 'xml' ? 'utf-8' : 'windows-1252');

/** What may stand in a head; any other tag ends it. */
const IN_HEAD = /^(?:\/?(?:html|script|noscript|style|link|meta|object|title|base)|head)$/i;

const blank = (it: string): string => ' '.repeat(it.length);
/** Elements whose content is no markup. */
const RAW_TEXT = /(<(script|style|title|textarea|xmp)(?=[\s/>])[^>]*>)([\s\S]*?)(?=<\/\2|$)/gi;
const blankWithin = (_whole: string, open: string, _name: string, content: string): string =>
  open + blank(content);

interface Head {
  readonly charset: string | undefined;
  /** Nothing that follows can say more. */
  readonly isOver: boolean;
}

/** HTML looks at 1024 bytes; browsers go on from there while they are in the head, and a tag that has begun is looked at whole. */
function readHead(text: string): Head {
  const visible = text.replace(/<!--[\s\S]*?(?:-->|$)/g, blank).replace(RAW_TEXT, blankWithin);
  let inHead = true;
  for (const { index, 0: tag, 1: name = '' } of visible.matchAll(/<(\/?[a-z][^\s/>]*)[^>]*>/gi)) {
    if (!inHead && index >= PRESCAN_BYTES) return { charset: undefined, isOver: true };
    const charset = /^meta$/i.test(name)
      ? /[\s/"']charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(tag)?.[1]
      : undefined;
    if (charset !== undefined) return { charset, isOver: true };
    inHead &&= IN_HEAD.test(name);
  }
  return { charset: undefined, isOver: text.length >= (inHead ? MAX_HEAD_BYTES : PRESCAN_BYTES) };
}

function metaCharset(text: string): string | undefined {
  return readHead(text).charset;
}

/** Whether enough of a text is there to know that it says nothing of its encoding. */
function isSilent(start: Buffer, kind: TextKind): boolean {
  if (kind !== 'html') return start.length >= (kind === 'other' ? 3 : PRESCAN_BYTES);
  return start.length >= PRESCAN_BYTES && readHead(start.toString('latin1')).isOver;
}

function canDecode(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    // RangeError: no encoding of that name.
    return false;
  }
}

/** How bytes were read, once it is known. */
export interface Reading {
  readonly label: string;
  /** The site said so: header, mark, or the text itself. */
  readonly isDeclared: boolean;
}

export interface WholeText {
  readonly text: string;
  readonly reading: Reading;
}

export interface TextReader {
  readonly reading: () => Reading | null;
  /** The text of what is certain by now. */
  readonly write: (chunk: Buffer) => string;
  readonly end: () => string;
}

/** `how`: the way from bytes in an encoding to what is read. */
export function createTextReader(
  header: string | null,
  kind: TextKind,
  how: (label: string) => Decode = decoderOf,
): TextReader {
  let waiting: Buffer | null = Buffer.alloc(0);
  let decode: Decode | null = null;
  let reading: Reading | null = null;

  const begin = (declared: string | null, start: Buffer, last: boolean): string => {
    reading = { label: declared ?? fallbackCharset(kind), isDeclared: declared !== null };
    decode = how(reading.label);
    waiting = null;
    return decode(start, !last);
  };
  return {
    reading: () => reading,
    write: (chunk) => {
      if (waiting === null) return decode?.(chunk, true) ?? '';
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      // Three bytes: a mark could still be coming.
      const declared = waiting.length >= 3 ? declaredCharset(waiting, header, kind) : null;
      if (declared !== null) return begin(declared, waiting, false);
      return isSilent(waiting, kind) ? begin(null, waiting, false) : '';
    },
    end: () => {
      if (waiting === null) return decode?.(Buffer.alloc(0), false) ?? '';
      return begin(declaredCharset(waiting, header, kind), waiting, true);
    },
  };
}

/** A page that is kept, as far as it has come. `label`: how it was read, once that is known. */
export const pageText = (bytes: Buffer, label: string | null): string =>
  decoderOf(label ?? declaredCharset(bytes, null, 'html') ?? fallbackCharset('html'))(bytes, false);

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * A whole script. Whoever asks for it decides how it is read: a module is UTF-8 whatever is said, a classic script may take
 * its page's encoding. So it is read in the way that gives the same bytes back.
 */
export function decodeWhole(bytes: Buffer, header: string | null): WholeText {
  const marked = declaredCharset(bytes, null, 'other');
  if (marked !== null && marked !== 'utf-8')
    return { text: decoderOf(marked)(bytes, false), reading: { label: marked, isDeclared: true } };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, reading: { label: 'utf-8', isDeclared: bytes.subarray(0, 3).equals(MARK) } };
  } catch {
    const label = header !== null && canDecode(header) ? header : 'windows-1252';
    return { text: decoderOf(label)(bytes, false), reading: { label, isDeclared: false } };
  }
}
