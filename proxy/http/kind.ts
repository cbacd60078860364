// What an answer is to the browser that asked for it, and so which rewriter it needs.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { asksForDocument, asksForWorker, type Exchange } from './exchange.ts';

export type BodyKind =
  | 'html'
  | 'xml'
  | 'css'
  | 'script'
  | 'worker'
  | 'manifest'
  | 'plain'
  /** Shown as a page of its own. */
  | ViewedKind;
export type ViewedKind = 'text' | 'image' | 'media' | 'pdf';

/** MIME Sniffing Standard, "JavaScript MIME type". */
const JAVASCRIPT =
  /^(?:text|application)\/(?:x-)?(?:java|ecma)script$|^text\/(?:javascript1\.[0-5]|jscript|livescript)$/;
/** MIME Sniffing Standard, "XML MIME type". */
const XML = /^(?:text|application)\/xml$|\+xml$/;
/** Types that never run as a script, whatever they are asked for as (Fetch Standard, "should response be blocked due to its MIME type"). */
const NEVER_SCRIPT = /^(?:image|audio|video)\/|^text\/csv$/;
/** HTML Standard, "navigate": what is shown as text. What other programs are for, browsers save. */
const TEXT = /^text\/|^application\/json$|\+json$/;
const SAVED = /^text\/(?:x-)?(?:csv|calendar|vcard|tab-separated-values|qif|ofx)$/;
const SCRIPT_DESTS = new Set(['script', 'audioworklet', 'paintworklet', 'worklet']);

const ESSENCE = /^[\t\n\r ]*([\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+)[\t\n\r ]*(?:;|$)/;
const CHARSET = /;\s*charset\s*=\s*(?:"([^"]+)"|([^\s;]+))/i;
/** Parts between commas that are not in a quoted string. */
const PARTS = /(?:[^,"]|"(?:[^"\\]|\\[^])*"?)+/g;

interface MimeType {
  readonly essence: string;
  readonly charset: string | null;
}

/** Fetch Standard, "extract a MIME type": of several the last that is one, with the charset of those like it before. */
function extract(value: string): MimeType {
  let found: MimeType = { essence: '', charset: null };
  for (const part of value.includes(',') ? (value.match(PARTS) ?? []) : [value]) {
    const essence = ESSENCE.exec(part)?.[1]?.toLowerCase();
    if (essence === undefined || essence === '*/*') continue;
    const said = CHARSET.exec(part);
    const before = essence === found.essence ? found.charset : null;
    found = { essence, charset: said?.[1] ?? said?.[2] ?? before };
  }
  return found;
}

export const mimeOf = (headers: IncomingHttpHeaders): string =>
  extract(headers['content-type'] ?? '').essence;

export const charsetOf = (headers: IncomingHttpHeaders): string | null =>
  extract(headers['content-type'] ?? '').charset;

/** Node keeps the first of several; to a browser the last one counts. */
export function joinTypes(answer: IncomingMessage): void {
  const types = answer.headersDistinct['content-type'];
  if (types !== undefined && types.length > 1) answer.headers['content-type'] = types.join(', ');
}

/** A script that fetches HTML, a sheet or a script as data gets it as the site wrote it; only what the browser will run or show is rewritten. */
export function kindOf(exchange: Exchange, status: number, headers: IncomingHttpHeaders): BodyKind {
  if (status === 206 || /^\s*attachment/i.test(headers['content-disposition'] ?? '')) return 'plain';
  const mime = mimeOf(headers);
  const { dest } = exchange;
  if (asksForDocument(exchange)) {
    if (mime === 'text/html') return 'html';
    if (XML.test(mime)) return 'xml';
    return (dest === 'embed' || dest === 'object' ? null : viewedAs(mime)) ?? 'plain';
  }
  if (asksForWorker(exchange)) return 'worker';
  if (SCRIPT_DESTS.has(dest)) return NEVER_SCRIPT.test(mime) ? 'plain' : 'script';
  if (dest === 'style') return NEVER_SCRIPT.test(mime) ? 'plain' : 'css';
  if (dest === 'manifest') return 'manifest';
  // A browser that does not say what it wants: by what it gets.
  if (dest === '' && JAVASCRIPT.test(mime)) return 'script';
  if (dest === '' && mime === 'text/css') return 'css';
  return 'plain';
}

/** What the browser itself would make a page of. */
function viewedAs(mime: string): ViewedKind | null {
  if (JAVASCRIPT.test(mime) || (TEXT.test(mime) && !SAVED.test(mime))) return 'text';
  if (mime.startsWith('image/')) return 'image';
  if (mime === 'application/pdf') return 'pdf';
  return /^(?:video|audio)\//.test(mime) ? 'media' : null;
}

/** Whether the same address could be asked for as something else and be rewritten differently. */
export function variesByDest(headers: IncomingHttpHeaders): boolean {
  const mime = mimeOf(headers);
  return (
    mime === 'text/html' ||
    XML.test(mime) ||
    mime === 'text/css' ||
    mime.endsWith('manifest+json') ||
    viewedAs(mime) !== null ||
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

/** Where what is shown in a page of its own stands in the record, for the element that shows it. */
export const viewedKey = ({ url }: Pick<Exchange, 'url'>): string => `plain ${url.href}`;
