import { totalOf } from '../basket.ts';
import { field } from '../form.ts';
import { html, trusted, type Html } from '../html.ts';
import { price } from '../money.ts';
import { tokenField } from '../posted.ts';
import type { Visit } from '../visit.ts';

export const deliveries = {
  standard: { name: 'Standard, two to four days', pence: 395 },
  express: { name: 'Express, tomorrow', pence: 795 },
  collect: { name: 'Collect from the shop', pence: 0 },
} as const;
type Delivery = keyof typeof deliveries;
const isDelivery = (it: string): it is Delivery => Object.hasOwn(deliveries, it);
const countries = [
  'Austria',
  'France',
  'Germany',
  'Ireland',
  'Netherlands',
  'Spain',
  'Switzerland',
  'United Kingdom',
];
const maxNote = 1_000;

type Filled =
  | {
      readonly ok: true;
      readonly name: string;
      readonly delivery: Delivery;
      readonly note: string;
      readonly lastDigits: string;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

export function readCheckout(form: unknown): Filled {
  const required = {
    name: 'your name',
    email: 'an e-mail address',
    street: 'a street',
    town: 'a town',
    postcode: 'a postcode',
  };
  const problems = Object.entries(required).flatMap(([name, words]) =>
    field(form, name) === '' ? [`Please give ${words}.`] : [],
  );
  const delivery = field(form, 'delivery');
  const card = field(form, 'card').replace(/[ -]/g, '');
  if (!/^\d{12,19}$/.test(card)) problems.push('A card number has 12 to 19 digits (any will do here).');
  if (field(form, 'terms') === '') problems.push('Please accept the terms.');
  if (!isDelivery(delivery)) return { ok: false, problems: [...problems, 'Please choose a delivery.'] };
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    name: field(form, 'name'),
    delivery,
    note: field(form, 'note', maxNote),
    lastDigits: card.slice(-4),
  };
}

const checked = (yes: boolean): Html | null => (yes ? trusted(' checked') : null);

function address(form: unknown): Html {
  const input = (name: string, label: string, complete: string, type = 'text'): Html =>
    html`<label
      >${label}<input
        name="${name}"
        type="${type}"
        autocomplete="${complete}"
        value="${field(form, name)}"
        maxlength="200"
        required
    /></label>`;
  const country = field(form, 'country') || 'United Kingdom';
  return html`<fieldset>
    <legend>Where to</legend>
    ${input('name', 'Name', 'name')}${input('email', 'E-mail', 'email', 'email')}${input('street', 'Street', 'address-line1')}
    <div class="pair">
      ${input('town', 'Town', 'address-level2')}${input('postcode', 'Postcode', 'postal-code')}
    </div>
    <label
      >Country<select name="country" autocomplete="country-name">
        ${countries.map((it) => html`<option${it === country ? trusted(' selected') : null}>${it}</option>`)}
      </select></label
    >
  </fieldset>`;
}

function delivery(form: unknown): Html {
  const chosen = field(form, 'delivery') || 'standard';
  return html`<fieldset>
    <legend>How</legend>
    ${Object.entries(deliveries).map(
      ([id, it]) =>
        html`<label class="choice"
          ><input type="radio" name="delivery" value="${id}" ${checked(id === chosen)} />${it.name}<span
            class="note"
            >${it.pence === 0 ? 'free' : price(it.pence)}</span
          ></label
        >`,
    )}
    <label class="choice"
      ><input type="checkbox" name="gift" value="yes" ${checked(field(form, 'gift') !== '')} />It is a gift:
      no bill in the parcel</label
    >
    <label
      >A note to us<textarea name="note" rows="4" maxlength="${maxNote}">
${field(form, 'note', maxNote)}</textarea>
    </label>
  </fieldset>`;
}

// What was typed here is never sent back to the page.
const card = html`<fieldset>
  <legend>Card</legend>
  <label>Name on the card<input name="cardholder" autocomplete="cc-name" maxlength="100" /></label>
  <label
    >Card number<input
      name="card"
      autocomplete="cc-number"
      inputmode="numeric"
      maxlength="30"
      placeholder="0000 0000 0000 0000"
      required
  /></label>
  <div class="pair">
    <label>Valid until<input name="until" autocomplete="cc-exp" placeholder="MM/YY" maxlength="7" /></label>
    <label>Security code<input name="code" autocomplete="cc-csc" inputmode="numeric" maxlength="4" /></label>
  </div>
</fieldset>`;

export function checkoutForm(visit: Visit, form: unknown, problems: readonly string[]): Html {
  return html`<h1>Checkout</h1>
    <p class="lead">${price(totalOf(visit.visitor.basket))} and delivery. No card is charged.</p>
    ${
      problems.length === 0
        ? null
        : html`<ul class="problem" role="alert">
            ${problems.map((it) => html`<li>${it}</li>`)}
          </ul>`
    }
    <form class="stack wide" method="post" action="/checkout">
      ${tokenField(visit)} ${address(form)} ${delivery(form)} ${card}
      <label class="choice"
        ><input type="checkbox" name="terms" value="yes" required />I have read the terms, such as they
        are</label
      >
      <button class="button" type="submit">Place the order</button>
    </form>`;
}
