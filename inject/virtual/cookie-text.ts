// What a script gives to cookieStore, as the text of a Set-Cookie header; what may not be set throws as natively.
// Cookie Store API, "set a cookie" and "delete a cookie".
import { textOf } from '../realm.ts';

export interface Writing {
  readonly name?: unknown;
  readonly value?: unknown;
  readonly expires?: number | null;
  readonly domain?: string | null;
  readonly path?: string | null;
  readonly sameSite?: string;
  readonly partitioned?: boolean;
}

const MAX_PAIR = 4_096;
const MAX_ATTRIBUTE = 1_024;
// eslint-disable-next-line no-control-regex -- the standard's own list: controls but the tab, and the semicolon
const FORBIDDEN = /[\0-\x08\x0a-\x1f\x7f;]/;
const encoder = new TextEncoder();
const bytes = (text: string): number => encoder.encode(text).length;
const trimmed = (value: unknown): string => textOf(value).replace(/^[\t ]+|[\t ]+$/g, '');

function refuse(why: string): never {
  throw new TypeError(`Failed to execute 'set' on 'CookieStore': ${why}`);
}

function pair(it: Writing): string {
  const name = trimmed(it.name);
  const value = trimmed(it.value);
  if (FORBIDDEN.test(name) || FORBIDDEN.test(value))
    refuse('Cookie name or value has a character that is not allowed');
  if (name.includes('=')) refuse("Cookie name cannot contain '='");
  if (name === '' && (value === '' || value.includes('=') || /^__(?:host|secure)-/i.test(value)))
    refuse('Cookie value is not allowed without a name');
  if (bytes(name) + bytes(value) > MAX_PAIR) refuse('Cookie is too large');
  return `${name}=${value}`;
}

function domainOf(domain: string, name: string, host: string): string {
  if (domain.startsWith('.')) refuse('Cookie domain cannot start with "."');
  if (bytes(domain) > MAX_ATTRIBUTE) refuse('Cookie domain is too large');
  if (host !== domain && !host.endsWith(`.${domain}`)) refuse('Cookie domain must domain-match current host');
  if (/^__host-/i.test(name)) refuse('Cookies with "__Host-" prefix cannot have a domain');
  return `; domain=${domain}`;
}

function pathOf(path: string, name: string): string {
  if (!path.startsWith('/')) refuse('Cookie path must start with "/"');
  if (bytes(path) > MAX_ATTRIBUTE) refuse('Cookie path is too large');
  if (path !== '/' && /^__host-/i.test(name)) refuse('Cookies with "__Host-" prefix must have "/" as path');
  return `; path=${path}`;
}

/** `url`: where the page believes to be. */
export function cookieTextOf(it: Writing, url: URL): string {
  const name = trimmed(it.name);
  let text = pair(it) + pathOf(it.path ?? '/', name);
  if (it.domain != null) text += domainOf(textOf(it.domain), name, url.hostname);
  if (it.expires != null) text += `; expires=${new Date(it.expires).toUTCString()}`;
  if (url.protocol === 'https:') text += '; secure';
  if (it.partitioned) text += '; partitioned';
  return `${text}; samesite=${it.sameSite ?? 'strict'}`;
}
