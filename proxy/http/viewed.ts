// Texts, pictures, films and PDFs that a browser goes to: pages of ours around what the site sent.
import type { IncomingMessage } from 'node:http';
import type { TextRewriter } from '../rewrite/css.ts';
import { htmlRewriter } from '../rewrite/html.ts';
import type { Spelling } from '../rewrite/spelling.ts';
import { mediaViewer, pdfViewer, textViewer } from '../rewrite/viewer.ts';
import type { Exchange, Step } from './exchange.ts';
import { mimeOf, recordKey, viewedKey, type ViewedKind } from './kind.ts';
import { bootContext } from './page-context.ts';
import { play } from './playback.ts';
import type { DocumentWriter, Head } from './record.ts';
import { dropWriter, sendText } from './send.ts';

/** What the browser is told instead: the site's word is in the page's boot. */
export function viewedHead(head: Head, charset: string | null): Head {
  const type = charset === null ? 'text/html' : `text/html; charset=${charset}`;
  return { ...head, headers: { ...head.headers, 'content-type': type } };
}

/** A text's page as it comes in; mirrors get theirs from `document`. */
export function viewedText(
  exchange: Exchange,
  upstream: IncomingMessage,
  spelling: Spelling,
  document: DocumentWriter | null,
): TextRewriter {
  const viewer = textViewer();
  const rewriter = htmlRewriter(bootContext(exchange, mimeOf(upstream.headers)), spelling);
  const keep = (html: string): string => {
    document?.write(Buffer.from(html, 'latin1'));
    return html;
  };
  return {
    write: (text) => rewriter.write(keep(viewer.write(text))),
    end: () => rewriter.write(keep(viewer.end())) + rewriter.end(),
  };
}

/** No browser holds on to more of these than it shows. */
const MAX_HANDED_ON = 100;

interface Viewed {
  readonly upstream: IncomingMessage;
  readonly kind: Exclude<ViewedKind, 'text'>;
  /** The page's, and what the site said. */
  readonly head: Head;
  readonly original: Head;
  readonly document: DocumentWriter | null;
}

/** Sends the page of a picture or a film. The picture itself has been asked for by that, and the site is not asked twice. */
export function sendViewed(exchange: Exchange, { upstream, kind, head, original, document }: Viewed): void {
  const page = kind === 'pdf' ? pdfViewer(exchange.url) : mediaViewer(kind, exchange.url);
  document?.read('utf-8');
  document?.write(Buffer.from(page));
  document?.done();
  dropWriter(exchange);
  // A film is asked for in parts.
  if (kind !== 'media') handOn(exchange, upstream, original);
  else upstream.destroy();
  const rewriter = htmlRewriter(bootContext(exchange, mimeOf(upstream.headers)));
  sendText(exchange, viewedHead(head, 'utf-8'), rewriter.write(page) + rewriter.end());
}

function handOn(exchange: Exchange, upstream: IncomingMessage, head: Head): void {
  const { session, url } = exchange;
  const writer = session.record.beginResource(viewedKey(exchange));
  writer.head(head);
  upstream.on('data', writer.write).on('end', writer.done).on('error', writer.drop).on('close', writer.drop);
  if (session.handedOn.size >= MAX_HANDED_ON) session.handedOn.clear();
  session.handedOn.add(url.href);
}

/** The element in a picture's page, or the link in a PDF's, asks for what the page has fetched. */
export const handedOn: Step = async (exchange) => {
  const { role, method, session, url } = exchange;
  if (role !== 'live' || method !== 'GET' || recordKey(exchange) !== viewedKey(exchange)) return false;
  if (!session.handedOn.delete(url.href)) return false;
  const resource = session.record.resource(viewedKey(exchange));
  return resource !== undefined && (await play(exchange, resource));
};
