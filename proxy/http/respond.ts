// The response passes: from a site's answer to the browser's.
import type { IncomingMessage } from 'node:http';
import { cssRewriter } from '../rewrite/css.ts';
import { clearsCookies, mapResponseHeaders } from '../rewrite/headers.ts';
import { htmlRewriter } from '../rewrite/html.ts';
import { rewriteManifest } from '../rewrite/manifest.ts';
import { rewriteScript } from '../rewrite/script.ts';
import { xmlRewriter } from '../rewrite/xml.ts';
import { decodeWhole, type Reading, type WholeText } from './charset.ts';
import { decoded, encodingsOf } from './decoded.ts';
import { asksForDocument, asksForWorker, type Exchange } from './exchange.ts';
import { clearCookies, storeCookies } from './jar.ts';
import { checkRedirects } from './redirects.ts';
import { charsetOf, kindOf, mimeOf, variesByDest, type BodyKind, type ViewedKind } from './kind.ts';
import { policiesFor } from './page-policy.ts';
import { pageContext, plainContext, workerContext } from './page-context.ts';
import { withoutFragment, type DocumentWriter, type Head } from './record.ts';
import { charsetToSay, labelSent, rewriting, rewritingWhole, type Rewriting } from './rewriting.ts';
import { dropWriter, pour, sendEmpty, sendHead } from './send.ts';
import { sendViewed, viewedHead, viewedText } from './viewed.ts';
import { workerScript } from './worker-script.ts';

/** Answers with an error; where the answer has begun already, breaks it off. */
export type Fail = (exchange: Exchange, error: unknown) => void;

interface Answer {
  readonly upstream: IncomingMessage;
  readonly status: number;
  readonly kind: BodyKind;
  readonly encodings: readonly string[] | null;
}

/** Statuses and requests whose answers have no body (RFC 9110 section 6.4.1). */
const isBodyless = (exchange: Exchange, status: number): boolean =>
  exchange.method === 'HEAD' || status === 204 || status === 205 || status === 304;

function readAnswer(exchange: Exchange, upstream: IncomingMessage): Answer {
  const status = upstream.statusCode ?? 502;
  const encodings = encodingsOf(upstream.headers['content-encoding']);
  const kind = encodings === null ? 'plain' : kindOf(exchange, status, upstream.headers);
  return { upstream, status, kind, encodings };
}

const isViewed = (kind: BodyKind): kind is ViewedKind =>
  kind === 'text' || kind === 'image' || kind === 'media' || kind === 'pdf';
const isPage = (kind: BodyKind): boolean => kind === 'html' || kind === 'xml' || isViewed(kind);
/** As mirrors need it: HTML, of the site or of ours. */
const isKept = (kind: BodyKind): boolean => kind === 'html' || isViewed(kind);

function headOf(exchange: Exchange, { upstream, status, kind }: Answer): Head {
  const { session, url } = exchange;
  const bodyChanges = kind !== 'plain' && status !== 304;
  const context = {
    book: session.book,
    url: url.href,
    bodyChanges,
    isPage: isPage(kind),
  };
  const headers: Record<string, string | string[]> = mapResponseHeaders(upstream.headers, context);
  if (kind !== 'plain' || variesByDest(upstream.headers)) headers['vary'] = varyByDest(headers['vary']);
  if (status === 205) headers['content-length'] = '0';
  const head = { status, statusText: upstream.statusMessage ?? '', headers };
  return asksForDocument(exchange) || asksForWorker(exchange)
    ? governed(exchange, upstream, head, kind)
    : head;
}

const POLICIES = ['content-security-policy', 'content-security-policy-report-only', 'x-frame-options'];

/** With the policies of a document or worker. What is kept of one has its own, unless the site says otherwise (RFC 9111 section 3.2). */
function governed(exchange: Exchange, upstream: IncomingMessage, head: Head, kind: BodyKind): Head {
  if (head.status === 304 && !POLICIES.some((it) => upstream.headers[it] !== undefined)) return head;
  const { headers, framers } = policiesFor(exchange, upstream.headers, isViewed(kind));
  const others = Object.entries(head.headers).filter(([name]) => !POLICIES.includes(name));
  return { ...head, headers: { ...Object.fromEntries(others), ...headers }, framers };
}

/** The same address asked for as data is not rewritten: caches must tell the two apart. */
function varyByDest(vary: string | string[] | undefined): string {
  const named = [vary ?? []].flat().join(', ');
  return named === '' ? 'Sec-Fetch-Dest' : `${named}, Sec-Fetch-Dest`;
}

function rewritingOf(
  exchange: Exchange,
  { upstream, kind }: Answer,
  head: Head,
  document: DocumentWriter | null,
): Rewriting | null {
  const charset = charsetOf(upstream.headers);
  switch (kind) {
    case 'plain':
    case 'image':
    case 'media':
    case 'pdf':
      return null;
    case 'text':
      return rewriting(
        charset ?? (/json$/.test(mimeOf(upstream.headers)) ? 'utf-8' : null),
        'other',
        (spelling, reading) => {
          document?.read(labelSent(reading));
          return viewedText(exchange, upstream, spelling, document);
        },
      );
    case 'html':
      return rewriting(charset, 'html', (spelling) => htmlRewriter(pageContext(exchange, head), spelling));
    case 'xml':
      return rewriting(charset, 'xml', (spelling) => xmlRewriter(pageContext(exchange, head), spelling));
    case 'css':
      return rewriting(charset, 'css', (spelling) => cssRewriter(plainContext(exchange), spelling));
    case 'script':
      return rewritingWhole(
        (bytes) => decodeWhole(bytes, charset),
        (text) => rewriteScript(text, 'script', plainContext(exchange)),
      );
    case 'worker':
      return rewritingWhole(asUtf8, (text) => workerText(exchange, text));
    case 'manifest':
      return rewritingWhole(asUtf8, (text) => rewriteManifest(text, plainContext(exchange)));
  }
}

