// Bodies that are rewritten, as streams.
import { Transform } from 'node:stream';
import type { TextRewriter } from '../rewrite/css.ts';
import type { TextReader } from './charset.ts';

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
const asBytes = (text: string): Buffer | undefined => (text === '' ? undefined : Buffer.from(text));

/** Piece by piece. `onText` is told what the site wrote. */
export function rewriting(
  reader: TextReader,
  rewriter: TextRewriter,
  onText: (text: string) => void,
): Transform {
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
  rewrite: (bytes: Buffer) => string,
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
        done(null, asBytes(rewrite(Buffer.concat(parts))));
      } catch (error) {
        done(asError(error));
      }
    },
  });
}
