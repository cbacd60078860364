import type { Express } from 'express';
import { findProducts } from '../catalogue.ts';
import { field } from '../form.ts';
import { html } from '../html.ts';
import { send } from '../layout.ts';
import { visitOf, type Shop } from '../visit.ts';
import { cards } from './cards.ts';

export function searchRoutes(app: Express, shop: Shop): void {
  app.get('/search', (request, response) => {
    const query = field(request.query, 'q', 100);
    const found = findProducts(query);
    send(response, visitOf(shop, request, response), {
      title: `Search: ${query}`,
      body: html`<h1>Search</h1>
        <p class="lead" role="status">
          ${found.length === 0 ? 'Nothing found' : `${found.length} found`} for “${query}”.
        </p>
        ${cards(found)}`,
    });
  });
}