/** These are UTF-8, whatever is said of them (HTML, "fetch a classic worker script"; Web Application Manifest, "processing"). */
const asUtf8 = (bytes: Buffer): WholeText => ({
  text: bytes.toString('utf8'),
  reading: { label: 'utf-8', isDeclared: false },
});

function withCharset(head: Head, reading: Reading | null): Head {
  const charset = charsetToSay(reading);
  const type = head.headers['content-type'];
  if (charset === null || typeof type !== 'string') return head;
  const mime = type.split(';', 1)[0]?.trim() ?? '';
  return { ...head, headers: { ...head.headers, 'content-type': `${mime}; charset=${charset}` } };
}

const headFor = ({ kind }: Answer, head: Head, reading: Reading | null): Head =>
  kind === 'text' ? viewedHead(head, charsetToSay(reading)) : withCharset(head, reading);

const workerText = (exchange: Exchange, text: string): string =>
  workerScript(text, workerContext(exchange), exchange.around.bundles.worker.body);

/** Takes over what the answer says of cookies. */
function takeCookies(exchange: Exchange, { headers }: IncomingMessage): void {
  const clear = headers['clear-site-data'];
  if (clearsCookies(typeof clear === 'string' ? clear : undefined)) clearCookies(exchange);
  storeCookies(exchange, headers['set-cookie']);
}

export async function respond(exchange: Exchange, upstream: IncomingMessage, fail: Fail): Promise<void> {
  const answer = readAnswer(exchange, upstream);
  takeCookies(exchange, upstream);
  checkRedirects(exchange, answer.status, upstream.headers.location);
  const head = headOf(exchange, answer);
  if (answer.kind === 'html' || mimeOf(upstream.headers) === 'text/event-stream') dropWriter(exchange);
  if (isBodyless(exchange, answer.status)) {
    upstream.resume();
    sendEmpty(exchange, head);
    return;
  }
  const document =
    isKept(answer.kind) && exchange.role === 'live'
      ? exchange.session.record.beginDocument(
          withoutFragment(exchange.url.href),
          answer.status,
          answer.kind === 'html' ? head : null,
        )
      : null;
  await sendBody(exchange, { answer, head, document, fail });
}

interface Sending {
  readonly answer: Answer;
  readonly head: Head;
  readonly document: DocumentWriter | null;
  readonly fail: Fail;
}

async function sendBody(exchange: Exchange, { answer, head, document, fail }: Sending): Promise<void> {
  const { upstream } = answer;
  const { res } = exchange;
  if (isViewed(answer.kind) && answer.kind !== 'text') {
    const original = headOf(exchange, { ...answer, kind: 'plain' });
    return sendViewed(exchange, { ...answer, kind: answer.kind, head, original, document });
  }
  const broken = (error: unknown): void => {
    document?.drop();
    upstream.destroy();
    fail(exchange, error);
  };
  res.on('close', () => document?.drop());
  try {
    const rewriter = rewritingOf(exchange, answer, head, document);
    if (rewriter === null) sendPlain(exchange, upstream, head, broken);
    else
      await sendRewritten(exchange, rewriter, { answer, head, document, fail: (_, error) => broken(error) });
  } catch (error) {
    broken(error);
  }
}

function sendPlain(
  exchange: Exchange,
  upstream: IncomingMessage,
  head: Head,
  fail: (error: Error) => void,
): void {
  sendHead(exchange, head);
  // What comes later, an event stream's events say, comes when it comes.
  exchange.res.flushHeaders();
  pour(exchange, {
    stream: upstream,
    map: (chunk) => chunk,
    rest: () => '',
    begin: () => undefined,
    finish: () => exchange.res.addTrailers(upstream.trailers),
    fail,
  });
}

async function sendRewritten(
  exchange: Exchange,
  { write, end, reading }: Rewriting,
  { answer, head, document, fail }: Sending,
): Promise<void> {
  // The page of a text is kept as it was made (viewed.ts), a page of the site as it came.
  const kept = answer.kind === 'html' ? document : null;
  const { stream, undone } = await decoded(answer.upstream, answer.encodings ?? [], (bytes) =>
    kept?.write(bytes),
  );
  kept?.read(null, undone);
  pour(exchange, {
    stream,
    map: (chunk) => {
      if (undone.length === 0) kept?.write(chunk);
      kept?.unpacked(chunk.length);
      return write(chunk);
    },
    rest: end,
    begin: () => sendHead(exchange, headFor(answer, head, reading())),
    finish: () => {
      kept?.read(reading()?.label ?? null, undone);
      document?.done();
    },
    fail: (error) => fail(exchange, error),
  });
}
