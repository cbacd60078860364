import fc from 'fast-check';
import { TextDecoder } from 'node:util';
import { createTextReader, decodeWhole, type TextKind } from '../../../proxy/http/charset.ts';
import { encoderOf } from '../../../proxy/http/encoder.ts';

function read(parts: readonly Buffer[], header: string | null = null, kind: TextKind = 'html'): string {
  const reader = createTextReader(header, kind);
  return parts.map((part) => reader.write(part)).join('') + reader.end();
}

test.each([
  ['a mark wins over the header', Buffer.from('\ufeffé'), 'iso-8859-2', 'é'],
  ['UTF-16 by its mark', Buffer.from('\ufeffé', 'utf16le'), null, 'é'],
  [
    'the header wins over meta',
    Buffer.from('<meta charset=iso-8859-2>é'),
    'utf-8',
    '<meta charset=iso-8859-2>é',
  ],
  [
    'meta http-equiv',
    Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">\xe9', 'latin1'),
    null,
    '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">й',
  ],
  [
    'a meta in a comment is none',
    Buffer.from('<!-- <meta charset=windows-1251> -->\xe9', 'latin1'),
    null,
    '<!-- <meta charset=windows-1251> -->é',
  ],
  [
    'a meta in a script is none',
    Buffer.from('<script><meta charset=windows-1251></script>\xe9', 'latin1'),
    null,
    '<script><meta charset=windows-1251></script>é',
  ],
  [
    'a meta that says UTF-16 means UTF-8',
    Buffer.from('<meta charset=utf-16>é'),
    null,
    '<meta charset=utf-16>é',
  ],
  [
    'a meta that begins within the first 1024 bytes',
    Buffer.from(`<head></head>${' '.repeat(1_000)}<meta charset=windows-1251>\xe9`, 'latin1'),
    null,
    `<head></head>${' '.repeat(1_000)}<meta charset=windows-1251>й`,
  ],
  [
    'a meta further down in the head',
    Buffer.from(`<title>t</title>${' '.repeat(9_000)}<meta charset=windows-1251>\xe9`, 'latin1'),
    null,
    `<title>t</title>${' '.repeat(9_000)}<meta charset=windows-1251>й`,
  ],
  [
    'a meta further down and behind the head',
    Buffer.from(`<p>${' '.repeat(1_100)}<meta charset=windows-1251>\xe9`, 'latin1'),
    null,
    `<p>${' '.repeat(1_100)}<meta charset=windows-1251>é`,
  ],
  ['an encoding that is none', Buffer.from('\x93', 'latin1'), 'klingon', '\u201c'],
  ['nothing said', Buffer.from('\x93', 'latin1'), null, '\u201c'],
] as const)('%s', (_, bytes, header, expected) => {
  expect(read([bytes], header)).toBe(expected);
});

test('sheets: @charset, else byte by byte', () => {
  expect(read([Buffer.from('@charset "windows-1251";\xe9', 'latin1')], null, 'css')).toContain('й');
  const bytes = Buffer.from('a{content:"é\x81"}');
  expect(encoderOf('windows-1252')?.(read([bytes], null, 'css'))).toEqual(bytes);
});

test('wherever the bytes are cut, the text is the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 3_000 }), fc.array(fc.nat(3_000)), (body, cuts) => {
      const bytes = Buffer.from(`<meta charset="utf-8">${body}`);
      const at = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
      const parts = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
      expect(read(parts)).toBe(bytes.toString());
    }),
  );
});

test('a script is read so that its bytes come back, whoever asks', () => {
  const read = (bytes: Buffer, header: string | null) => {
    const { text, reading } = decodeWhole(bytes, header);
    expect(encoderOf(reading.label)?.(text)).toEqual(bytes);
    return text;
  };
  expect(read(Buffer.from('"é"'), null)).toBe('"é"');
  expect(read(Buffer.from('"é"'), 'windows-1251')).toBe('"é"');
  expect(read(Buffer.from('\ufeff"é"'), null)).toBe('\ufeff"é"');
  expect(read(Buffer.from('"\xe9"', 'latin1'), null)).toBe('"é"');
  expect(read(Buffer.from('"\xe9"', 'latin1'), 'windows-1251')).toBe('"й"');
});

test.each([
  'windows-1252',
  'iso-8859-5',
  'koi8-r',
  'windows-874',
  'x-mac-cyrillic',
  'shift_jis',
  'gbk',
  'big5',
  'euc-kr',
  'euc-jp',
])('%s comes back as the same text, and every byte alone as itself', (label) => {
  const decoder = new TextDecoder(label);
  const encode = encoderOf(label);
  const letters = Array.from({ length: 0x80 }, (_, i) => [i])
    .concat(Array.from({ length: 94 }, (_, i) => [0xb0, 0xa1 + i]))
    .map((bytes) => decoder.decode(Uint8Array.from(bytes)))
    .filter((letter) => !letter.includes('\ufffd'));
  const text = letters.join('');
  expect(letters.length).toBeGreaterThan(150);
  expect(decoder.decode(encode?.(text))).toBe(text);
});

test('what has no letter in an encoding is a reference to it', () => {
  expect(encoderOf('iso-8859-2')?.('ą\u4e2d').toString('latin1')).toBe('\xb1&#20013;');
});

test.each(['utf-16le', 'iso-2022-jp', 'gb18030'])('there is no way back into %s', (label) => {
  expect(encoderOf(label)).toBeNull();
});
