// Text back into the bytes it came as: a page, its scripts, its forms and its links stay in the page's own encoding.
import { decoderOf, encodingOf } from './charset.ts';

export type Encode = (text: string) => Buffer;

const utf8: Encode = (text) => Buffer.from(text);

/** Lead and trail bytes of encodings with two bytes a letter: Encoding Standard, "legacy multi-byte encodings". */
const DOUBLE = new Set(['gbk', 'big5', 'euc-jp', 'euc-kr', 'shift_jis']);
/** With states, with units of two bytes, or without a reverse: the browser gets these as UTF-8. */
const NOT_KEPT = new Set(['utf-16le', 'utf-16be', 'iso-2022-jp', 'gb18030', 'replacement', 'x-user-defined']);
const UNKNOWN = '\ufffd';

function reverse(encoding: string): ReadonlyMap<string, Buffer> {
  const decode = decoderOf(encoding);
  const table = new Map<string, Buffer>();
  const learn = (bytes: readonly number[]): void => {
    const buffer = Buffer.from(bytes);
    const letter = decode(buffer, false);
    // Several spellings of one letter: the first is as good as any.
    const isOne = letter.length === String.fromCodePoint(letter.codePointAt(0) ?? 0).length;
    if (isOne && letter !== UNKNOWN && !table.has(letter)) table.set(letter, buffer);
  };
  for (let lead = 0; lead < 256; lead++) learn([lead]);
  if (!DOUBLE.has(encoding)) return table;
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) learn([lead, trail]);
  if (encoding !== 'euc-jp') return table;
  for (let lead = 0xa1; lead < 0xff; lead++)
    for (let trail = 0xa1; trail < 0xff; trail++) learn([0x8f, lead, trail]);
  return table;
}

const tables = new Map<string, ReadonlyMap<string, Buffer>>();
function tableOf(encoding: string): ReadonlyMap<string, Buffer> {
  let table = tables.get(encoding);
  if (table === undefined) tables.set(encoding, (table = reverse(encoding)));
  return table;
}

function legacy(encoding: string): Encode {
  const table = tableOf(encoding);
  const ASCII = /^[\0-\x7f]*$/;
  return (text) => {
    // Nothing but these bytes stands for them in any of these encodings.
    if (ASCII.test(text)) return Buffer.from(text, 'latin1');
    const parts: Buffer[] = [];
    // What has no bytes was none of the site's letters: HTML, "html" error mode of encoders.
    for (const letter of text)
      parts.push(
        table.get(letter) ?? Buffer.from(letter === UNKNOWN ? '?' : `&#${String(letter.codePointAt(0))};`),
      );
    return Buffer.concat(parts);
  };
}

/** The way back into an encoding by any of its labels; null where there is none. */
export function encoderOf(label: string): Encode | null {
  const encoding = encodingOf(label);
  if (NOT_KEPT.has(encoding)) return null;
  return encoding === 'utf-8' ? utf8 : legacy(encoding);
}
