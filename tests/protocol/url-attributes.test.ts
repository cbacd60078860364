import { urlAttributes, urlKind } from '../../protocol/url-attributes.ts';

test.each([
  ['a', 'href', 'url'],
  ['img', 'src', 'url'],
  ['img', 'srcset', 'srcset'],
  ['link', 'imagesrcset', 'srcset'],
  ['a', 'ping', 'urls'],
  ['use', 'xlink:href', 'url'],
  ['anything', 'style', 'css'],
  ['iframe', 'srcdoc', 'html'],
  ['object', 'data', 'url'],
  ['div', 'data', undefined],
  ['div', 'href', undefined],
  ['p', 'title', undefined],
  ['p', 'constructor', undefined],
  ['p', '__proto__', undefined],
] as const)('%s %s', (element, attribute, kind) => {
  expect(urlKind(element, attribute)).toBe(kind);
});

test('the table is in lower case, as it is looked up', () => {
  for (const [name, rows] of Object.entries(urlAttributes)) {
    for (const text of [name, ...rows.flatMap(({ on }) => on)]) expect(text).toBe(text.toLowerCase());
  }
});

test('a star stands alone', () => {
  for (const { on } of Object.values(urlAttributes).flat())
    expect(on.includes('*') && on.length > 1).toBe(false);
});
