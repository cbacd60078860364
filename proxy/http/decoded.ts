// Content-Encoding undone, as a stream.
import type { Duplex, Readable } from 'node:stream';
import {
  brotliDecompressSync,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  gunzipSync,
  inflateRawSync,
  inflateSync,
} from 'node:zlib';

/** What we ask sites for; browsers send the same first three. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

// A stream that ends early gives what it had, as browsers do.
// What one turn of the decoder gives at most: each costs a turn of the event loop and a write to the browser.
const chunkSize = 64 * 1024;
const ZLIB = { finishFlush: constants.Z_SYNC_FLUSH, chunkSize };
const BROTLI = { finishFlush: constants.BROTLI_OPERATION_FLUSH, chunkSize };

/** One way of packing: as a stream, and of all at once, `most` bytes of it. */
interface Unpacking {
  readonly stream: () => Duplex;
  readonly whole: (bytes: Buffer, most: number) => Buffer;
}

const gzip: Unpacking = {
  stream: () => createGunzip(ZLIB),
  whole: (bytes, most) => gunzipSync(bytes, { ...ZLIB, maxOutputLength: most }),
};
const brotli: Unpacking = {
  stream: () => createBrotliDecompress(BROTLI),
  whole: (bytes, most) => brotliDecompressSync(bytes, { ...BROTLI, maxOutputLength: most }),
};
const deflate: Unpacking = {
  stream: () => createInflate(ZLIB),
  whole: (bytes, most) => inflateSync(bytes, { ...ZLIB, maxOutputLength: most }),
};
const rawDeflate: Unpacking = {
  stream: () => createInflateRaw(ZLIB),
  whole: (bytes, most) => inflateRawSync(bytes, { ...ZLIB, maxOutputLength: most }),
};

// What is labelled but not compressed is passed on: browsers would fail, and servers do this.
const gzipped = (first: Buffer): Unpacking | null => (first[0] === 0x1f && first[1] === 0x8b ? gzip : null);

/** By the label and the first bytes; null: there is nothing to undo. */
const unpackings: Readonly<Record<string, (first: Buffer) => Unpacking | null>> = {
  identity: () => null,
  gzip: gzipped,
  'x-gzip': gzipped,
  br: () => brotli,
  // RFC 9110 section 8.4.1.2: some send deflate without its zlib wrapper.
  deflate: (first) => (((first[0] ?? 0) & 0x0f) === 8 ? deflate : rawDeflate),
};

const unpackingOf = (name: string, first: Buffer): Unpacking | null =>
  first.length === 0 ? null : (unpackings[name]?.(first) ?? null);

const MAX_LAYERS = 4;

/** The encodings of a body, in the order they were put on; null where we cannot undo them. */
export function encodingsOf(header: string | undefined): readonly string[] | null {
  const names = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  return names.length <= MAX_LAYERS && names.every((name) => Object.hasOwn(unpackings, name)) ? names : null;
}

/** The first bytes of a stream, which stay in it: it is held until they are read. Empty at its end. */
function firstBytes(stream: Readable): Promise<Buffer> {
  return new Promise((done, failed) => {
    const settle = (): void => {
      stream.off('data', look).off('end', empty).off('error', failed).off('close', empty);
    };
    const empty = (): void => {
      settle();
      done(Buffer.alloc(0));
    };
    const look = (chunk: Buffer): void => {
      settle();
      stream.pause();
      stream.unshift(chunk);
      done(chunk);
    };
    stream.on('data', look).on('end', empty).on('error', failed).on('close', empty);
  });
}

/** Pours a body into a decoder, as fast as it takes it. */
function feed(body: Readable, decoder: Duplex, onBytes: (chunk: Buffer) => void): void {
  const take = (chunk: Buffer): void => {
    onBytes(chunk);
    // It may have found its end: what stands behind that is nobody's.
    if (decoder.destroyed || decoder.write(chunk)) return;
    body.pause();
    decoder.once('drain', () => body.resume());
  };
  body.on('data', take);
  body.on('end', () => decoder.end());
  body.on('error', (error) => decoder.destroy(error));
  body.on('close', () => {
    if (!body.readableEnded) decoder.destroy(new Error('The body broke off.'));
  });
  body.resume();
}

export interface Decoded {
  readonly stream: Readable;
  /** What was undone; none: the bytes are as they came. */
  readonly undone: readonly string[];
}

/** `onBytes` is told what goes into what is undone. */
export async function decoded(
  body: Readable,
  encodings: readonly string[],
  onBytes: (chunk: Buffer) => void,
): Promise<Decoded> {
  let stream = body;
  const undone: string[] = [];
  for (const name of [...encodings].reverse()) {
    const first = await firstBytes(stream);
    const decoder = unpackingOf(name, first)?.stream();
    if (decoder === undefined) continue;
    feed(stream, decoder, undone.length === 0 ? onBytes : () => undefined);
    undone.unshift(name);
    stream = decoder;
  }
  return { stream, undone };
}

/** The same of a body, or of as much of it as there is; throws where it is broken, or unpacks to more than `most`. */
export const decodedWhole = (bytes: Buffer, undone: readonly string[], most: number): Buffer =>
  undone.reduceRight((all, name) => unpackingOf(name, all)?.whole(all, most) ?? all, bytes);
