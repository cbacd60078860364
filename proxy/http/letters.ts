// A body as text of which each letter is a byte: what is not changed in it goes out as it came in, never decoded.
import { inBytes, type Spelling } from '../rewrite/spelling.ts';
import { decoderOf, encodingOf, type Decode } from './charset.ts';
import { encoderOf } from './encoder.ts';

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

const utf8: Spelling = inBytes(
  (bytes) => bytes.toString('utf8'),
  (text) => Buffer.from(text),
);

/** How the letters stand for text; what has no way back is spelled in UTF-8 (rewriting.ts). */
export function spellingOf(label: string): Spelling {
  const encode = encoderOf(label);
  if (encode === null || encodingOf(label) === 'utf-8') return utf8;
  const decode = decoderOf(label);
  return inBytes((bytes) => decode(bytes, false), encode);
}

/** Bytes into such letters. A mark at the start is not part of the text. */
export function lettersOf(label: string): Decode {
  if (encoderOf(label) === null) {
    const decode = decoderOf(label);
    return (bytes, more) => Buffer.from(decode(bytes, more)).toString('latin1');
  }
  let isMarked = encodingOf(label) === 'utf-8';
  return (bytes) => {
    const from = isMarked && bytes.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
    isMarked = false;
    return bytes.toString('latin1', from);
  };
}
