// Every form of the shop carries the visitor's token; without it nothing happens (cross-site request forgery).
import type { Express, Response } from 'express';
import { timingSafeEqual } from 'node:crypto';
import { field } from './form.ts';
import { html, type Html } from './html.ts';
import { send } from './layout.ts';
import { visitOf, type Shop, type Visit } from './visit.ts';

export interface Posted {
  readonly visit: Visit;
  readonly form: unknown;
  readonly response: Response;
}

export const tokenField = (visit: Visit): Html =>
  html`<input type="hidden" name="token" value="${visit.visitor.token}" />`;

export function isGenuine(visit: Visit, token: string): boolean {
  const given = Buffer.from(token);
  const expected = Buffer.from(visit.visitor.token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** A route that a form posts to. */
export function onPost(app: Express, shop: Shop, path: string, act: (posted: Posted) => void): void {
  app.post(path, (request, response) => {
    const visit = visitOf(shop, request, response);
    const form: unknown = request.body;
    if (isGenuine(visit, field(form, 'token'))) return act({ visit, form, response });
    response.status(403);
    send(response, visit, {
      title: 'Not done',
      body: html`<h1>That form was not ours</h1>
        <p>
          It did not bring the token of your visit, so nothing was changed. <a href="/">Back to the shop</a>,
          and try again from there.
        </p>`,
    });
  });
}
