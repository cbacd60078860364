// What an answer is to the browser that asked for it, and so which rewriter it needs.
import type { IncomingHttpHeaders } from 'node:http';
import { asksForDocument, asksForWorker, type Exchange } from './exchange.ts';

export type BodyKind = 'html' | 'xml' | 'css' | 'script' | 'worker' | 'manifest' | 'plain';

/** MIME Sniffing Standard, "JavaScript MIME type". */
const JAVASCRIPT =
  /^(?:text|application)\/(?:x-)?(?:java|ecma)script$|^text\/(?:javascript1\.[0-5]|jscript|livescript)$/;
/** MIME Sniffing Standard, "XML MIME type". */
const XML = /^(?:text|application)\/xml$|\+xml$/;
/** Types that never run as a script, whatever they are asked for as (Fetch Standard, "should response be blocked due to its MIME type"). */
const NEVER_SCRIPT = /^(?:image|audio|video)\/|^text\/csv$/;
const SCRIPT_DESTS = new Set(['script', 'audioworklet', 'paintworklet', 'worklet']);

export const mimeOf = (headers: IncomingHttpHeaders): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

export function charsetOf(headers: IncomingHttpHeaders): string | null {
  const found = /;\s*charset\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(headers['content-type'] ?? '');
  return found?.[1] ?? found?.[2] ?? null;
}

/** A script that fetches HTML, a sheet or a script as data gets it as the site wrote it; only what the browser will run or show is rewritten. */
export function kindOf(exchange: Exchange, status: number, headers: IncomingHttpHeaders): BodyKind {
  if (status === 206 || /^\s*attachment/i.test(headers['content-disposition'] ?? '')) return 'plain';
  const mime = mimeOf(headers);
  const { dest } = exchange;
  if (asksForDocument(exchange)) return mime === 'text/html' ? 'html' : XML.test(mime) ? 'xml' : 'plain';
  if (asksForWorker(exchange)) return 'worker';
  if (SCRIPT_DESTS.has(dest)) return NEVER_SCRIPT.test(mime) ? 'plain' : 'script';
  if (dest === 'style') return NEVER_SCRIPT.test(mime) ? 'plain' : 'css';
  if (dest === 'manifest') return 'manifest';
  // A browser that does not say what it wants: by what it gets.
  if (dest === '' && JAVASCRIPT.test(mime)) return 'script';
  if (dest === '' && mime === 'text/css') return 'css';
  return 'plain';
}

/** Whether the same address could be asked for as something else and be rewritten differently. */
export function variesByDest(headers: IncomingHttpHeaders): boolean {
  const mime = mimeOf(headers);
  return (
    mime === 'text/html' ||
    XML.test(mime) ||
    mime === 'text/css' ||
    mime.endsWith('manifest+json') ||
    JAVASCRIPT.test(mime)
  );
}

/** Where an answer stands in the record: the same address gives other bytes for another use. */
export function recordKey(exchange: Exchange): string {
  const use = asksForDocument(exchange)
    ? 'document'
    : SCRIPT_DESTS.has(exchange.dest)
      ? 'script'
      : ['style', 'manifest'].includes(exchange.dest)
        ? exchange.dest
        : 'plain';
  return `${use} ${exchange.url.href}`;
}
