// Which participant of a session a request to the base host comes from.
import type { IncomingHttpHeaders } from 'node:http';
import { SESSION_ID, type BaseAddress } from '../../protocol/address.ts';
import { shellCookie } from '../../protocol/cookie-names.ts';
import { cookieValues, parseCookies } from '../rewrite/cookies.ts';
import type { Participant } from '../session/room.ts';
import { isSecure } from './own-request.ts';
import type { Registry } from './registry.ts';
import type { RunningSession } from './running-session.ts';

export function callerIn(
  session: RunningSession,
  headers: IncomingHttpHeaders,
  base: BaseAddress,
): Participant | null {
  const name = shellCookie(session.id, isSecure(base));
  return session.participantByShell(cookieValues(parseCookies(headers.cookie), name));
}

/** Whether the request comes from a participant of any session that runs. */
export function isParticipant(registry: Registry, headers: IncomingHttpHeaders, base: BaseAddress): boolean {
  const prefix = shellCookie('', isSecure(base));
  return parseCookies(headers.cookie).some(({ name }) => {
    const id = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    const session = SESSION_ID.test(id) ? registry.find(id) : undefined;
    return session !== undefined && callerIn(session, headers, base) !== null;
  });
}
