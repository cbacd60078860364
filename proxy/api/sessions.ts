// POST /api/sessions and what can be asked of one session.
import { Router, type Request } from 'express';
import type { Role } from '../../protocol/state.ts';
import { admit, requireOwn, sessionIn } from './access.ts';
import { ApiError } from './api-error.ts';
import type { Around } from './around.ts';
import { filtered } from '../session/journal.ts';
import type { SessionStart } from '../registry/running-session.ts';
import { joinUrl } from './join-url.ts';
import { badBody, badQuery, onlyBy } from './refusal.ts';
import { sessionAnswer } from './session-answer.ts';
import { createThrottle } from './throttle.ts';
import { keptInTime } from './kept.ts';
import { sessionPage } from './session-page.ts';
import { creation, filtering, inviting, listing } from './shapes.ts';
import { adminOnly, ruling } from './ruling.ts';

const anybody: readonly Role[] = ['owner', 'guest', 'observer', 'admin'];
const RINGS_PER_MINUTE = 12;

export function sessionRoutes(around: Around): Router {
  const routes = Router();
  const throttle = createThrottle(around.options.startRate, around.now);
  const ringing = createThrottle(RINGS_PER_MINUTE, around.now);

  routes.post('/', async (req, res) => {
    requireOwn(around, req);
    const isAdmin = around.door.isAdmin(req.headers);
    if (!isAdmin && around.options.create === 'admin')
      throw new ApiError('unauthorized', 'Only the admin may start sessions here.');
    if (!isAdmin) throttle(req);
    const start = startIn(around, req);
    if (!around.registry.isSure())
      throw new ApiError('unavailable', 'Sessions cannot be kept just now. Try again in a moment.');
    const session = around.registry.create(start);
    if (session === null)
      throw new ApiError('limit', 'There are as many sessions as this server takes. Try again later.');
    await keptInTime(session);
    const address = (role: 'owner' | 'guest'): string => joinUrl(around.base, session, role);
    res.status(201).json({
      id: session.id,
      ownerUrl: address('owner'),
      inviteUrl: address('guest'),
      ...(session.alias === null ? {} : { sip: session.alias }),
    });
  });

  routes.get('/', (req, res) => {
    adminOnly(around, req);
    const asked = listing.safeParse(req.query);
    if (!asked.success) throw badQuery(asked.error);
    const all = around.registry.all().map((it) => it.view());
    res.json(sessionPage(all, asked.data));
  });

  routes.get('/:id', (req, res) => {
    const session = sessionIn(around, req);
    admit(around, req, session, anybody);
    res.json(sessionAnswer(session.view()));
  });

  routes.get('/:id/control', async (req, res) => {
    const session = sessionIn(around, req);
    admit(around, req, session, anybody);
    const { holder, epoch, since, queue } = session.view().control;
    res.json({ holder, epoch, since, queue, history: await session.holdings() });
  });

  routes.get('/:id/journal', async (req, res) => {
    const session = sessionIn(around, req);
    admit(around, req, session, ['owner', 'admin']);
    const asked = filtering.safeParse(req.query);
    if (!asked.success) throw badQuery(asked.error);
    const records = filtered(await session.journal(), asked.data);
    res.type('application/x-ndjson').send(records.map((it) => `${JSON.stringify(it)}\n`).join(''));
  });

  routes.post('/:id/invites', (req, res) => {
    requireOwn(around, req);
    const session = sessionIn(around, req);
    const by = admit(around, req, session, ['owner', 'admin']);
    // Each of these makes a telephone ring.
    if (by !== 'admin') ringing(req);
    const { gateway } = around.sip;
    if (gateway === null) throw new ApiError('bad-request', 'SIP is off here: see LOCKSTEP_SIP.');
    const said = inviting.safeParse(req.body);
    if (!said.success) throw badBody(said.error, '{"sip": "sip:bob@pbx.example"}');
    const invited = gateway.invite(session, said.data.sip);
    if (invited === null)
      throw new ApiError('bad-request', 'This is no SIP address, or the session is full.');
    invited.outcome.catch((error: unknown) => around.fault(error, 'a call failed'));
    res.status(202).json({ sip: said.data.sip, participant: invited.participant });
  });

  ruling(routes, around);
  routes.delete('/:id', async (req, res) => {
    requireOwn(around, req);
    const session = sessionIn(around, req);
    const by = admit(around, req, session, ['owner', 'admin']);
    session.happen({ type: 'ended', reason: 'ended', by });
    await keptInTime(session);
    res.status(204).end();
  });

  routes.all('/', onlyBy('GET', 'POST'));
  routes.all('/:id', onlyBy('GET', 'DELETE'));
  routes.all('/:id/invites', onlyBy('POST'));
  routes.all('/:id/control', onlyBy('GET', 'PUT'));
  routes.all('/:id/journal', onlyBy('GET'));
  routes.all('/:id/participants/:participant', onlyBy('DELETE'));
  return routes;
}

/** What somebody wants to browse, its URL as the URL Standard writes it. */
function startIn({ siteProblem, options, registry }: Around, req: Request): SessionStart {
  const parsed = creation.safeParse(req.body);
  if (!parsed.success) throw badBody(parsed.error, '{"url": "https://example.com/"}');
  const text = parsed.data.url.trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw new ApiError('bad-url', 'This is no URL. It must begin with http:// or https://.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ApiError('bad-url', `Only http:// and https:// can be browsed, not ${url.protocol}`);
  const problem = siteProblem(url.href);
  if (problem !== null) throw new ApiError('blocked', problem);
  const alias = parsed.data.sip ?? null;
  const holder = alias === null ? undefined : registry.called(alias);
  if (holder !== undefined && holder !== 'ended')
    throw new ApiError('conflict', 'Another session is called by this name already.');
  return { url: url.href, privacy: parsed.data.privacy ?? options.privacy, alias };
}
