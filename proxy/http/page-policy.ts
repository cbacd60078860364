// The policies that a document or a worker gets: the site's own, of proxied hosts, and Lockstep's beside them. Both hold.
import type { IncomingHttpHeaders } from 'node:http';
import { isMapped, mapPolicy, originalPolicies, stopsScripts } from '../../protocol/content-policy.ts';
import { OWN_PATH } from '../../protocol/wire.ts';
import type { Exchange } from './exchange.ts';
import { framersOf } from './framing.ts';
import { livePolicy, mirrorPolicy, proxiedFramers, scriptlessPolicy } from './own-policy.ts';
import type { HeaderValue } from './record.ts';

const ENFORCED = 'content-security-policy';
const REPORTED = 'content-security-policy-report-only';

/** RFC 9110 section 5.3: several in one header, or several headers. */
const policiesIn = (value: HeaderValue | undefined): readonly string[] =>
  [value ?? ''].flat().flatMap((it) => it.split(',').filter((policy) => policy.trim() !== ''));

export interface PagePolicies {
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Real origins that may frame the page; null: all. */
  readonly framers: readonly string[] | null;
}

/** `ownPage`: a page of ours around what the site sent, which its policies do not speak of. */
export function policiesFor(
  exchange: Exchange,
  headers: IncomingHttpHeaders,
  ownPage: boolean,
): PagePolicies {
  const { session, around, url, origin, role } = exchange;
  const { book, holders, visited } = session;
  const { base } = around;
  const framers = framersOf(headers, url, visited);
  if (role === 'mirror') {
    const proxied = framers === null ? null : proxiedFramers(framers, book);
    return { headers: { [ENFORCED]: [mirrorPolicy(base, book.proxiedOrigin(origin), proxied)] }, framers };
  }
  // What stands in a holder has the page that made it above; the page itself tells the two apart (inject/framing.ts).
  const above = framers === null ? null : proxiedFramers(new Set([...framers, ...holders]), book);
  const place = { book, base, url: url.href, nonce: session.nonce(url.href) };
  const mapped = (name: string): string[] =>
    ownPage ? [] : policiesIn(headers[name]).map((it) => mapPolicy(it, place));
  // No list can name a sandboxed frame above, which has no origin. Whom the site lets frame its page may do so here.
  const opaque = above === null && exchange.foreign;
  const ours = [livePolicy(base, opaque ? 'opaque' : above)];
  if (!ownPage && policiesIn(headers[ENFORCED]).some(stopsScripts))
    ours.push(scriptlessPolicy(book.proxiedOrigin(origin) + OWN_PATH));
  const reported = mapped(REPORTED);
  return {
    headers: {
      [ENFORCED]: [...mapped(ENFORCED), ...ours],
      ...(reported.length > 0 && { [REPORTED]: reported }),
    },
    framers,
  };
}

/** The site's own policies that an answer to a browser holds, as the site wrote them. */
export const sitePolicies = (headers: Readonly<Record<string, HeaderValue>>): readonly string[] =>
  [headers[ENFORCED] ?? [], headers[REPORTED] ?? []]
    .flat(2)
    .filter(isMapped)
    .map((it) => originalPolicies(it));
