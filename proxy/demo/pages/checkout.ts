// The checkout: one form, and its answer is a page of its own without a redirect, as many shops still do it.
import type { Express } from 'express';
import { totalOf } from '../basket.ts';
import { html } from '../html.ts';
import { send } from '../layout.ts';
import { price } from '../money.ts';
import { onPost } from '../posted.ts';
import { visitOf, type Shop } from '../visit.ts';
import { checkoutForm, deliveries, readCheckout } from './checkout-form.ts';

const maxOrders = 20;

export function checkoutRoutes(app: Express, shop: Shop): void {
  app.get('/checkout', (request, response) => {
    const visit = visitOf(shop, request, response);
    if (visit.visitor.basket.length === 0) return response.redirect(302, '/basket');
    send(response, visit, { title: 'Checkout', body: checkoutForm(visit, {}, []) });
  });
  onPost(app, shop, '/checkout', ({ visit, form, response }) => {
    const { visitor } = visit;
    const filled = readCheckout(form);
    if (visitor.basket.length === 0) return response.redirect(303, '/basket');
    if (!filled.ok) {
      response.status(422);
      return send(response, visit, { title: 'Checkout', body: checkoutForm(visit, form, filled.problems) });
    }
    const delivery = deliveries[filled.delivery];
    const order = {
      number: shop.orderNumber(),
      lines: visitor.basket,
      total: totalOf(visitor.basket) + delivery.pence,
      delivery: delivery.name,
      lastDigits: filled.lastDigits,
      at: shop.now(),
    };
    visitor.orders = [order, ...visitor.orders].slice(0, maxOrders);
    visitor.basket = [];
    send(response, visit, {
      title: `Order ${order.number}`,
      body: html`<h1>Thank you, ${filled.name}</h1>
        <p class="lead" role="status">
          Order <strong data-order>${order.number}</strong> is in: ${price(order.total)},
          ${delivery.name.toLowerCase()}.
        </p>
        ${
          filled.note === ''
            ? null
            : html`<figure>
                <figcaption>Your note to us</figcaption>
                <blockquote class="said">${filled.note}</blockquote>
              </figure>`
        }
        <p><a href="/account">See it in your account</a></p>`,
    });
  });
}
