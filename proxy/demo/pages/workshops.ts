// A page with another page of the same site in a frame.
import type { Express } from 'express';
import { field } from '../form.ts';
import { html } from '../html.ts';
import { send } from '../layout.ts';
import { visitOf, type Shop } from '../visit.ts';

const workshops = [
  'Grafting for beginners',
  'Repotting without tears',
  'Sharpening day',
  'Herbs on a window sill',
  'Willow baskets',
  'Compost, honestly',
  'Pruning roses',
  'Moss and stone',
  'Seeds: keep and swap',
  'Wreaths',
];

const page = html`<h1>Workshops</h1>
  <p class="lead">Saturdays in the glass house. Choose one in the frame below.</p>
  <iframe class="framed" src="/workshops/list" title="List of workshops" width="640" height="360"></iframe>
  <p class="note" data-heard role="status">Nothing chosen yet.</p>`;

export function workshopRoutes(app: Express, shop: Shop): void {
  app.get('/workshops', (request, response) => {
    send(response, visitOf(shop, request, response), {
      title: 'Workshops',
      body: page,
      scripts: ['windows.js'],
    });
  });
  app.get('/workshops/list', (request, response) => {
    const chosen = field(request.query, 'choice');
    const list = workshops.map(
      (name, i) =>
        html`<li>
          <form>
            <input type="hidden" name="choice" value="${name}" /><span>${name}</span
            ><span class="note">Week ${i + 1}</span><button type="submit">Choose</button>
          </form>
        </li>`,
    );
    const said =
      chosen === ''
        ? html`<p>Ten weeks, ten seats each.</p>`
        : html`<p role="status" data-tell-now="${chosen}">You chose <strong>${chosen}</strong>.</p>`;
    response.type('html').send(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <title>List of workshops</title>
            <link rel="stylesheet" href="/assets/style.css" />
            <script src="/assets/windows.js" defer></script>
          </head>
          <body class="inner">
            ${said}
            <ul class="workshops">
              ${list}
            </ul>
          </body>
        </html>`.text,
    );
  });
}
