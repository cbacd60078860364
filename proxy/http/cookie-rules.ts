// What browsers refuse of a cookie before its domain is looked at: RFC 6265bis section 5.7, "storage model".
import { Cookie } from 'tough-cookie';

const MAX_PAIR = 4_096;
const MAX_ATTRIBUTE = 1_024;

const bytes = (text: string): number => Buffer.byteLength(text);

/** Whether the prefix of its name, in letters of any case, promises what the cookie does not keep. */
function breaksPrefix({ key, secure, domain, path }: Cookie, isSecureUrl: boolean): boolean {
  const prefix = /^__(secure|host)-/i.exec(key)?.[1]?.toLowerCase();
  if (prefix === undefined) return false;
  if (!secure || !isSecureUrl) return true;
  return prefix === 'host' && (domain !== null || path !== '/');
}

/** Attributes that are too long are as if they were not there. */
const withoutLongAttributes = (text: string): string =>
  text
    .split(';')
    .filter((part, at) => at === 0 || bytes(part.slice(part.indexOf('=') + 1).trim()) <= MAX_ATTRIBUTE)
    .join(';');

/** A nameless cookie must not be sent as one with a prefix. */
const isDisguised = (text: string): boolean => /^\s*=\s*__(?:secure|host)-/i.test(text);

/** RFC 6265bis section 5.6, step 1: all but the tab. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/;

/** The cookie that a text says; null where a browser would not take it. `url`: the real one that sets it. */
export function readCookie(text: string, url: string): Cookie | null {
  if (CONTROL.test(text)) return null;
  const cookie = Cookie.parse(withoutLongAttributes(text), { loose: true });
  if (cookie === undefined || isDisguised(text)) return null;
  if (bytes(cookie.key) + bytes(cookie.value) > MAX_PAIR) return null;
  return breaksPrefix(cookie, url.startsWith('https:')) ? null : cookie;
}
