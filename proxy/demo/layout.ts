// What all pages of the shop have around them.
import type { Response } from 'express';
import { piecesOf } from './basket.ts';
import { categories } from './catalogue.ts';
import { html, trusted, type Html } from './html.ts';
import type { Visit } from './visit.ts';

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Names of further scripts in /assets/. */
  readonly scripts?: readonly string[];
}

export const demoOrigin = 'http://shop.lockstep.example';

function header(visit: Visit): Html {
  const pieces = piecesOf(visit.visitor.basket);
  const path = visit.path.split('?')[0];
  const links = [
    ...Object.entries(categories).map(([id, { name }]) => [`/shop/${id}`, name] as const),
    ['/planner', 'Planner'] as const,
    ['/guide', 'Guide'] as const,
  ];
  return html`<header class="top">
    <a class="brand" href="/"><img src="/icon.svg" alt="" width="32" height="32" />Fern &amp; Field</a>
    <form class="search" role="search" action="/search">
      <label class="unseen" for="q">Search the shop</label>
      <input id="q" name="q" type="search" placeholder="Search plants and tools" maxlength="100" />
      <button type="submit">Search</button>
    </form>
    <nav class="mine" aria-label="Yours">
      <a href="/account">${visit.visitor.name === null ? 'Sign in' : visit.visitor.name}</a>
      <a class="basket" href="/basket">Basket <span class="count">${pieces}</span></a>
      <button type="button" data-theme-switch aria-label="Light or dark">◐</button>
    </nav>
    <nav class="aisles" aria-label="Shop">
      ${links.map(([href, name]) => html`<a href="${href}" ${path === href ? trusted(' aria-current="page"') : null}>${name}</a>`)}
    </nav>
  </header>`;
}

const footer = html`<footer class="bottom">
  <p>
    <strong>Fern &amp; Field</strong> is a made-up shop for trying things out. Nothing is sold and nothing
    leaves this computer.
  </p>
  <nav aria-label="More">
    <a href="/workshops">Workshops</a><a href="/visit">Visit us</a><a href="/guide">Guide</a
    ><a href="/slow?ms=2500">A slow page</a><a href="/gone">A missing page</a>
  </nav>
</footer>`;

export function layout(visit: Visit, page: Page): string {
  const theme = visit.theme === null ? null : html` data-theme="${visit.theme}"`;
  return html`<!doctype html>
    <html lang="en" ${theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="form-token" content="${visit.visitor.token}" />
        <title>${page.title} · Fern &amp; Field</title>
        <link rel="canonical" href="${demoOrigin}${visit.path.split('?')[0] ?? '/'}" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/style.css" />
        ${['shop.js', ...(page.scripts ?? [])].map((name) => html`<script src="/assets/${name}" defer></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">To the content</a>
        ${header(visit)}
        <main id="main">${page.body}</main>
        ${footer}
      </body>
    </html>`.text;
}

export function send(response: Response, visit: Visit, page: Page): void {
  response.type('html').set('Cache-Control', 'no-store').send(layout(visit, page));
}
