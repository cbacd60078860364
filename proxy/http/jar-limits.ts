// How many cookies a session keeps: RFC 6265bis section 5.7 lets the oldest go, and browsers do.
import { getDomain } from 'tldts';
import type { Cookie, CookieJar } from 'tough-cookie';

/** Chromium's numbers: of one site, its subdomains among them, and of all. */
const MAX_OF_SITE = 180;
const MAX_OF_ALL = 3_300;

const siteOf = (domain: string | null): string => getDomain(domain ?? '') ?? domain ?? '';
const age = ({ lastAccessed, creation }: Cookie): number =>
  [lastAccessed, creation].reduce((latest, it) => (it instanceof Date ? Math.max(latest, +it) : latest), 0);

/** After one for this domain was set: what has not been used for longest goes. */
export function trimJar(jar: CookieJar, domain: string | null): void {
  jar.store.getAllCookies((_error, all = []) => {
    if (all.length <= MAX_OF_SITE) return;
    const site = siteOf(domain);
    const own = all.filter((it) => siteOf(it.domain) === site);
    drop(jar, own, MAX_OF_SITE);
    if (own.length <= MAX_OF_SITE) drop(jar, all, MAX_OF_ALL);
  });
}

function drop(jar: CookieJar, cookies: readonly Cookie[], most: number): void {
  if (cookies.length <= most) return;
  const oldest = [...cookies].sort((a, b) => age(a) - age(b)).slice(0, cookies.length - most);
  for (const { domain, path, key } of oldest) void jar.store.removeCookie(domain, path, key);
}
