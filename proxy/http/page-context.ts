// What the rewriters and the injected script are told of one exchange.
import type { AddressBook, BaseAddress } from '../../protocol/address.ts';
import type { Boot } from '../../protocol/boot.ts';
import type { RewriteContext } from '../rewrite/context.ts';
import { injectUrl, type Exchange } from './exchange.ts';
import { scriptCookies } from './jar.ts';
import { sitePolicies } from './page-policy.ts';
import type { Head } from './record.ts';

/** As the site was told it, where it was asked (forward.ts): then the headers are real. From the shell: nobody's, as when an address is entered. */
function referrerOf(referer = '', base: BaseAddress, book: AddressBook): string {
  const real = book.real(referer);
  return URL.canParse(real) && new URL(real).host !== base.host ? real : '';
}

function bootOf(
  { session, around, role, url, origin, req, participant }: Exchange,
  contentType: string,
  framers: Boot['framers'],
): Boot {
  const live = role === 'live';
  return {
    session: session.id,
    base: around.base,
    role,
    key: session.key,
    url: url.href,
    contentType,
    referrer: live ? referrerOf(req.headers.referer, around.base, session.book) : '',
    // A mirror runs no script of the site: what only scripts may see stays with the live browser.
    cookies: live ? scriptCookies(session, url.href) : '',
    cookieVersion: session.cookieVersion,
    cookieToken: live ? session.cookieToken(origin) : '',
    framers,
    nonce: live ? session.nonce(url.href) : '',
    privacy: session.privacyOf(origin),
    stored: live && session.storage.isWaiting(origin, participant),
    prelude: 0,
    hashed: Object.fromEntries(session.hashed),
  };
}

/** For a page of ours or a worker, with its boot. `contentType`: the document's, where the browser is told another. */
export const bootContext = (
  exchange: Exchange,
  contentType = '',
): RewriteContext & { readonly boot: Boot } => ({
  ...plainContext(exchange),
  boot: bootOf(exchange, contentType, null),
});

/** For a document of the site's that goes out with this head. */
export const pageContext = (exchange: Exchange, { headers, framers = null }: Head): RewriteContext => ({
  ...plainContext(exchange),
  policies: sitePolicies(headers),
  boot: bootOf(exchange, '', framers),
});

export const workerContext = (exchange: Exchange): RewriteContext & { readonly boot: Boot } => ({
  ...bootContext(exchange),
  injectUrl: injectUrl('worker', exchange.around.bundles),
});

/** For anything else. */
export const plainContext = ({ session, around, url, role }: Exchange): RewriteContext => ({
  book: session.book,
  url: url.href,
  boot: null,
  injectUrl: injectUrl(role, around.bundles),
});
