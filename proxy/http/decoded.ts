// Content-Encoding undone, as a stream.
import { pipeline, type Duplex, type Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

/** What we ask sites for; browsers send the same first three. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

// A stream that ends early gives what it had, as browsers do.
// What one turn of the decoder gives at most: each costs a turn of the event loop and a write to the browser.
const chunkSize = 64 * 1024;
const ZLIB = { finishFlush: constants.Z_SYNC_FLUSH, chunkSize };
const BROTLI = { finishFlush: constants.BROTLI_OPERATION_FLUSH, chunkSize };

const decoders: Readonly<Record<string, (first: Buffer) => Duplex | null>> = {
  identity: () => null,
  // What is labelled but not compressed is passed on: browsers would fail, and servers do this.
  gzip: (first) => (first[0] === 0x1f && first[1] === 0x8b ? createGunzip(ZLIB) : null),
  'x-gzip': (first) => (first[0] === 0x1f && first[1] === 0x8b ? createGunzip(ZLIB) : null),
  br: () => createBrotliDecompress(BROTLI),
  // RFC 9110 section 8.4.1.2: some send deflate without its zlib wrapper.
  deflate: (first) => (((first[0] ?? 0) & 0x0f) === 8 ? createInflate(ZLIB) : createInflateRaw(ZLIB)),
};

const MAX_LAYERS = 4;

/** The encodings of a body, in the order they were put on; null where we cannot undo them. */
export function encodingsOf(header: string | undefined): readonly string[] | null {
  const names = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  return names.length <= MAX_LAYERS && names.every((name) => name in decoders) ? names : null;
}

/** The first bytes of a stream, which stay in it; empty at its end. */
function firstBytes(stream: Readable): Promise<Buffer> {
  return new Promise((done, failed) => {
    const settle = (): void => {
      stream.off('readable', look).off('end', empty).off('error', failed).off('close', empty);
    };
    const empty = (): void => {
      settle();
      done(Buffer.alloc(0));
    };
    const look = (): void => {
      const chunk = stream.read() as Buffer | null;
      if (chunk === null) return;
      settle();
      stream.unshift(chunk);
      done(chunk);
    };
    stream.on('readable', look).on('end', empty).on('error', failed).on('close', empty);
  });
}

export async function decoded(body: Readable, encodings: readonly string[]): Promise<Readable> {
  let stream = body;
  for (const name of [...encodings].reverse()) {
    const first = await firstBytes(stream);
    const decoder = first.length === 0 ? null : (decoders[name]?.(first) ?? null);
    // The error comes out of the stream's end, where it is read.
    if (decoder !== null) stream = pipeline(stream, decoder, () => undefined);
  }
  return stream;
}
