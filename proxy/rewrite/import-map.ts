// Import maps: HTML Standard, "parse an import map string".
import type { RewriteContext } from './context.ts';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maps the absolute URLs among keys and values. Integrity is dropped: it would speak of the bytes before rewriting. */
export function rewriteImportMap(text: string, context: RewriteContext, base: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The browser says so itself, better than we could.
    return text;
  }
  if (!isObject(parsed)) return text;
  const map = (url: string): string => context.book.rewrite(url, base);
  const mapped = (entries: unknown, value: (entry: unknown) => unknown): unknown =>
    isObject(entries)
      ? Object.fromEntries(Object.entries(entries).map(([key, entry]) => [map(key), value(entry)]))
      : entries;
  const address = (entry: unknown): unknown => (typeof entry === 'string' ? map(entry) : entry);
  const { integrity: _dropped, ...kept } = parsed;
  const out: Json = { ...kept };
  if ('imports' in out) out['imports'] = mapped(out['imports'], address);
  if ('scopes' in out) out['scopes'] = mapped(out['scopes'], (scope) => mapped(scope, address));
  // No less-than sign: the text stands in a script element.
  return JSON.stringify(out).replace(/</g, '\\u003c');
}
