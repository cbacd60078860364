// Bodies that are rewritten on their way. No streams: what comes in goes through at once.
import type { TextRewriter } from '../rewrite/css.ts';
import type { Spelling } from '../rewrite/spelling.ts';
import { createTextReader, encodingOf, type Reading, type TextKind, type WholeText } from './charset.ts';
import { encoderOf, type Encode } from './encoder.ts';
import { lettersOf, spellingOf } from './letters.ts';

/** Bytes, or a text with a letter for each of them. */
export type Bytes = Buffer | string;

export interface Rewriting {
  readonly write: (chunk: Buffer) => Bytes;
  readonly end: () => Bytes;
  /** How the body is read, once it is known. */
  readonly reading: () => Reading | null;
}
const utf8: Encode = (text) => Buffer.from(text);
/** The encoding that the browser gets: the site's own, or UTF-8 where there is no way back into that. */
const encoderFor = (reading: Reading | null): Encode =>
  (reading === null ? null : encoderOf(reading.label)) ?? utf8;

/** The encoding that the browser gets. */
export const labelSent = ({ label }: Reading): string => (encoderOf(label) === null ? 'utf-8' : label);

/** What the answer's Content-Type must say; null: what the site says of it still holds. */
export function charsetToSay(reading: Reading | null): string | null {
  if (reading === null) return null;
  const { label, isDeclared } = reading;
  if (encoderOf(label) === null) return 'utf-8';
  return isDeclared ? encodingOf(label) : null;
}

/** Piece by piece. */
export function rewriting(
  header: string | null,
  kind: TextKind,
  rewriterFor: (spelling: Spelling, reading: Reading) => TextRewriter,
): Rewriting {
  const reader = createTextReader(header, kind, lettersOf);
  let rewriter: TextRewriter | null = null;
  const rewrite = (text: string): string => {
    const reading = reader.reading();
    if (reading === null || (text === '' && rewriter === null)) return '';
    rewriter ??= rewriterFor(spellingOf(reading.label), reading);
    return rewriter.write(text);
  };
  return {
    reading: reader.reading,
    write: (chunk) => rewrite(reader.write(chunk)),
    end: () => {
      const last = rewrite(reader.end());
      const reading = reader.reading() ?? { label: 'utf-8', isDeclared: false };
      rewriter ??= rewriterFor(spellingOf(reading.label), reading);
      return last + rewriter.end();
    },
  };
}

/** Longer scripts pass through: a parser needs them whole. */
export const MAX_WHOLE_BYTES = 16 * 1024 * 1024;

/** All at once, for what cannot be understood in parts. What is longer than `most` passes as it is. */
export function rewritingWhole(
  read: (bytes: Buffer) => WholeText,
  rewrite: (text: string) => string,
  most: number = MAX_WHOLE_BYTES,
): Rewriting {
  let parts: Buffer[] | null = [];
  let size = 0;
  let reading: Reading | null = null;
  return {
    reading: () => reading,
    write: (chunk) => {
      if (parts === null) return chunk;
      parts.push(chunk);
      size += chunk.length;
      if (size <= most) return '';
      const all = Buffer.concat(parts);
      parts = null;
      return all;
    },
    end: () => {
      if (parts === null) return '';
      const whole = read(Buffer.concat(parts));
      reading = whole.reading;
      return encoderFor(reading)(rewrite(whole.text));
    },
  };
}
