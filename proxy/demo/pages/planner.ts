// The planner: one page for every address below /planner, an API in JSON, and a clock that is pushed.
import type { Express } from 'express';
import { html } from '../html.ts';
import { send } from '../layout.ts';
import { crops, planShape } from '../plan.ts';
import { isGenuine } from '../posted.ts';
import { visitOf, type Shop } from '../visit.ts';

const tickMs = 1_000;

const body = html`<div data-planner>
  <div class="planner-top">
    <h1>Planner</h1>
    <p class="clock">Shop time <time data-clock>…</time></p>
  </div>
  <nav class="views" aria-label="Planner">
    <a href="/planner">Bed</a><a href="/planner/calendar">Calendar</a><a href="/planner/watering">Watering</a>
  </nav>
  <div data-view aria-live="polite"><p>Loading …</p></div>
  <noscript><p>The planner needs scripts.</p></noscript>
</div>`;

export function plannerRoutes(app: Express, shop: Shop): void {
  app.get(['/planner', '/planner/calendar', '/planner/watering'], (request, response) => {
    send(response, visitOf(shop, request, response), { title: 'Planner', body, scripts: ['planner.js'] });
  });
  app.get('/api/crops', (_request, response) => {
    response.json(crops);
  });
  app.get('/api/plan', (request, response) => {
    response.set('Cache-Control', 'no-store').json(visitOf(shop, request, response).visitor.plan);
  });
  app.put('/api/plan', (request, response) => {
    const visit = visitOf(shop, request, response);
    const parsed = planShape.safeParse(request.body);
    if (!isGenuine(visit, request.get('x-form-token') ?? ''))
      return response.status(403).json({ error: 'no form token' });
    if (!parsed.success)
      return response.status(400).json({ error: parsed.error.issues[0]?.message ?? 'not a plan' });
    visit.visitor.plan = parsed.data;
    response.json(parsed.data);
  });
  app.get('/api/clock', (_request, response) => {
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const tell = (): void =>
      void response.write(`event: tick\ndata: ${JSON.stringify({ at: shop.now() })}\n\n`);
    tell();
    const timer = setInterval(tell, tickMs);
    response.on('close', () => clearInterval(timer));
  });
}
