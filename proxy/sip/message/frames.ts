// Messages out of a stream (RFC 3261 section 18.3), and the keep-alives between them (RFC 5626 section 4.4.1).
import { headEnd, MAX_BODY, MAX_HEAD } from './parse.ts';

export type Framed =
  | { readonly kind: 'message'; readonly bytes: Buffer }
  /** Two CRLF: answered with one. */
  | { readonly kind: 'ping' }
  /** Where the next message begins is not known any more: the stream is over after this. `head`: what there is to answer. */
  | { readonly kind: 'lost'; readonly why: string; readonly bytes: Buffer };

export type Frames = (chunk: Buffer) => readonly Framed[];

const LENGTH = /^(?:content-length|l)[ \t]*:[ \t]*(.*?)[ \t]*$/gim;

export function createFrames(): Frames {
  let chunks: Buffer[] = [];
  let size = 0;
  /** Octets that the message begun needs; until they are there, nothing is looked at again. */
  let wanted = 0;
  let isLost = false;

  function lost(why: string, bytes: Buffer): Framed {
    isLost = true;
    return { kind: 'lost', why, bytes };
  }

  return (chunk) => {
    if (isLost) return [];
    chunks.push(chunk);
    size += chunk.length;
    if (size < wanted) return [];
    let rest = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    const found: Framed[] = [];
    for (;;) {
      const next = cut(rest);
      if (next === null) break;
      if ('why' in next) {
        found.push(lost(next.why, rest));
        break;
      }
      found.push(...next.found);
      rest = rest.subarray(next.used);
      wanted = 0;
      if (next.used === 0) {
        wanted = next.wanted;
        break;
      }
    }
    // A copy: a slice would keep the whole chunk alive.
    chunks = rest.length === 0 ? [] : [Buffer.from(rest)];
    size = rest.length;
    return found;
  };
}

type Cut =
  | { readonly found: readonly Framed[]; readonly used: number; readonly wanted: number }
  | { readonly why: string };

/** Null: there is nothing more in it. */
function cut(bytes: Buffer): Cut | null {
  if (bytes.length === 0) return null;
  if (bytes[0] === 13 || bytes[0] === 10) {
    if (bytes.length === 1 || (bytes[0] === 13 && bytes.length < 4 && isBlank(bytes)))
      return bytes.length >= 2 && bytes[1] !== 10 ? { found: [], used: 1, wanted: 0 } : null;
    if (bytes.subarray(0, 4).equals(PING)) return { found: [{ kind: 'ping' }], used: 4, wanted: 0 };
    return { found: [], used: bytes[0] === 13 && bytes[1] === 10 ? 2 : 1, wanted: 0 };
  }
  const end = headEnd(bytes);
  if (end === null) return bytes.length > MAX_HEAD ? { why: 'the head is too large' } : null;
  if (end.head > MAX_HEAD) return { why: 'the head is too large' };
  const lengths = [...bytes.subarray(0, end.head).toString('latin1').matchAll(LENGTH)].map(
    (it) => it[1] ?? '',
  );
  const length = lengths[0];
  // RFC 3261 section 20.14: on a stream it must be there.
  if (length === undefined || lengths.length > 1 || !/^\d{1,10}$/.test(length))
    return { why: 'Content-Length is missing or malformed' };
  if (Number(length) > MAX_BODY) return { why: 'the body is too large' };
  const total = end.body + Number(length);
  if (bytes.length < total) return { found: [], used: 0, wanted: total };
  return { found: [{ kind: 'message', bytes: bytes.subarray(0, total) }], used: total, wanted: 0 };
}

const PING = Buffer.from('\r\n\r\n');
const isBlank = (bytes: Buffer): boolean => bytes.every((it) => it === 13 || it === 10);
