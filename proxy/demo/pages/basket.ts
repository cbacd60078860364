// The basket: shown by GET, changed by POST, and after each change one is sent back to it.
import type { Express } from 'express';
import { add, lineKey, linePrice, maxQuantity, setQuantity, totalOf, type Line } from '../basket.ts';
import { count, field } from '../form.ts';
import { html, type Html } from '../html.ts';
import { send } from '../layout.ts';
import { price } from '../money.ts';
import { onPost, tokenField } from '../posted.ts';
import { visitOf, type Shop, type Visit } from '../visit.ts';

function row(visit: Visit, it: Line): Html {
  const key = lineKey(it);
  return html`<li>
    <img src="/pictures/${it.product.drawing}-1.svg" alt="" width="96" height="96" />
    <div><a href="/product/${it.product.id}">${it.product.name}</a><span class="note">${it.size}</span></div>
    <form method="post" action="/basket/update">
      ${tokenField(visit)}<input type="hidden" name="line" value="${key}" />
      <label
        ><span class="unseen">Quantity of ${it.product.name}</span
        ><input
          name="quantity"
          type="number"
          min="0"
          max="${maxQuantity}"
          value="${it.quantity}"
          inputmode="numeric"
      /></label>
      <button type="submit">Update</button>
    </form>
    <strong>${price(linePrice(it))}</strong>
    <form method="post" action="/basket/remove">
      ${tokenField(visit)}<input type="hidden" name="line" value="${key}" />
      <button type="submit" aria-label="Remove ${it.product.name}">Remove</button>
    </form>
  </li>`;
}

function body(visit: Visit): Html {
  const { basket } = visit.visitor;
  if (basket.length === 0)
    return html`<h1>Basket</h1>
      <p class="lead">Nothing in it yet. <a href="/shop/plants">The plants are this way.</a></p>`;
  return html`<h1>Basket</h1>
    <ul class="lines">
      ${basket.map((it) => row(visit, it))}
    </ul>
    <p class="total">Together <strong>${price(totalOf(basket))}</strong></p>
    <p><a class="button" href="/checkout">To the checkout</a></p>`;
}

export function basketRoutes(app: Express, shop: Shop): void {
  app.get('/basket', (request, response) => {
    const visit = visitOf(shop, request, response);
    send(response, visit, { title: 'Basket', body: body(visit) });
  });
  onPost(app, shop, '/basket/add', ({ visit, form, response }) => {
    const quantity = count(form, 'quantity', { min: 1, max: maxQuantity, otherwise: 1 });
    const fuller = add(visit.visitor.basket, field(form, 'product'), field(form, 'size'), quantity);
    if (fuller !== undefined) {
      visit.visitor.basket = fuller;
      return response.redirect(303, '/basket');
    }
    response.status(422);
    send(response, visit, {
      title: 'Not added',
      body: html`<h1>That did not fit</h1>
        <p>
          There is no such thing in that size, or the basket is full. <a href="/basket">To the basket</a>
        </p>`,
    });
  });
  onPost(app, shop, '/basket/update', ({ visit, form, response }) => {
    const quantity = count(form, 'quantity', { min: 0, max: maxQuantity, otherwise: 1 });
    visit.visitor.basket = setQuantity(visit.visitor.basket, field(form, 'line'), quantity);
    response.redirect(303, '/basket');
  });
  onPost(app, shop, '/basket/remove', ({ visit, form, response }) => {
    visit.visitor.basket = setQuantity(visit.visitor.basket, field(form, 'line'), 0);
    response.redirect(303, '/basket');
  });
}
