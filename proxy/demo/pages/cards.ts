// Products as a grid of cards.
import { fromPrice, type Product } from '../catalogue.ts';
import { html, type Html } from '../html.ts';
import { demoOrigin } from '../layout.ts';
import { price } from '../money.ts';

export function cards(products: readonly Product[]): Html {
  return html`<ul class="cards">
    ${products.map(
      (it) =>
        html`<li class="card">
          <a href="/product/${it.id}">
            <img
              src="/pictures/${it.drawing}-1.svg"
              srcset="/pictures/${it.drawing}-1.svg 1x, ${demoOrigin}/pictures/${it.drawing}-1.svg?dense 2x"
              alt=""
              width="400"
              height="400"
              loading="lazy"
            />
            <span class="name">${it.name}</span>
          </a>
          <span class="note">${it.note}</span>
          <span class="price">from ${price(fromPrice(it))}</span>
        </li>`,
    )}
  </ul>`;
}
