// Who may use a route of a session: the admin, by token or sign-in, or a participant, by cookie.
import type { Request } from 'express';
import { callerIn } from '../registry/caller.ts';
import { isOwnRequest } from '../registry/own-request.ts';
import type { RunningSession } from '../registry/running-session.ts';
import type { Role } from '../../protocol/state.ts';
import { ApiError } from './api-error.ts';
import type { Around } from './around.ts';

/** The session a route names. */
export function sessionIn({ registry }: Around, req: Request): RunningSession {
  const { id } = req.params;
  const session = typeof id === 'string' ? registry.find(id) : undefined;
  if (session === undefined) throw new ApiError('not-found', 'This session is over, or never was.');
  return session;
}

/** Throws unless the admin asks, or a participant of one of these roles. Gives who it is: a participant's id or `admin`. */
export function admit(around: Around, req: Request, session: RunningSession, roles: readonly Role[]): string {
  if (around.door.isAdmin(req.headers)) return 'admin';
  const who = callerIn(session, req.headers, around.base);
  if (who === null)
    throw new ApiError('unauthorized', 'Only participants of the session and the admin may do this.');
  if (!roles.includes(who.role)) throw new ApiError('forbidden', `As ${who.role} you may not do this.`);
  return who.id;
}

/** Throws where a page that is not ours would use a browser's cookies to change something. */
export function requireOwn({ base, door }: Around, req: Request): void {
  if (door.hasToken(req.headers) || isOwnRequest(req.headers, base)) return;
  throw new ApiError('forbidden', 'Only Lockstep’s own pages may do this.');
}
