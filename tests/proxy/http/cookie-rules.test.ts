import { readCookie } from '../../../proxy/http/cookie-rules.ts';

const refused = (text: string, url = 'https://site.example/'): boolean => readCookie(text, url) === null;

test.each([
  ['__SeCuRe-a=1'],
  ['__Secure-a=1; Path=/'],
  ['__HoSt-a=1; Secure'],
  ['__Host-a=1; Secure; Path=/x'],
  ['__Host-a=1; Secure; Path=/; Domain=site.example'],
  ['=__Host-a=1; Secure; Path=/'],
  [`a=${'x'.repeat(4_096)}`],
  [`ü=${'x'.repeat(4_095)}`],
])('%#: it is refused', (text) => {
  expect(refused(text)).toBe(true);
});

test.each([
  ['__SeCuRe-a=1; Secure'],
  ['__Host-a=1; Secure; Path=/'],
  [`a=${'x'.repeat(4_095)}`],
  ['a=1; Domain=site.example'],
])('%#: it is taken', (text) => {
  expect(refused(text)).toBe(false);
});

test('a prefix promises a secure address', () => {
  expect(refused('__Secure-a=1; Secure', 'http://site.example/')).toBe(true);
});

test('an attribute of more than 1024 bytes is none', () => {
  const long = 'x'.repeat(1_025);
  expect(readCookie(`a=${long}; Path=/${long}; Secure; Max-Age=1`, 'https://site.example/')).toMatchObject({
    value: long,
    path: null,
    secure: true,
    maxAge: 1,
  });
});
