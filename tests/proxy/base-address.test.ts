import { baseAddress, placeOf } from '../../proxy/base-address.ts';

test.each([
  ['', 8123, { protocol: 'http:', host: 'lockstep.localhost:8123' }],
  ['http://Team.Localhost:0', 8123, { protocol: 'http:', host: 'team.localhost:8123' }],
  ['https://cobrowse.example.com', 8123, { protocol: 'https:', host: 'cobrowse.example.com' }],
  ['https://cobrowse.example.com:443/', 8123, { protocol: 'https:', host: 'cobrowse.example.com' }],
  ['http://cobrowse.example.com:8443', 1, { protocol: 'http:', host: 'cobrowse.example.com:8443' }],
])('base URL "%s" on port %i', (baseUrl, port, base) => {
  expect(baseAddress({ baseUrl }, port)).toEqual(base);
});

const base = { protocol: 'http:', host: 'lockstep.localhost:8080' } as const;
test.each([
  ['lockstep.localhost:8080', 'base'],
  ['LOCKSTEP.localhost:8080', 'base'],
  ['abcdefgh-s-example-com.lockstep.localhost:8080', 'site'],
  ['a.b.lockstep.localhost:8080', 'site'],
  ['localhost:8080', 'here'],
  ['localhost', 'here'],
  ['127.0.0.1:8080', 'here'],
  ['[::1]:8080', 'here'],
  ['lockstep.localhost', 'elsewhere'],
  ['lockstep.localhost:80', 'elsewhere'],
  ['evillockstep.localhost:8080', 'elsewhere'],
  ['example.com', 'elsewhere'],
  ['', 'elsewhere'],
  ['a b', 'elsewhere'],
  [undefined, 'elsewhere'],
])('Host %s is %s', (host, place) => {
  expect(placeOf(host, base)).toBe(place);
});

test('a port that is the scheme’s own may be written or not', () => {
  const secure = { protocol: 'https:', host: 'cobrowse.example.com' } as const;
  expect(placeOf('cobrowse.example.com:443', secure)).toBe('base');
  expect(placeOf('x.cobrowse.example.com:443', secure)).toBe('site');
});
