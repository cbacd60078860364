// Digest by the examples of RFC 7616, and nonces that are old, foreign, or counted twice.
import { answerChallenge } from '../../../proxy/sip/digest/answer.ts';
import { parseDigest, printDigest, proofOf } from '../../../proxy/sip/digest/digest.ts';
import { createGuardian } from '../../../proxy/sip/digest/guardian.ts';
import { createNonces } from '../../../proxy/sip/digest/nonce.ts';
import { NO_BODY, responseTo, type SipRequest } from '../../../proxy/sip/message/message.ts';
import type { Fields } from '../../../proxy/sip/message/fields.ts';

const example = {
  user: 'Mufasa',
  realm: 'http-auth@example.org',
  password: 'Circle of Life',
  method: 'GET',
  uri: '/dir/index.html',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  nc: '00000001',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  qop: 'auth',
} as const;

test('the examples of RFC 7616 section 3.9.1', () => {
  expect(proofOf({ ...example, algorithm: 'MD5' })).toBe('8ca523f5e9506fed4657c9700eebdbec');
  expect(proofOf({ ...example, algorithm: 'SHA-256' })).toBe(
    '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
  );
});

test('fields are printed and read again', () => {
  const fields = new Map([
    ['realm', 'a "b" \\c'],
    ['qop', 'auth'],
    ['nc', '00000001'],
  ]);
  expect(parseDigest(printDigest(fields, false))).toEqual(fields);
  expect(parseDigest('Basic YTpi')).toBeNull();
  expect(parseDigest('Digest realm="x')).toBeNull();
});

const request = (fields: Fields = []): SipRequest => ({
  kind: 'request',
  method: 'INVITE',
  uri: 'sip:demo@example.com',
  fields,
  body: NO_BODY,
});
const users = new Map([['alice', 'secret']]);

test('who answers the challenge is known, with either algorithm; who answers wrong is not', () => {
  const guardian = createGuardian('example.com', users, () => 0);
  const asked = guardian.judge(request());
  if (!('challenge' in asked)) throw new Error('no challenge');
  expect(asked.challenge.map((it) => /algorithm=([^,]+)/.exec(it.value)?.[1])).toEqual(['SHA-256', 'MD5']);
  for (const only of asked.challenge) {
    const challenged = responseTo(request(), { status: 401, fields: [only] }, null);
    const answer = answerChallenge(challenged, request(), { user: 'alice', password: 'secret' });
    const wrong = answerChallenge(challenged, request(), { user: 'alice', password: 'guess' });
    if (answer === null || wrong === null) throw new Error('no answer');
    expect(guardian.judge(request([wrong]))).toHaveProperty('challenge');
    // The same nonce serves both algorithms, each count of it once.
    const judged = guardian.judge(request([answer]));
    expect('user' in judged || JSON.stringify(judged).includes('stale=true')).toBe(true);
  }
});

test('a nonce that has aged, and a count used twice, are stale; one of somebody else is foreign', () => {
  let now = 1_000_000;
  const nonces = createNonces(() => now);
  const nonce = nonces.issue();
  expect(nonces.use(nonce, '00000001')).toBe('good');
  expect(nonces.use(nonce, '00000001')).toBe('stale');
  expect(nonces.use(nonce, '00000003')).toBe('good');
  expect(nonces.use(nonce, '00000002')).toBe('good');
  expect(nonces.use(nonce, '000000ff')).toBe('good');
  expect(nonces.use(nonce, '00000004')).toBe('stale');
  expect(nonces.use(nonce.replace(/.$/, '!'), '00000009')).toBe('foreign');
  expect(createNonces(() => now).use(nonce, '00000001')).toBe('foreign');
  now += 301_000;
  expect(nonces.use(nonce, '000000aa')).toBe('stale');
});
