// Code in blob: and data: URLs never passes the proxy: its URL is exchanged for one of the rewritten text.
import { apply, natives } from '../natives.ts';
import { readSync } from '../own.ts';
import { type CodeKind, rewriteCode } from './code.ts';

/** Never revoked: a script may be loaded late. */
const made = new Map<string, string>();
const madeOf = new Map<string, string>();

const MADE = /^[\0- ]*(?:blob:|data:(?:text|application)\/(?:x-)?(?:java|ecma)script[;,])/i;

/** A URL whose content begins where the given one's does; blob: and data: URLs only. */
export function urlOf(url: string, text: string): string {
  return url.startsWith('data:')
    ? `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`
    : apply(natives.createObjectURL, natives.URL, [
        new (natives.Blob as typeof Blob)([text], { type: 'text/javascript' }),
      ]);
}

/** The URL of a script's rewritten text, by the URL of its own; null where it comes through the proxy, or nothing in it changes. */
export function madeCode(url: string, kind: CodeKind): string | null {
  if (!MADE.test(url)) return null;
  const key = kind + url;
  const known = made.get(key);
  if (known !== undefined) return known;
  const source = readSync('GET', url.trim());
  if (source === null) return null;
  const text = rewriteCode(source, kind);
  if (text === source) return null;
  const exchanged = urlOf(url.trim(), text);
  made.set(key, exchanged);
  madeOf.set(exchanged, url);
  return exchanged;
}

/** The page's own URL of what was exchanged. */
export const pagesOwn = (url: string): string => madeOf.get(url) ?? url;
