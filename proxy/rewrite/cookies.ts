// Cookie headers as text: what a browser sent to a site's host, and what is ours in it.
import { siteCookie, versionCookie, WRITE_COOKIE } from '../../protocol/cookie-names.ts';

export interface CookiePair {
  readonly name: string;
  readonly value: string;
}

/** RFC 6265 section 4.2.1, read as leniently as browsers write it. */
export function parseCookies(header: string | undefined): readonly CookiePair[] {
  if (header === undefined) return [];
  return header.split(';').flatMap((part) => {
    const at = part.indexOf('=');
    if (at < 0) return [];
    return [{ name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() }];
  });
}

/** Every value of a name, in the browser's order: the same name may stand on several paths and domains. */
export const cookieValues = (pairs: readonly CookiePair[], name: string): readonly string[] =>
  pairs.filter((pair) => pair.name === name).map((pair) => pair.value);

/** The participant's tokens in a request, most specific first. */
export const participantTokens = (pairs: readonly CookiePair[], session: string): readonly string[] =>
  cookieValues(pairs, siteCookie(session));

/** A `document.cookie` write on its way to the jar. */
export interface CookieWrite {
  readonly name: string;
  readonly order: number;
  /** As the script wrote it; null where the token is not this site's, or the text is damaged. */
  readonly text: string | null;
}

/** The writes that a request carries, in the order in which the page made them. */
export function cookieWrites(
  pairs: readonly CookiePair[],
  isToken: (token: string) => boolean,
): readonly CookieWrite[] {
  return pairs
    .flatMap(({ name, value }) => {
      const number = WRITE_COOKIE.exec(name)?.[1];
      return number === undefined
        ? []
        : [{ name, order: Number(number), text: writtenText(number, value, isToken) }];
    })
    .sort((a, b) => a.order - b.order);
}

function writtenText(number: string, value: string, isToken: (token: string) => boolean): string | null {
  const [token = '', order, ...rest] = value.split('.');
  if (order !== number || !isToken(token)) return null;
  try {
    return decodeURIComponent(rest.join('.'));
  } catch {
    // A percent sign that encodes nothing: nobody of ours wrote this.
    return null;
  }
}

/** Takes a transport cookie out of the browser; it is host-only, so this says no Domain either. */
export const expireWrite = (name: string): string => `${name}=; Path=/; Max-Age=0`;

/** Tells the pages which version the jar has now. `host`: the base host without its port. */
export function versionHeader(session: string, version: number, host: string, secure: boolean): string {
  const attributes = `Domain=${host}; Path=/; SameSite=Lax${secure ? '; Secure' : ''}`;
  return `${versionCookie(session)}=${String(version)}; ${attributes}`;
}

/** What `document.cookie` would give: name=value pairs, a nameless cookie as its value alone. */
export const cookieText = (cookies: readonly { readonly key: string; readonly value: string }[]): string =>
  cookies.map(({ key, value }) => (key === '' ? value : `${key}=${value}`)).join('; ');
