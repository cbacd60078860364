// Bodies that are rewritten, as streams.
import { Transform } from 'node:stream';
import type { TextRewriter } from '../rewrite/css.ts';
import { encodingOf, type Reading, type TextReader, type WholeText } from './charset.ts';
import { encoderOf, type Encode } from './encoder.ts';

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
const utf8: Encode = (text) => Buffer.from(text);
/** The encoding that the browser gets: the site's own, or UTF-8 where there is no way back into that. */
const encoderFor = (reading: Reading | null): Encode =>
  (reading === null ? null : encoderOf(reading.label)) ?? utf8;

/** What the answer's Content-Type must say; null: what the site says of it still holds. */
export function charsetToSay(reading: Reading | null): string | null {
  if (reading === null) return null;
  const { label, isDeclared } = reading;
  if (encoderOf(label) === null) return 'utf-8';
  return isDeclared ? encodingOf(label) : null;
}

/** Piece by piece. `onText` is told what the site wrote. */
export function rewriting(
  reader: TextReader,
  rewriter: TextRewriter,
  onText: (text: string) => void,
): Transform {
  let encode: Encode | null = null;
  const asBytes = (text: string): Buffer | undefined => {
    if (text === '') return undefined;
    encode ??= encoderFor(reader.reading());
    return encode(text);
  };
  const step = (text: string): string => {
    if (text === '') return '';
    onText(text);
    return rewriter.write(text);
  };
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      try {
        done(null, asBytes(step(reader.write(chunk))));
      } catch (error) {
        done(asError(error));
      }
    },
    flush: (done) => {
      try {
        done(null, asBytes(step(reader.end()) + rewriter.end()));
      } catch (error) {
        done(asError(error));
      }
    },
  });
}

/** Longer scripts pass through: a parser needs them whole. */
export const MAX_WHOLE_BYTES = 16 * 1024 * 1024;

/** All at once, for what cannot be understood in parts. What is longer than `most` passes as it is. */
export function rewritingWhole(
  rewrite: (bytes: Buffer) => WholeText,
  most: number = MAX_WHOLE_BYTES,
): Transform {
  let parts: Buffer[] | null = [];
  let size = 0;
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      if (parts === null) return done(null, chunk);
      parts.push(chunk);
      size += chunk.length;
      if (size <= most) return done();
      const all = Buffer.concat(parts);
      parts = null;
      done(null, all);
    },
    flush: (done) => {
      if (parts === null) return done();
      try {
        const { text, reading } = rewrite(Buffer.concat(parts));
        done(null, text === '' ? undefined : encoderFor(reading)(text));
      } catch (error) {
        done(asError(error));
      }
    },
  });
}
