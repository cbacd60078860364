// /s/:id: the way into a session, by invite or by the cookie that an earlier visit left.
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { SESSION_ID } from '../../protocol/address.ts';
import { callerIn } from '../registry/caller.ts';
import type { KeyRole, RunningSession } from '../registry/running-session.ts';
import { requireOwn, sessionIn } from './access.ts';
import { ApiError } from './api-error.ts';
import type { Around } from './around.ts';
import { clearCredentials, setCredentials } from './credential-cookies.ts';
import { sendNotice } from './notice.ts';
import { pageDocument } from './pages.ts';
import { createThrottle } from './throttle.ts';
import { keptInTime } from './kept.ts';

/** A name as others read it: nothing invisible, nothing that turns the text around. */
const name = z
  .string()
  .transform((it) => it.replace(/[\p{C}\u2028\u2029]/gu, '').trim())
  .pipe(z.string().min(1).max(60));
const joining = z.strictObject({ key: z.string().max(200), name });

export function entranceRoutes(around: Around): Router {
  const routes = Router();
  // Of keys that are none. Who has a right one is never sent away: a whole office may come from one address.
  const throttle = createThrottle(around.options.guessRate, around.now);

  routes.get('/:id', async (req, res) => {
    const session = around.registry.find(req.params.id);
    if (session === undefined) return over(around, req.params.id, res);
    const role = session.roleOfKey(textOf(req, 'key'));
    if (isKnown(around, req, session, role)) {
      // The secret has done its work: it has no business in an address that people show to others.
      if (req.query['key'] !== undefined) return res.redirect(303, `/s/${session.id}`);
      return sendShell(around, res, session, true);
    }
    if (role === null) {
      throttle(req);
      return closed(around, session, res);
    }
    const said = name.safeParse(req.query['name']);
    if (!said.success) return sendShell(around, res, session, false);
    await enter(around, res, session, { role, name: said.data });
    res.redirect(303, `/s/${session.id}`);
  });

  routes.post('/:id/join', async (req, res) => {
    requireOwn(around, req);
    const session = sessionIn(around, req);
    const said = joining.safeParse(req.body);
    if (!said.success) throw new ApiError('bad-request', 'A name of 1 to 60 characters is needed.');
    const role = session.roleOfKey(said.data.key);
    if (role === null) {
      throttle(req);
      throw new ApiError('forbidden', 'This link is not valid. Ask for a new one.');
    }
    if (!isKnown(around, req, session, role))
      await enter(around, res, session, { role, name: said.data.name });
    res.json({ id: session.id });
  });
  return routes;
}

/** Whether the browser takes part already. A guest who opens the owner's address becomes an owner, not the reverse. */
function isKnown({ base }: Around, req: Request, session: RunningSession, role: KeyRole | null): boolean {
  const who = callerIn(session, req.headers, base);
  return who !== null && !(role === 'owner' && who.role !== 'owner');
}

async function enter(
  { base }: Around,
  res: Response,
  session: RunningSession,
  as: { readonly role: KeyRole; readonly name: string },
): Promise<void> {
  const made = session.join(as.role, as.name);
  if (made === null) throw new ApiError('limit', 'This session is full.');
  await keptInTime(session);
  setCredentials(res, base, session.id, made);
}

function sendShell({ assets }: Around, res: Response, session: RunningSession, isJoined: boolean): void {
  const data = { session: session.id, 'frame-key': session.site.key, joined: String(isJoined) };
  res.type('html').send(pageDocument(assets, { page: 'shell', title: 'Lockstep', data }));
}

/** Without a session in the document, the shell says that it is over. */
function over({ assets, base }: Around, id: string, res: Response): void {
  if (SESSION_ID.test(id)) clearCredentials(res, base, id);
  res
    .status(404)
    .type('html')
    .send(pageDocument(assets, { page: 'shell', title: 'Lockstep' }));
}

/** Cookies that open nothing any more (one has left, or was removed) go. */
function closed({ base }: Around, { id }: RunningSession, res: Response): void {
  clearCredentials(res, base, id);
  res.status(403);
  sendNotice(res, {
    title: 'This session is open to those invited',
    text: 'The address is not complete, or the invite is not valid.',
    advice: ['Ask whoever invited you for the whole link.'],
  });
}

function textOf(req: Request, field: string): string {
  const value = req.query[field];
  return typeof value === 'string' ? value : '';
}
