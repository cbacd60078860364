// The last routes: what is not there, and what went wrong.
import type { ErrorRequestHandler, Express } from 'express';
import { html } from '../html.ts';
import { send } from '../layout.ts';
import { visitOf, type Shop } from '../visit.ts';

/** The status that express's own parsers put on their errors (body too large, malformed). */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 600 ? error.status : 500;
}

export function failureRoutes(app: Express, shop: Shop): void {
  app.use((request, response) => {
    response.status(404);
    send(response, visitOf(shop, request, response), {
      title: 'Not here',
      body: html`<h1>Nothing grows here</h1>
        <p class="lead">There is no page at <code>${request.path}</code>.</p>
        <p><a class="button" href="/">Back to the shop</a></p>`,
    });
  });
  const failed: ErrorRequestHandler = (error, request, response, next) => {
    if (response.headersSent) return next(error);
    response.status(statusOf(error));
    send(response, visitOf(shop, request, response), {
      title: 'That went wrong',
      body: html`<h1>That went wrong</h1>
        <p class="lead">We could not make sense of it. <a href="/">Back to the shop</a></p>`,
    });
  };
  app.use(failed);
}
