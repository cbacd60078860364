// The session's cookies, as one exchange reads and changes them.
import type { Cookie } from 'tough-cookie';
import type { RealUrl } from '../../protocol/address.ts';
import { cookieText } from '../rewrite/cookies.ts';
import { readCookie } from './cookie-rules.ts';
import { sameSiteContext } from './fetch-site.ts';
import type { Visit } from './exchange.ts';
import { trimJar } from './jar-limits.ts';
import type { SiteSession } from './site-session.ts';

/** Most cookies that one answer may set; browsers keep 180 a site. */
const MAX_COOKIES = 200;

/** The Cookie header for the site; '' where there is none. */
export function siteCookies({ session, url, req, site }: Visit, method: string): string {
  const context = sameSiteContext(site, req.headers, method);
  return asHeader(cookieText(session.jar.getCookiesSync(httpUrl(url.href), { sameSiteContext: context })));
}

/** Node's headers hold a byte in each letter; browsers write and read cookies' bytes as UTF-8. */
const asHeader = (text: string): string => Buffer.from(text).toString('latin1');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
function fromHeader(text: string): string {
  try {
    return utf8.decode(Buffer.from(text, 'latin1'));
  } catch {
    // Bytes in another encoding.
    return text;
  }
}

/** What `document.cookie` gives at a real URL. */
export const scriptCookies = (session: SiteSession, url: RealUrl): string =>
  cookieText(session.jar.getCookiesSync(httpUrl(url), { http: false }));

/** tough-cookie knows http(s); a socket has the cookies of its page's scheme. */
const httpUrl = (url: string): string => url.replace(/^ws/, 'http');

/** Takes one cookie in. `fromScript`: may neither set nor replace an HttpOnly one. */
export function storeCookie(session: SiteSession, url: RealUrl, text: string, fromScript: boolean): void {
  const parsed = readCookie(text, url);
  if (parsed === null) return;
  const before = visible(session, url, parsed);
  try {
    session.jar.setCookieSync(parsed, httpUrl(url), { http: !fromScript, ignoreError: true });
  } catch {
    // A domain that is none, a prefix not kept: browsers ignore such a cookie too.
    return;
  }
  trimJar(session.jar, parsed.domain);
  session.changed('jar', 'now');
  if (visible(session, url, parsed) === before) return;
  session.cookieVersion += 1;
  session.changed('site', 'now');
}

/** The script-visible cookies of that name, on all paths: enough to see whether one changed. */
function visible(session: SiteSession, url: string, { key }: Cookie): string {
  const all = session.jar.getCookiesSync(httpUrl(url), { http: false, allPaths: true });
  return JSON.stringify(
    all.filter((cookie) => cookie.key === key).map(({ path, domain, value }) => [domain, path, value]),
  );
}

const isForAll = (text: string): boolean => /;\s*samesite\s*=\s*none\s*(?:;|$)/i.test(text);

export function storeCookies(visit: Visit, headers: readonly string[] | undefined): void {
  if (visit.anonymous || headers === undefined) return;
  const { session, url, req } = visit;
  // RFC 6265bis section 5.7: another site's page may not have such cookies set, but for going there.
  // As the site was told (forward.ts): the headers are real by now.
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode } = req.headers;
  const isForeign = site === 'cross-site' && mode !== 'navigate';
  for (const text of headers.slice(0, MAX_COOKIES)) {
    if (!isForeign || isForAll(text)) storeCookie(session, url.href, fromHeader(text), false);
  }
}

/** Clear-Site-Data: "cookies": every cookie that this host sees. */
export function clearCookies({ session, url }: Visit): void {
  for (const { domain, path, key } of session.jar.getCookiesSync(httpUrl(url.href), { allPaths: true })) {
    void session.jar.store.removeCookie(domain, path, key);
  }
  session.cookieVersion += 1;
  session.changed('jar', 'now');
  session.changed('site', 'now');
}
