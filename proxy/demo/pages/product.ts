import type { Express } from 'express';
import { maxQuantity } from '../basket.ts';
import { categories, lights, productOf, type Product } from '../catalogue.ts';
import { html, trusted, type Html } from '../html.ts';
import { send } from '../layout.ts';
import { price } from '../money.ts';
import { views } from '../pictures/drawing.ts';
import { tokenField } from '../posted.ts';
import { visitOf, type Shop, type Visit } from '../visit.ts';

const sight = { '1': 'the whole of it', '2': 'from close by', '3': 'on a shelf' };

function gallery(it: Product): Html {
  return html`<div class="gallery" data-gallery>
    <img
      class="large"
      src="/pictures/${it.drawing}-1.svg"
      alt="${it.name}, ${sight['1']}"
      width="800"
      height="800"
    />
    <div class="thumbs" role="group" aria-label="Pictures">
      ${views.map(
        (view) =>
          html`<button
            type="button"
            aria-pressed="${view === '1' ? 'true' : 'false'}"
            data-picture="/pictures/${it.drawing}-${view}.svg"
            data-alt="${it.name}, ${sight[view]}"
          >
            <img src="/pictures/${it.drawing}-${view}.svg" alt="${sight[view]}" width="96" height="96" />
          </button>`,
      )}
    </div>
  </div>`;
}

function buy(visit: Visit, it: Product): Html {
  const sizes = Object.entries(it.sizes);
  return html`<form class="buy" method="post" action="/basket/add">
    ${tokenField(visit)}<input type="hidden" name="product" value="${it.id}" />
    <label
      >Size<select name="size">
        ${sizes.map(([size, pence]) => html`<option value="${size}">${size}: ${price(pence)}</option>`)}
      </select></label
    >
    <label
      >Quantity<input
        name="quantity"
        type="number"
        min="1"
        max="${maxQuantity}"
        value="1"
        inputmode="numeric"
        required
    /></label>
    <button class="button" type="submit">Add to basket</button>
  </form>`;
}

export function productRoutes(app: Express, shop: Shop): void {
  app.get('/product/:id', (request, response, next) => {
    const it = productOf(request.params.id);
    if (it === undefined) return next();
    const visit = visitOf(shop, request, response);
    const light = it.light === null ? null : html`<p class="tag">${lights[it.light]}</p>`;
    send(response, visit, {
      title: it.name,
      body: html`<nav class="trail" aria-label="Where you are"><a href="/">Home</a> / <a href="/shop/${it.category}">${categories[it.category].name}</a></nav>
        <article class="product" data-product="${it.id}" data-name="${it.name}" data-drawing="${it.drawing}">
          ${gallery(it)}
          <div>
            <h1>${it.name}</h1>
            <p class="note">${it.note}</p>
            ${light}
            <p>${it.about}</p>
            ${buy(visit, it)}
            <details${trusted(' open')}><summary>Looking after it</summary><ul>${it.care.map((line) => html`<li>${line}</li>`)}</ul></details>
            <details><summary>Delivery and returns</summary><p>Two to four days, wrapped in paper and straw. If it arrives sulking, send us a picture.</p></details>
          </div>
        </article>`,
    });
  });
}
