// What the rewriters and the injected script are told of one exchange.
import type { Boot } from '../../protocol/boot.ts';
import { ownPaths } from '../../protocol/cookie-names.ts';
import type { RewriteContext } from '../rewrite/context.ts';
import { injectUrl, type Exchange } from './exchange.ts';
import { scriptCookies } from './jar.ts';

function bootOf({ session, around, role, url, origin, req }: Exchange): Boot {
  const live = role === 'live';
  const referer = req.headers.referer ?? '';
  return {
    session: session.id,
    base: around.base,
    role,
    key: session.key,
    url: url.href,
    // From the shell: nobody's, as when an address is entered.
    referrer: live && session.book.isProxied(referer) ? session.book.real(referer) : '',
    // A mirror runs no script of the site: what only scripts may see stays with the live browser.
    cookies: live ? scriptCookies(session, url.href) : '',
    cookieVersion: session.cookieVersion,
    cookieToken: live ? session.cookieToken(origin) : '',
    hashed: Object.fromEntries(session.hashed),
  };
}

/** For a document or a worker, with its boot. */
export const bootContext = (exchange: Exchange): RewriteContext & { readonly boot: Boot } => ({
  ...plainContext(exchange),
  boot: bootOf(exchange),
});

/** For anything else. */
export const plainContext = ({ session, around, url }: Exchange): RewriteContext => ({
  book: session.book,
  url: url.href,
  boot: null,
  injectUrl: injectUrl(ownPaths.inject, around.bundle),
});
