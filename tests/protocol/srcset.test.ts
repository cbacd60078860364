import fc from 'fast-check';
import { mapSrcset } from '../../protocol/srcset.ts';

const mark = (url: string): string => `<${url}>`;

test.each([
  ['', ''],
  ['a.png', '<a.png>'],
  ['a.png, b.png 2x', '<a.png>, <b.png> 2x'],
  ['a.png 1x,b.png 2x', '<a.png> 1x,<b.png> 2x'],
  ['a,b.png 1x', '<a,b.png> 1x'],
  ['a.png,, b.png', '<a.png>,, <b.png>'],
  [',, a.png 10w 5h , ', ',, <a.png> 10w 5h , '],
  ['data:image/png;base64,AA== 1x, /b 2x', '<data:image/png;base64,AA==> 1x, </b> 2x'],
  ['a.png (x, y) 1x, b', '<a.png> (x, y) 1x, <b>'],
  ['\n a.png\t1x ,\n b.png\f2x', '\n <a.png>\t1x ,\n <b.png>\f2x'],
])('%j', (before, after) => {
  expect(mapSrcset(before, mark)).toBe(after);
});

test('what is mapped to itself stays byte for byte', () => {
  const text = fc
    .array(fc.constantFrom('a', ',', ' ', '\n', '(', ')', '1x', 'http://b/,c', '\t'))
    .map((parts) => parts.join(''));
  fc.assert(fc.property(text, (srcset) => expect(mapSrcset(srcset, (url) => url)).toBe(srcset)));
});

test('every candidate is mapped, and only they', () => {
  const url = fc.stringMatching(/^[a-z/:.][a-z,/:.]*[a-z/:.]$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(url, fc.constantFrom('', ' 1x', ' 100w', ' (a, b)'))), (candidates) => {
      const write = (map: (url: string) => string): string =>
        candidates.map(([one, size]) => `${map(one)}${size}`).join(' , ');
      expect(
        mapSrcset(
          write((one) => one),
          mark,
        ),
      ).toBe(write(mark));
    }),
  );
});
