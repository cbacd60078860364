import fc from 'fast-check';
import { mapRefresh } from '../../protocol/refresh.ts';

const mark = (url: string): string => `<${url}>`;

test.each([
  ['5', '5'],
  ['5;', '5;'],
  ['', ''],
  ['x; url=/a', 'x; url=/a'],
  ['5; url=/a', '5; url=</a>'],
  ['5;URL = "/a"b', '5;URL = "</a>"b'],
  ["0, url='/a", "0, url='</a>"],
  ['0 /a', '0 </a>'],
  ['0;/a', '0;</a>'],
  [' .5 ; url=/a b', ' .5 ; url=</a b>'],
  ['1.5.2;url=/a', '1.5.2;url=</a>'],
  ['5; urls', '5; <urls>'],
  ['5url=/a', '5url=/a'],
])('%j', (before, after) => {
  expect(mapRefresh(before, mark)).toBe(after);
});

test('what is mapped to itself stays byte for byte', () => {
  fc.assert(
    fc.property(fc.string(), (text) => expect(mapRefresh(`3;${text}`, (url) => url)).toBe(`3;${text}`)),
  );
});
