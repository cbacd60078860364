// Who a request comes from, by its credentials, and the challenge for who has shown none (RFC 3261 section 22.2).
import { timingSafeEqual } from 'node:crypto';
import { all, field, type Fields } from '../message/fields.ts';
import type { SipRequest } from '../message/message.ts';
import { algorithmOf, ALGORITHMS, parseDigest, printDigest, proofOf, type DigestFields } from './digest.ts';
import { createNonces } from './nonce.ts';

export interface Guardian {
  /** The user, or the challenge to answer with. */
  readonly judge: (request: SipRequest) => { readonly user: string } | { readonly challenge: Fields };
}

export function createGuardian(
  realm: string,
  users: ReadonlyMap<string, string>,
  now: () => number,
): Guardian {
  const nonces = createNonces(now);

  function challenge(stale: boolean): { readonly challenge: Fields } {
    const nonce = nonces.issue();
    return {
      challenge: ALGORITHMS.map((algorithm) => {
        const said = new Map([
          ['realm', realm],
          ['nonce', nonce],
          ['algorithm', algorithm],
          ['qop', 'auth'],
        ]);
        if (stale) said.set('stale', 'true');
        return field('www-authenticate', printDigest(said, true));
      }),
    };
  }

  return {
    judge: (request) => {
      const given = all(request.fields, 'authorization')
        .map(parseDigest)
        .find((it) => it?.get('realm') === realm);
      if (given == null) return challenge(false);
      const password = users.get(given.get('username') ?? '');
      if (password === undefined || !isRight(given, password, request.method)) return challenge(false);
      const use = nonces.use(given.get('nonce') ?? '', given.get('nc') ?? '00000001');
      return use === 'good' ? { user: given.get('username') ?? '' } : challenge(use === 'stale');
    },
  };
}

function isRight(given: DigestFields, password: string, method: string): boolean {
  const algorithm = algorithmOf(given.get('algorithm'));
  const qop = given.get('qop');
  if (algorithm === null || (qop !== undefined && qop !== 'auth')) return false;
  const text = (name: string): string => given.get(name) ?? '';
  const right = Buffer.from(
    proofOf({
      algorithm,
      password,
      method,
      user: text('username'),
      realm: text('realm'),
      uri: text('uri'),
      nonce: text('nonce'),
      nc: text('nc'),
      cnonce: text('cnonce'),
      qop: qop === undefined ? null : 'auth',
    }),
  );
  const shown = Buffer.from(text('response').toLowerCase());
  return shown.length === right.length && timingSafeEqual(shown, right);
}
