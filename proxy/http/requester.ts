// Which participant a request on a site's host comes from.
import type { IncomingMessage } from 'node:http';
import { participantTokens, type CookiePair } from '../rewrite/cookies.ts';
import { cameFrom } from './came-from.ts';
import type { Requester, SiteSession } from './site-session.ts';

export interface Identified {
  readonly role: Requester['role'];
  /** '' where only the role is known. */
  readonly participant: string;
  /** Sent without cookies. */
  readonly anonymous: boolean;
}

const MAX_PLACES = 1_000;

/** Browsers send fonts, cross-origin scripts and preflights without cookies: then only this tells who it is. */
const placeOf = (req: IncomingMessage): string => [cameFrom(req), req.headers['user-agent']].join(' ');

function remember(session: SiteSession, req: IncomingMessage, token: string): void {
  const place = placeOf(req);
  const known = session.seen.get(place);
  if (known !== undefined) {
    known.add(token);
    return;
  }
  if (session.seen.size >= MAX_PLACES) session.seen.clear();
  session.seen.set(place, new Set([token]));
}

function rolesHere(session: SiteSession, req: IncomingMessage): ReadonlySet<Requester['role']> {
  const tokens = session.seen.get(placeOf(req));
  const roles = new Set<Requester['role']>();
  for (const token of tokens ?? []) {
    const found = session.roleOf(token);
    if (found === null) tokens?.delete(token);
    else roles.add(found.role);
  }
  return roles;
}

/**
 * `isRecorded`: the live browser has had this since its page began. Where live browser and mirrors cannot be told apart
 * (same address, same browser), what is there already is taken for a mirror's request.
 */
export function identify(
  session: SiteSession,
  { req, cookies }: { readonly req: IncomingMessage; readonly cookies: readonly CookiePair[] },
  isRecorded: () => boolean,
): Identified | null {
  const tokens = participantTokens(cookies, session.id);
  for (const token of tokens) {
    const found = session.roleOf(token);
    if (found === null) continue;
    remember(session, req, token);
    return { ...found, anonymous: false };
  }
  // A token that is none says who it is not.
  if (tokens.length > 0 || req.headers['sec-fetch-mode'] === 'navigate') return null;
  const roles = rolesHere(session, req);
  if (roles.size === 0) return null;
  const role = roles.size === 1 ? [...roles][0] : isRecorded() ? 'mirror' : 'live';
  return role === undefined ? null : { role, participant: '', anonymous: true };
}
