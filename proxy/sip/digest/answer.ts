// The answer of a user agent to a challenge (RFC 3261 section 22.3): the first algorithm of the list that we know.
import { randomBytes } from 'node:crypto';
import { all, field, type Field } from '../message/fields.ts';
import type { SipRequest, SipResponse } from '../message/message.ts';
import { algorithmOf, parseDigest, printDigest, proofOf } from './digest.ts';

export interface Account {
  readonly user: string;
  readonly password: string;
}

/** Null: nothing in the challenge can be answered. */
export function answerChallenge(
  challenged: SipResponse,
  request: Pick<SipRequest, 'method' | 'uri'>,
  { user, password }: Account,
): Field | null {
  const isProxy = challenged.status === 407;
  const challenges = all(challenged.fields, isProxy ? 'proxy-authenticate' : 'www-authenticate').map(
    parseDigest,
  );
  const asked = challenges.find((it) => it !== null && algorithmOf(it.get('algorithm')) !== null);
  const algorithm = algorithmOf(asked?.get('algorithm'));
  if (asked == null || algorithm === null) return null;
  const offered = (asked.get('qop') ?? '').split(',').map((it) => it.trim());
  const qop = offered.includes('auth') ? 'auth' : null;
  const proof = {
    algorithm,
    user,
    password,
    method: request.method,
    realm: asked.get('realm') ?? '',
    uri: request.uri,
    nonce: asked.get('nonce') ?? '',
    nc: '00000001',
    cnonce: randomBytes(9).toString('base64url'),
    qop,
  } as const;
  const said = new Map([
    ['username', user],
    ['realm', proof.realm],
    ['nonce', proof.nonce],
    ['uri', proof.uri],
    ['response', proofOf(proof)],
    ['algorithm', algorithm],
  ]);
  if (qop !== null) for (const name of ['cnonce', 'nc'] as const) said.set(name, proof[name]);
  if (qop !== null) said.set('qop', qop);
  const opaque = asked.get('opaque');
  if (opaque !== undefined) said.set('opaque', opaque);
  return field(isProxy ? 'proxy-authorization' : 'authorization', printDigest(said, false));
}
