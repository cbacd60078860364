// Bytes of a page into text, as a browser would read them: HTML Standard, "determining the character encoding".
import { TextDecoder } from 'node:util';

const MARKS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
];
/** How far a page is looked at for its own word about its encoding. */
export const PRESCAN_BYTES = 1024;

export type TextKind = 'html' | 'css' | 'other';

/** What the bytes say about themselves; null: nothing (yet). */
export function declaredCharset(start: Buffer, header: string | null, kind: TextKind): string | null {
  const mark = MARKS.find(([bytes]) => bytes.every((byte, at) => start[at] === byte));
  if (mark !== undefined) return mark[1];
  if (header !== null && canDecode(header)) return header;
  const text = start.subarray(0, PRESCAN_BYTES).toString('latin1');
  const found =
    kind === 'html' ? metaCharset(text) : kind === 'css' ? /^@charset "([^"]*)";/.exec(text)?.[1] : undefined;
  if (found === undefined || !canDecode(found)) return null;
  // A page that says so in ASCII cannot be UTF-16 ("prescan a byte stream", step 15).
  return /^utf-?16/i.test(found) ? 'utf-8' : found;
}

/** Without a word: HTML is Windows-1252, as browsers in most locales take it; everything else is UTF-8. */
export const fallbackCharset = (kind: TextKind): string => (kind === 'html' ? 'windows-1252' : 'utf-8');

function metaCharset(text: string): string | undefined {
  const visible = text.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  for (const [tag] of visible.matchAll(/<meta[\s/][^>]*>/gi)) {
    const direct = /[\s/"']charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(tag)?.[1];
    if (direct !== undefined) return direct;
  }
  return undefined;
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

export interface TextReader {
  /** The text of what is certain by now. */
  readonly write: (chunk: Buffer) => string;
  readonly end: () => string;
}

export function createTextReader(header: string | null, kind: TextKind): TextReader {
  let waiting: Buffer | null = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;

  const begin = (label: string, start: Buffer, last: boolean): string => {
    decoder = new TextDecoder(label);
    waiting = null;
    return decoder.decode(start, { stream: !last });
  };
  return {
    write: (chunk) => {
      if (waiting === null) return decoder?.decode(chunk, { stream: true }) ?? '';
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      // Three bytes: a mark could still be coming.
      const declared = waiting.length >= 3 ? declaredCharset(waiting, header, kind) : null;
      if (declared !== null) return begin(declared, waiting, false);
      return waiting.length >= PRESCAN_BYTES ? begin(fallbackCharset(kind), waiting, false) : '';
    },
    end: () => {
      if (waiting === null) return decoder?.decode() ?? '';
      return begin(declaredCharset(waiting, header, kind) ?? fallbackCharset(kind), waiting, true);
    },
  };
}

/** A whole script: one that says nothing and is not UTF-8 was written in its page's old encoding, which most likely is Windows-1252. */
export function decodeWhole(bytes: Buffer, header: string | null): string {
  const declared = declaredCharset(bytes, header, 'other');
  if (declared !== null) return new TextDecoder(declared).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
