// One aisle, filtered and sorted by the query.
import type { Express } from 'express';
import {
  categories,
  fromPrice,
  isCategory,
  lights,
  products,
  type Category,
  type Product,
} from '../catalogue.ts';
import { count, field } from '../form.ts';
import { html, trusted, type Html } from '../html.ts';
import { send } from '../layout.ts';
import { visitOf, type Shop } from '../visit.ts';
import { cards } from './cards.ts';

const orders = { name: 'Name', cheap: 'Price, low first', dear: 'Price, high first' };
const maxPounds = 120;

const option = (value: string, text: string, chosen: string): Html =>
  html`<option value="${value}" ${value === chosen ? trusted(' selected') : null}>${text}</option>`;

function choose(category: Category, query: unknown): readonly Product[] {
  const light = field(query, 'light');
  const pounds = count(query, 'max', { min: 0, max: maxPounds, otherwise: maxPounds });
  const chosen = products.filter(
    (it) => it.category === category && (light === '' || it.light === light) && fromPrice(it) <= pounds * 100,
  );
  const order = field(query, 'sort');
  if (order === 'cheap') return chosen.toSorted((a, b) => fromPrice(a) - fromPrice(b));
  if (order === 'dear') return chosen.toSorted((a, b) => fromPrice(b) - fromPrice(a));
  return chosen.toSorted((a, b) => a.name.localeCompare(b.name));
}

function filters(query: unknown): Html {
  const pounds = count(query, 'max', { min: 0, max: maxPounds, otherwise: maxPounds });
  return html`<form class="filters" aria-label="Filter">
    <label
      >Light<select name="light">
        ${option('', 'Any', field(query, 'light'))}${Object.entries(lights).map(([id, text]) => option(id, text, field(query, 'light')))}
      </select></label
    >
    <label
      >Up to <output>£${pounds}</output
      ><input type="range" name="max" min="5" max="${maxPounds}" step="5" value="${pounds}" data-pounds
    /></label>
    <label
      >Order<select name="sort">
        ${Object.entries(orders).map(([id, text]) => option(id, text, field(query, 'sort')))}
      </select></label
    >
    <button type="submit">Show</button>
  </form>`;
}

export function categoryRoutes(app: Express, shop: Shop): void {
  app.get('/shop/:category', (request, response, next) => {
    const { category } = request.params;
    if (!isCategory(category)) return next();
    const found = choose(category, request.query);
    const { name, about } = categories[category];
    const few = found.length === 1 ? 'One product' : `${found.length} products`;
    send(response, visitOf(shop, request, response), {
      title: name,
      body: html`<h1>${name}</h1>
        <p class="lead">${about}</p>
        ${filters(request.query)}
        <p class="note" role="status">${found.length === 0 ? 'Nothing matches; widen the filter.' : few}</p>
        ${cards(found)}`,
    });
  });
}
