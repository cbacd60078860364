import fc from 'fast-check';
import { createTextReader, decodeWhole, type TextKind } from '../../../proxy/http/charset.ts';

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
    'a meta that says UTF-16 means UTF-8',
    Buffer.from('<meta charset=utf-16>é'),
    null,
    '<meta charset=utf-16>é',
  ],
  ['an encoding that is none', Buffer.from('\x93', 'latin1'), 'klingon', '\u201c'],
  ['nothing said', Buffer.from('\x93', 'latin1'), null, '\u201c'],
] as const)('%s', (_, bytes, header, expected) => {
  expect(read([bytes], header)).toBe(expected);
});

test('sheets: @charset, else UTF-8', () => {
  expect(read([Buffer.from('@charset "windows-1251";\xe9', 'latin1')], null, 'css')).toContain('й');
  expect(read([Buffer.from('a{content:"é"}')], null, 'css')).toContain('é');
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

test('a script that says nothing is UTF-8 if it can be, else Windows-1252', () => {
  expect(decodeWhole(Buffer.from('"é"'), null)).toBe('"é"');
  expect(decodeWhole(Buffer.from('"\xe9"', 'latin1'), null)).toBe('"é"');
  expect(decodeWhole(Buffer.from('"\xe9"', 'latin1'), 'windows-1251')).toBe('"й"');
});
