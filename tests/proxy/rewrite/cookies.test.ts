import fc from 'fast-check';
import {
  cookieText,
  cookieWrites,
  parseCookies,
  participantTokens,
  versionHeader,
} from '../../../proxy/rewrite/cookies.ts';

test('a Cookie header is read as leniently as browsers write it', () => {
  expect(parseCookies('a=1; b=x=y;c=;nothing; =v')).toEqual([
    { name: 'a', value: '1' },
    { name: 'b', value: 'x=y' },
    { name: 'c', value: '' },
    { name: '', value: 'v' },
  ]);
  expect(parseCookies(undefined)).toEqual([]);
});

test('tokens of one session, in the browser’s order', () => {
  expect(participantTokens(parseCookies('ls_a=2; ls_b=3; ls_a=1'), 'a')).toEqual(['2', '1']);
});

test('every text comes back as the script wrote it, in the order of the writes', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.nat(999_999_999), text), { selector: ([n]) => n, maxLength: 8 }),
      (made) => {
        const header = made
          .map(([n, it]) => `lsw_${String(n)}=tok.${String(n)}.${encodeURIComponent(it)}`)
          .join('; ');
        const read = cookieWrites(parseCookies(header), (token) => token === 'tok');
        const sorted = [...made].sort(([a], [b]) => a - b);
        expect(read.map(({ order, text: it }) => [order, it])).toEqual(sorted);
      },
    ),
  );
});

test.each(['lsw_1=bad.1.a', 'lsw_1=tok.2.a', 'lsw_1=tok', 'lsw_1=', 'lsw_1=tok.1.%'])(
  '%s is expired and not applied',
  (header) => {
    expect(cookieWrites(parseCookies(header), (token) => token === 'tok')).toEqual([
      { name: 'lsw_1', order: 1, text: null },
    ]);
  },
);

test('names that only look like writes are left alone', () => {
  expect(cookieWrites(parseCookies('lsw_=a; lsw_x=b; xlsw_1=c; lsw_1234567890=d'), () => true)).toEqual([]);
});

test('the version is for all proxied hosts, and a nameless cookie is its value', () => {
  expect(versionHeader('abcdefgh', 7, 'l.test', true)).toBe(
    'lsv_abcdefgh=7; Domain=l.test; Path=/; SameSite=Lax; Secure',
  );
  expect(
    cookieText([
      { key: 'a', value: '1' },
      { key: '', value: 'bare' },
    ]),
  ).toBe('a=1; bare');
});
