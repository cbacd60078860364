// Who is the admin: who shows the token, or a browser that has shown it and got a cookie of its own.
import type { IncomingHttpHeaders } from 'node:http';
import type { BaseAddress } from '../../protocol/address.ts';
import { isSecure } from '../registry/own-request.ts';
import { freshSecret, isSame } from '../registry/secret.ts';
import { cookieValues, parseCookies } from '../rewrite/cookies.ts';

export interface AdminDoor {
  readonly isToken: (text: string) => boolean;
  /** `Authorization: Bearer` with the token: no page of others can make a browser send it. */
  readonly hasToken: (headers: IncomingHttpHeaders) => boolean;
  /** By token or by cookie. */
  readonly isAdmin: (headers: IncomingHttpHeaders) => boolean;
  /** A Set-Cookie for who has shown the token. */
  readonly signIn: () => string;
  /** Ends the sign-in of this browser; the Set-Cookie that takes it away. */
  readonly signOut: (headers: IncomingHttpHeaders) => string;
}

const SIGNED_IN_MS = 12 * 60 * 60 * 1_000;
/** The oldest sign-ins beyond these are over. */
const MAX_SIGNED_IN = 100;

export function createAdminDoor(token: string, base: BaseAddress, now: () => number): AdminDoor {
  const secure = isSecure(base);
  const name = `${secure ? '__Host-' : ''}lockstep_admin`;
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  const until = new Map<string, number>();

  const hasToken: AdminDoor['hasToken'] = ({ authorization }) => {
    const given = /^Bearer +(.+)$/i.exec(authorization ?? '')?.[1];
    return given !== undefined && isSame(given.trim(), token);
  };
  const cookies = (headers: IncomingHttpHeaders): readonly string[] =>
    cookieValues(parseCookies(headers.cookie), name);

  return {
    isToken: (text) => isSame(text, token),
    hasToken,
    isAdmin: (headers) => hasToken(headers) || cookies(headers).some((it) => (until.get(it) ?? 0) > now()),
    signIn: () => {
      const made = freshSecret();
      until.set(made, now() + SIGNED_IN_MS);
      const oldest = until.keys().next().value;
      if (until.size > MAX_SIGNED_IN && oldest !== undefined) until.delete(oldest);
      return `${name}=${made}; ${attributes}; Max-Age=${SIGNED_IN_MS / 1_000}`;
    },
    signOut: (headers) => {
      for (const it of cookies(headers)) until.delete(it);
      return `${name}=; ${attributes}; Max-Age=0`;
    },
  };
}
