import type { Express } from 'express';
import { categories, products } from '../catalogue.ts';
import { html } from '../html.ts';
import { send } from '../layout.ts';
import { visitOf, type Shop } from '../visit.ts';
import { cards } from './cards.ts';

const favourites = ['boston-fern', 'stone-rose', 'lavender', 'watering-can'];

const body = html`<section class="hero">
    <div>
      <h1>Grow something<br />worth talking about</h1>
      <p>Plants with roots, tools with handles, and somebody to ask. Have a look around, together.</p>
      <p class="row">
        <a class="button" href="/shop/plants">See the plants</a
        ><a class="button quiet" href="/planner">Plan a bed</a>
      </p>
    </div>
    <img src="/pictures/fern-1.svg" alt="A Boston fern in a clay pot" width="400" height="400" />
  </section>
  <section>
    <h2>Aisles</h2>
    <ul class="aisle-list">
      ${Object.entries(categories).map(
        ([id, { name, about }]) =>
          html`<li>
            <a href="/shop/${id}"><strong>${name}</strong><span>${about}</span></a>
          </li>`,
      )}
    </ul>
  </section>
  <section>
    <h2>Favourites this week</h2>
    ${cards(products.filter((it) => favourites.includes(it.id)))}
  </section>
  <section data-recent hidden>
    <h2>You looked at</h2>
    <ul class="recent"></ul>
  </section>`;

export function homeRoutes(app: Express, shop: Shop): void {
  app.get('/', (request, response) => {
    send(response, visitOf(shop, request, response), { title: 'Plants and garden tools', body });
  });
}
