// The response passes: from a site's answer to the browser's.
import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { cssRewriter } from '../rewrite/css.ts';
import { clearsCookies, mapResponseHeaders } from '../rewrite/headers.ts';
import { htmlRewriter } from '../rewrite/html.ts';
import { rewriteManifest } from '../rewrite/manifest.ts';
import { rewriteScript } from '../rewrite/script.ts';
import { createTextReader, decodeWhole } from './charset.ts';
import { decoded, encodingsOf } from './decoded.ts';
import { asksForDocument, asksForWorker, type Exchange } from './exchange.ts';
import { clearCookies, storeCookies } from './jar.ts';
import { charsetOf, kindOf, mimeOf, variesByDest, type BodyKind } from './kind.ts';
import { livePolicy, mirrorPolicy } from './own-policy.ts';
import { bootContext, plainContext } from './page-context.ts';
import { withoutFragment, type DocumentWriter, type Head } from './record.ts';
import { rewriting, rewritingWhole } from './rewriting.ts';
import { dropWriter, pour, sendEmpty, sendHead } from './send.ts';
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

const CONTENT_TYPES: Readonly<Record<Exclude<BodyKind, 'plain'>, string>> = {
  html: 'text/html',
  css: 'text/css',
  script: 'text/javascript',
  worker: 'text/javascript',
  manifest: 'application/manifest+json',
};

function headOf(exchange: Exchange, { upstream, status, kind }: Answer): Head {
  const { session, url, around, role, origin } = exchange;
  const bodyChanges = kind !== 'plain' && status !== 304;
  const context = { book: session.book, url: url.href, bodyChanges, isPage: kind === 'html' };
  const headers: Record<string, string | string[]> = mapResponseHeaders(upstream.headers, context);
  if (kind !== 'plain')
    headers['content-type'] = `${mimeOf(upstream.headers) || CONTENT_TYPES[kind]}; charset=utf-8`;
  if (kind !== 'plain' || variesByDest(upstream.headers)) headers['vary'] = varyByDest(headers['vary']);
  if (asksForDocument(exchange) || asksForWorker(exchange)) {
    headers['content-security-policy'] =
      role === 'live'
        ? livePolicy(around.base)
        : mirrorPolicy(around.base, session.book.proxiedOrigin(origin));
  }
  if (status === 205) headers['content-length'] = '0';
  return { status, statusText: upstream.statusMessage ?? '', headers };
}

/** The same address asked for as data is not rewritten: caches must tell the two apart. */
function varyByDest(vary: string | string[] | undefined): string {
  const named = [vary ?? []].flat().join(', ');
  return named === '' ? 'Sec-Fetch-Dest' : `${named}, Sec-Fetch-Dest`;
}

function rewriterOf(
  exchange: Exchange,
  { upstream, kind }: Answer,
  document: DocumentWriter | null,
): Transform | null {
  const charset = charsetOf(upstream.headers);
  const whole = (rewrite: (text: string) => string): Transform =>
    rewritingWhole((bytes) => rewrite(decodeWhole(bytes, charset)));
  switch (kind) {
    case 'plain':
      return null;
    case 'html':
      return rewriting(createTextReader(charset, 'html'), htmlRewriter(bootContext(exchange)), (text) =>
        document?.write(text),
      );
    case 'css':
      return rewriting(
        createTextReader(charset, 'css'),
        cssRewriter(plainContext(exchange)),
        () => undefined,
      );
    case 'script':
      return whole((text) => rewriteScript(text, 'script', plainContext(exchange)));
    case 'worker':
      return whole((text) => workerText(exchange, text));
    case 'manifest':
      return whole((text) => rewriteManifest(text, plainContext(exchange)));
  }
}

const workerText = (exchange: Exchange, text: string): string =>
  workerScript(text, bootContext(exchange), exchange.around.bundle.body);

/** Takes over what the answer says of cookies. */
function takeCookies(exchange: Exchange, { headers }: IncomingMessage): void {
  const clear = headers['clear-site-data'];
  if (clearsCookies(typeof clear === 'string' ? clear : undefined)) clearCookies(exchange);
  storeCookies(exchange, headers['set-cookie']);
}

export async function respond(exchange: Exchange, upstream: IncomingMessage, fail: Fail): Promise<void> {
  const answer = readAnswer(exchange, upstream);
  takeCookies(exchange, upstream);
  const head = headOf(exchange, answer);
  if (answer.kind === 'html' || mimeOf(upstream.headers) === 'text/event-stream') dropWriter(exchange);
  if (isBodyless(exchange, answer.status)) {
    upstream.resume();
    sendEmpty(exchange, head);
    return;
  }
  const keeps = answer.kind === 'html' && exchange.role === 'live';
  const document = keeps
    ? exchange.session.record.beginDocument(withoutFragment(exchange.url.href), answer.status)
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
  const rewriter = rewriterOf(exchange, answer, document);
  const broken = (error: unknown): void => {
    document?.drop();
    upstream.destroy();
    fail(exchange, error);
  };
  res.on('close', () => document?.drop());
  let stream: Readable = upstream;
  try {
    if (rewriter === null) {
      sendHead(exchange, head);
      // What comes later, an event stream's events say, comes when it comes.
      res.flushHeaders();
    } else stream = pipeline(await decoded(upstream, answer.encodings ?? []), rewriter, () => undefined);
  } catch (error) {
    broken(error);
    return;
  }
  pour(exchange, {
    stream,
    begin: () => sendHead(exchange, head),
    finish: () => {
      document?.done();
      if (rewriter === null) res.addTrailers(upstream.trailers);
    },
    fail: broken,
  });
}
