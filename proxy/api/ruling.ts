// What is done to people in a session from outside: control given and taken away, participants removed.
import type { Request, Router } from 'express';
import type { SessionState } from '../../protocol/state.ts';
import type { RunningSession } from '../registry/running-session.ts';
import { mayHold } from '../session/roles.ts';
import { admit, requireOwn, sessionIn } from './access.ts';
import { ApiError } from './api-error.ts';
import type { Around } from './around.ts';
import { keptInTime } from './kept.ts';
import { badBody } from './refusal.ts';
import { giving } from './shapes.ts';

export function adminOnly({ door }: Around, req: Request): void {
  if (!door.isAdmin(req.headers)) throw new ApiError('unauthorized', 'Sign in with the admin token.');
}

function personIn(session: RunningSession, id: string): SessionState['participants'][number] {
  const found = session.view().participants.find((it) => it.id === id);
  if (found === undefined) throw new ApiError('not-found', 'This participant is not here any more.');
  return found;
}

/** `by`: the participant, or the admin, who sends somebody out. */
export function sendOut(session: RunningSession, id: string, by: string): void {
  personIn(session, id);
  session.happen({ type: 'removed', id, by });
}

export function ruling(routes: Router, around: Around): void {
  routes.put('/:id/control', async (req, res) => {
    adminOnly(around, req);
    requireOwn(around, req);
    const session = sessionIn(around, req);
    const said = giving.safeParse(req.body);
    if (!said.success) throw badBody(said.error, '{"holder": "abcdefgh"}');
    const { holder } = said.data;
    if (holder === null) session.happen({ type: 'revoked' });
    else {
      const who = personIn(session, holder);
      if (!who.online || !mayHold(who.role))
        throw new ApiError('conflict', `${who.name} cannot have control just now.`);
      session.happen({ type: 'given', id: holder });
    }
    await keptInTime(session);
    res.status(204).end();
  });

  routes.delete('/:id/participants/:participant', async (req, res) => {
    requireOwn(around, req);
    const session = sessionIn(around, req);
    const by = admit(around, req, session, ['owner', 'admin']);
    sendOut(session, req.params.participant, by);
    await keptInTime(session);
    res.status(204).end();
  });
}
