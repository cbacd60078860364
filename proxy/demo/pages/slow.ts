// A page that takes its time, for seeing what waiting looks like.
import type { Express } from 'express';
import { count } from '../form.ts';
import { html } from '../html.ts';
import { send } from '../layout.ts';
import { visitOf, type Shop } from '../visit.ts';

export function slowRoutes(app: Express, shop: Shop): void {
  app.get('/slow', (request, response) => {
    const waitMs = count(request.query, 'ms', { min: 0, max: 30_000, otherwise: 2_000 });
    const visit = visitOf(shop, request, response);
    const timer = setTimeout(() => {
      send(response, visit, {
        title: 'Worth the wait',
        body: html`<h1>Worth the wait</h1>
          <p class="lead">This page took ${waitMs} ms to think.</p>
          <p><a href="/slow?ms=${Math.min(30_000, waitMs * 2)}">Twice as long, please</a></p>`,
      });
    }, waitMs);
    response.on('close', () => clearTimeout(timer));
  });
}
