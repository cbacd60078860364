// A long article.
import type { Express } from 'express';
import { html, type Html } from '../html.ts';
import { send } from '../layout.ts';
import { visitOf, type Shop } from '../visit.ts';
import { chapters, controller } from './guide-chapters.ts';

const slug = (title: string): string => title.toLowerCase().replace(/[^a-z]+/g, '-');

function chapter(it: (typeof chapters)[number], i: number): Html {
  return html`<section id="${slug(it.title)}">
    <h2>${i + 1}. ${it.title}</h2>
    ${it.parts.map(
      (part) =>
        html`<h3>${part.title}</h3>
          ${part.paragraphs.map((text) => html`<p>${text}</p>`)}`,
    )}
    ${i === 3 ? html`<pre class="code" tabindex="0" aria-label="Program of the watering controller"><code>${controller}</code></pre>` : null}
    ${
      i === 1
        ? html`<figure>
            <img src="/pictures/lavender-2.svg" alt="Lavender from close by" width="400" height="400" />
            <figcaption>Lavender likes what most plants do not: poor soil.</figcaption>
          </figure>`
        : null
    }
  </section>`;
}

const body = html`<article class="guide">
  <header>
    <h1>A year in a small garden</h1>
    <p class="lead">What we would tell a friend who starts with one bed, four pots and no plan.</p>
  </header>
  <nav class="contents" aria-label="Contents">
    <ol>
      ${chapters.map((it) => html`<li><a href="#${slug(it.title)}">${it.title}</a></li>`)}
    </ol>
  </nav>
  ${chapters.map(chapter)}
</article>`;

export function guideRoutes(app: Express, shop: Shop): void {
  app.get('/guide', (request, response) => {
    send(response, visitOf(shop, request, response), { title: 'A year in a small garden', body });
  });
}
