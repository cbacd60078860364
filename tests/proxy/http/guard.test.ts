import dns, { type LookupAddress } from 'node:dns';
import { createGuard, isPublic } from '../../../proxy/http/guard.ts';
import type { GuardPolicy } from '../../../proxy/http/policy.ts';
import { BASE, startSiteWorld } from './site-world.ts';

const policy: GuardPolicy = { allowPrivate: [], allow: ['*'], deny: [], base: BASE, ownPort: () => 8080 };

/** Answers of the name service, one per look-up, the last one again and again. */
function resolveTo(...answers: readonly (readonly string[])[]): jest.SpyInstance {
  let at = 0;
  const fake = (_: string, __: unknown, done: (error: null, found: LookupAddress[]) => void): void => {
    const found = answers[Math.min(at++, answers.length - 1)] ?? [];
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return jest.spyOn(dns, 'lookup').mockImplementation(fake as never);
}

afterEach(() => jest.restoreAllMocks());

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://127.0.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://127.0.0.1./',
  'http://0/',
  'http://0.0.0.0/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://100.64.0.1/',
  'http://100.100.100.200/',
  'http://198.18.0.1/',
  'http://192.0.2.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]/',
  'http://[::]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:0:127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[fd00:ec2::254]/',
  'http://①②⑦.⓪.⓪.①/',
  'http://lockstep.test/',
  'http://a.lockstep.test/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
])('%s is refused before anything is looked up', (url) => {
  expect(createGuard(policy).check(new URL(url))?.code).toBe('blocked');
});

test.each(['https://example.com/', 'http://8.8.8.8/', 'http://[2606:4700::1111]/', 'wss://example.com/'])(
  '%s may be tried',
  (url) => {
    expect(createGuard(policy).check(new URL(url))).toBeNull();
  },
);

test('lists of sites', () => {
  const guard = createGuard({ ...policy, allow: ['*.example.com', 'a.test'], deny: ['bad.example.com'] });
  const may = (url: string): boolean => guard.check(new URL(url)) === null;
  expect(['http://example.com/', 'http://x.example.com/', 'http://A.test./'].map(may)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['http://bad.example.com/', 'http://bad.example.com./', 'http://notexample.com/'].map(may)).toEqual([
    false,
    false,
    false,
  ]);
});

test.each([
  [['127.0.0.1']],
  [['8.8.8.8', '10.0.0.1']],
  [['::ffff:10.0.0.1']],
  [['fd00::1']],
  [['169.254.169.254']],
  [[]],
])('a name that resolves to %j is not connected to', (addresses) => {
  resolveTo(addresses);
  const done = jest.fn();
  createGuard(policy).lookup('80')('innocent.example', { all: true }, done);
  expect(done).toHaveBeenCalledWith(
    expect.objectContaining({ code: addresses.length === 0 ? 'dns' : 'blocked' }),
    [],
  );
});

test('allowed hosts may be private, by name, by name and port, or all; Lockstep’s own port never', () => {
  resolveTo(['127.0.0.1']);
  const outcome = (allowPrivate: readonly string[], host: string, port: string): string => {
    const done = jest.fn();
    createGuard({ ...policy, allowPrivate }).lookup(port)(host, {}, done);
    const [error] = done.mock.calls[0] as [{ code: string } | null];
    return error === null ? 'passes' : error.code;
  };
  expect(outcome(['intra.example'], 'intra.example', '80')).toBe('passes');
  expect(outcome(['intra.example:81'], 'intra.example', '81')).toBe('passes');
  expect(outcome(['intra.example:81'], 'intra.example', '80')).toBe('blocked');
  expect(outcome(['*'], 'any.example', '80')).toBe('passes');
  expect(outcome(['*'], 'any.example', '8080')).toBe('blocked');
});

test('what is checked is what is connected to: a second, other answer changes nothing', async () => {
  await using world = await startSiteWorld((_, res) => res.end('inside'), {
    policy: { ...policy, ownPort: () => null },
  });
  const port = new URL(world.origin).port;
  const lookup = resolveTo(['127.0.0.1'], ['8.8.8.8']);
  const answer = await world.ask('/', { origin: `http://rebinding.example:${port}` });
  expect(answer.status).toBe(403);
  expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'blocked' } });
  expect(lookup).toHaveBeenCalledTimes(1);
  expect(world.asked).toHaveLength(0);
});

test('every hop of a redirect is checked again', async () => {
  await using world = await startSiteWorld((_, res) =>
    res.writeHead(302, { location: 'http://127.0.0.2/' }).end(),
  );
  const { headers } = await world.page('/');
  const hop = await world.page('/', {
    origin: new URL(world.session.book.real(headers.location ?? '')).origin,
  });
  expect(hop.status).toBe(403);
  expect(hop.text).toContain('may not be opened');
  expect(hop.text).toContain('data-lockstep');
});

test('only addresses of the internet are public', () => {
  expect(['8.8.8.8', '2606:4700::1111'].every(isPublic)).toBe(true);
  expect(['nonsense', '', '10.1.1.1', 'fe80::1%eth0'].some(isPublic)).toBe(false);
});
