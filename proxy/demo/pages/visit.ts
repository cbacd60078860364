// Pages that open further windows.
import type { Express } from 'express';
import { html } from '../html.ts';
import { send } from '../layout.ts';
import { visitOf, type Shop } from '../visit.ts';

const visit = html`<h1>Visit us</h1>
  <p class="lead">The shop stands at the end of Orchard Lane, behind the green gate.</p>
  <p class="row">
    <a class="button" href="/visit/map" target="_blank">Open the map in a new window</a>
    <button class="button quiet" type="button" data-open="/visit/hours" data-window="hours">
      Opening hours
    </button>
  </p>
  <p class="note" data-heard role="status">The small window has not said anything yet.</p>`;

const map = html`<h1>The map</h1>
  <svg
    class="map"
    viewBox="0 0 600 360"
    role="img"
    aria-label="Orchard Lane leads from the station past the pond to the shop"
  >
    <rect width="600" height="360" fill="#dfe8cf" />
    <ellipse cx="330" cy="110" rx="80" ry="42" fill="#a9cbd6" />
    <path
      d="M20 300C160 300 180 210 290 210S470 190 560 70"
      fill="none"
      stroke="#fff"
      stroke-width="26"
      stroke-linecap="round"
    />
    <rect x="30" y="240" width="70" height="34" fill="#a08c78" />
    <text x="36" y="232" font-size="18">Station</text>
    <rect x="500" y="30" width="64" height="46" fill="#2f6b45" />
    <text x="440" y="24" font-size="18">Fern &amp; Field</text>
    <text x="300" y="116" font-size="18">Pond</text>
  </svg>
  <p>Twelve minutes on foot from the station.</p>`;

const hours = html`<h1>Opening hours</h1>
  <table>
    <caption class="unseen">
      Opening hours
    </caption>
    <tr>
      <th scope="row">Monday to Friday</th>
      <td>9 to 18</td>
    </tr>
    <tr>
      <th scope="row">Saturday</th>
      <td>9 to 16</td>
    </tr>
    <tr>
      <th scope="row">Sunday</th>
      <td>we are in the garden</td>
    </tr>
  </table>
  <p>
    <button type="button" class="button" data-tell="See you on Saturday">
      Tell the other window: Saturday
    </button>
    <button type="button" data-close>Close</button>
  </p>`;

const pages = {
  '/visit': ['Visit us', visit],
  '/visit/map': ['The map', map],
  '/visit/hours': ['Opening hours', hours],
} as const;

export function visitRoutes(app: Express, shop: Shop): void {
  for (const [path, [title, body]] of Object.entries(pages)) {
    app.get(path, (request, response) => {
      send(response, visitOf(shop, request, response), { title, body, scripts: ['windows.js'] });
    });
  }
}
