// Signing in (any name, any password), the account with its orders, signing out.
import type { Express } from 'express';
import { field, localPath } from '../form.ts';
import { html, type Html } from '../html.ts';
import { send } from '../layout.ts';
import { price } from '../money.ts';
import { onPost, tokenField } from '../posted.ts';
import { setVisitor, visitOf, type Shop, type Visit } from '../visit.ts';
import type { Order } from '../visitors.ts';

function signIn(visit: Visit, next: string, problem: string | null): Html {
  return html`<h1>Sign in</h1>
    <p class="lead">Any name and any password will do; the password is not kept.</p>
    ${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
    <form class="stack" method="post" action="/sign-in">
      ${tokenField(visit)}<input type="hidden" name="next" value="${next}" />
      <label>Name<input name="name" autocomplete="username" maxlength="60" required /></label>
      <label
        >Password<input name="password" type="password" autocomplete="current-password" required
      /></label>
      <button class="button" type="submit">Sign in</button>
    </form>`;
}

function orderCard(it: Order): Html {
  return html`<li class="order">
    <h3>Order ${it.number}</h3>
    <p class="note">
      <time datetime="${new Date(it.at).toISOString()}">${new Date(it.at).toUTCString()}</time> ·
      ${it.delivery} · card ending ${it.lastDigits}
    </p>
    <ul>
      ${it.lines.map((line) => html`<li>${line.quantity} × ${line.product.name}, ${line.size}</li>`)}
    </ul>
    <p><strong>${price(it.total)}</strong></p>
  </li>`;
}

function account(visit: Visit, name: string): Html {
  const { orders } = visit.visitor;
  return html`<h1>Hello, ${name}</h1>
    <form method="post" action="/sign-out">${tokenField(visit)}<button type="submit">Sign out</button></form>
    <h2>Your orders</h2>
    ${
      orders.length === 0
        ? html`<p>None yet.</p>`
        : html`<ul class="orders">
            ${orders.map(orderCard)}
          </ul>`
    }`;
}

export function accountRoutes(app: Express, shop: Shop): void {
  app.get('/sign-in', (request, response) => {
    const visit = visitOf(shop, request, response);
    send(response, visit, {
      title: 'Sign in',
      body: signIn(visit, localPath(field(request.query, 'next'), '/account'), null),
    });
  });
  app.get('/account', (request, response) => {
    const visit = visitOf(shop, request, response);
    const { name } = visit.visitor;
    if (name === null) return response.redirect(302, '/sign-in?next=%2Faccount');
    send(response, visit, { title: 'Account', body: account(visit, name) });
  });
  onPost(app, shop, '/sign-in', ({ visit, form, response }) => {
    const name = field(form, 'name', 60);
    const next = localPath(field(form, 'next'), '/account');
    if (name === '' || field(form, 'password') === '') {
      response.status(422);
      return send(response, visit, {
        title: 'Sign in',
        body: signIn(visit, next, 'Please give a name and a password.'),
      });
    }
    const visitor = shop.visitors.renew(visit.visitor);
    visitor.name = name;
    setVisitor(response, visitor);
    response.redirect(303, next);
  });
  onPost(app, shop, '/sign-out', ({ visit, response }) => {
    visit.visitor.name = null;
    response.redirect(303, '/');
  });
}
