// Web app manifests: Web Application Manifest, the members that hold URLs.
import type { RewriteContext } from './context.ts';

/** A member's URL, or the URLs in the objects of a list. */
const MEMBERS: Readonly<Record<string, true | readonly string[]>> = {
  start_url: true,
  scope: true,
  id: true,
  icons: ['src'],
  screenshots: ['src'],
  shortcuts: ['url', 'icons'],
  share_target: ['action'],
  protocol_handlers: ['url'],
  file_handlers: ['action', 'icons'],
};

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function mapMember(name: string, value: unknown, map: (url: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  const inner = MEMBERS[name];
  if (inner === undefined || inner === true) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => mapMember(name, one, map));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, inner.includes(key) ? mapMember(key, one, map) : one]),
  );
}

/** Maps the absolute URLs of a manifest; relative ones start from its own, proxied address and are right already. */
export function rewriteManifest(text: string, context: RewriteContext): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // The browser ignores a manifest that is none, whatever we send.
    return text;
  }
  if (!isObject(parsed)) return text;
  const map = (url: string): string => context.book.rewrite(url, context.url);
  const mapped = Object.fromEntries(
    Object.entries(parsed).map(([name, value]) => [
      name,
      Object.hasOwn(MEMBERS, name) ? mapMember(name, value, map) : value,
    ]),
  );
  const before = JSON.stringify(parsed);
  const after = JSON.stringify(mapped);
  return before === after ? text : after;
}
