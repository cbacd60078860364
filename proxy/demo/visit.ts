// One request's visitor: known by a cookie, admitted where there is none.
import type { Request, Response } from 'express';
import type { Visitor, Visitors } from './visitors.ts';

const visitorCookie = 'fern_visitor';
/** Written by the page's own script, read by the server: the page comes in the chosen colours at once. */
export const themeCookie = 'fern_theme';

export interface Shop {
  readonly visitors: Visitors;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly orderNumber: () => string;
}

export interface Visit {
  readonly visitor: Visitor;
  readonly theme: 'light' | 'dark' | null;
  /** Path and query of the request. */
  readonly path: string;
}

/** RFC 6265 section 5.4: `name=value; name=value`. */
function readCookie(header: string | undefined, name: string): string {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return '';
}

export function setVisitor(response: Response, visitor: Visitor): void {
  response.cookie(visitorCookie, visitor.id, { httpOnly: true, sameSite: 'lax', path: '/' });
}

export function visitOf(shop: Shop, request: Request, response: Response): Visit {
  const known = shop.visitors.find(readCookie(request.headers.cookie, visitorCookie));
  const visitor = known ?? shop.visitors.admit();
  if (known === undefined) setVisitor(response, visitor);
  const theme = readCookie(request.headers.cookie, themeCookie);
  return { visitor, theme: theme === 'light' || theme === 'dark' ? theme : null, path: request.originalUrl };
}
