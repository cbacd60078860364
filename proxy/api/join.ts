// /j/:id?t=: the link that a call is given. It lets one browser in, once, as the participant who calls.
import { Router } from 'express';
import type { Around } from './around.ts';
import { setCredentials } from './credential-cookies.ts';
import { sendNotice } from './notice.ts';
import { createThrottle } from './throttle.ts';
import { keptInTime } from './kept.ts';

export function joinRoutes(around: Around): Router {
  const routes = Router();
  const throttle = createThrottle(around.options.guessRate, around.now);

  routes.get('/:id', async (req, res) => {
    const session = around.registry.find(req.params.id);
    const ticket = typeof req.query['t'] === 'string' ? req.query['t'] : '';
    const who = around.sip.gateway?.tickets.redeem(req.params.id, ticket) ?? null;
    const made = who === null ? null : (session?.issue(who) ?? null);
    res.setHeader('cache-control', 'no-store');
    if (session === undefined || made === null) {
      throttle(req);
      res.status(403);
      return sendNotice(res, {
        title: 'This link has been used, or its call is over',
        text: 'A link of a call opens once, in one browser, while the call lasts.',
        advice: ['Call again for a new link.'],
      });
    }
    await keptInTime(session);
    setCredentials(res, around.base, session.id, made);
    res.redirect(303, `/s/${session.id}`);
  });
  return routes;
}
