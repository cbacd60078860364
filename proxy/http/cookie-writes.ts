// Takes `document.cookie` writes, which travel as cookies of their own, into the jar.
import { cookieWrites, expireWrite } from '../rewrite/cookies.ts';
import type { Visit } from './exchange.ts';
import { storeCookie } from './jar.ts';

const MAX_REMEMBERED = 2_000;

/** The document that wrote them, for the cookie's default path; the request itself where the browser does not say. */
export function documentUrl({ req, session, url }: Visit): string {
  const referer = req.headers.referer ?? '';
  const real = session.book.isProxied(referer) ? session.book.real(referer) : '';
  return URL.canParse(real) && new URL(real).origin === url.origin ? real : url.href;
}

/** Gives the names that are to be expired in the browser. A write may be on several requests before the first is answered. */
export function applyWrites(visit: Visit): readonly string[] {
  const { session, origin, cookies } = visit;
  const token = session.cookieToken(origin);
  const writes = cookieWrites(cookies, (it) => it === token);
  for (const { order, text } of visit.role === 'live' ? writes : []) {
    const once = `${origin} ${String(order)} ${text ?? ''}`;
    if (text === null || session.applied.has(once)) continue;
    if (session.applied.size >= MAX_REMEMBERED) session.applied.clear();
    session.applied.add(once);
    storeCookie(session, documentUrl(visit), text, true);
  }
  return writes.map(({ name }) => expireWrite(name));
}
