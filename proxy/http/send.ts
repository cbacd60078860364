// The browser's side of an exchange: head and body, kept for mirrors while they go out.
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { versionCookie } from '../../protocol/cookie-names.ts';
import { cookieValues, versionHeader } from '../rewrite/cookies.ts';
import { domainOf, isSecureBase, type Exchange } from './exchange.ts';
import { SiteError } from './fault.ts';
import type { Head } from './record.ts';
import type { Bytes } from './rewriting.ts';

/** RFC 9110 section 5.5: what a header may hold; a hostile site's reason phrase is held to it, too. */

const FORBIDDEN = /[^\t\x20-\x7e\x80-\xff]/g;

/** Tells the live browser's pages when the jar is another than they know. */
function announceVersion({ around, session, role, anonymous, cookies, res }: Exchange): void {
  if (role !== 'live' || anonymous) return;
  const version = String(session.cookieVersion);
  if (cookieValues(cookies, versionCookie(session.id)).includes(version)) return;
  const { base } = around;
  res.appendHeader(
    'set-cookie',
    versionHeader(session.id, session.cookieVersion, domainOf(base), isSecureBase(base)),
  );
}

/** A whole answer to a request for all of it can be kept as if it had been asked for plainly. */
function kept(head: Head): Head | null {
  if (head.status === 304 || head.status === 416) return null;
  if (head.status !== 206) return head;
  const range = /^bytes 0-(\d+)\/(\d+)$/.exec(String(head.headers['content-range'] ?? ''));
  if (range === null || Number(range[1]) + 1 !== Number(range[2])) return null;
  const { 'content-range': _, ...headers } = head.headers;
  return { status: 200, statusText: 'OK', headers };
}

export function sendHead(exchange: Exchange, head: Head): void {
  const { res, writer } = exchange;
  const forMirrors = kept(head);
  if (forMirrors === null) dropWriter(exchange);
  else writer?.head(forMirrors);
  announceVersion(exchange);
  for (const [name, value] of Object.entries(head.headers)) setHeader(res, name, value);
  if (head.status < 200 || head.status > 999) throw new SiteError('protocol', `A status of ${head.status}.`);
  res.writeHead(head.status, head.statusText.replace(FORBIDDEN, ''));
}

export function dropWriter(exchange: Exchange): void {
  exchange.writer?.drop();
  exchange.writer = null;
}

function setHeader(res: ServerResponse, name: string, value: string | readonly string[]): void {
  try {
    res.setHeader(
      name,
      typeof value === 'string' ? value.replace(FORBIDDEN, '') : value.map((it) => it.replace(FORBIDDEN, '')),
    );
  } catch {
    // No name that may stand in an answer: the site's mistake, and only this header's.
    res.removeHeader(name);
  }
}

/** Without a body. */
export function sendEmpty(exchange: Exchange, head: Head): void {
  sendHead(exchange, head);
  exchange.writer?.done();
  exchange.res.end();
}

export function sendText(exchange: Exchange, head: Head, text: string): void {
  const body = Buffer.from(text);
  const headers = { ...head.headers, 'content-length': String(body.length) };
  sendHead(exchange, { ...head, headers });
  exchange.writer?.write(body);
  exchange.writer?.done();
  exchange.res.end(exchange.method === 'HEAD' ? undefined : body);
}

export interface Pour {
  readonly stream: Readable;
  /** What becomes of a piece, and what is left when there are no more. */
  readonly map: (chunk: Buffer) => Bytes;
  readonly rest: () => Bytes;
  /** Said before the first byte, or at once where there is nothing to wait for. */
  readonly begin: () => void;
  readonly finish: () => void;
  /** Nothing was sent yet, or the browser is cut off. */
  readonly fail: (error: Error) => void;
}

/** Pours a stream into the answer, as fast as the browser takes it. */
export function pour(exchange: Exchange, { stream, map, rest, begin, finish, fail }: Pour): void {
  const { res } = exchange;
  let over = false;
  const once = (act: () => void): void => {
    if (over) return;
    try {
      act();
    } catch (error) {
      over = true;
      stream.destroy();
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  };
  stream.on('data', (chunk: Buffer) =>
    once(() => {
      const bytes = map(chunk);
      if (bytes.length === 0) return;
      if (!res.headersSent) begin();
      if (send(exchange, bytes)) return;
      stream.pause();
      res.once('drain', () => stream.resume());
    }),
  );
  const ended = (): void =>
    once(() => {
      const bytes = rest();
      over = true;
      if (!res.headersSent) begin();
      if (bytes.length > 0) send(exchange, bytes);
      exchange.writer?.done();
      finish();
      res.end();
    });
  stream.on('end', ended);
  stream.on('error', (error) => {
    if (!over) fail(error);
    over = true;
  });
  stream.on('close', () => {
    if (!over) fail(new SiteError('reset', 'The answer broke off.'));
    over = true;
  });
  res.on('close', () => {
    if (!over) exchange.writer?.drop();
    over = true;
    stream.destroy();
  });
  // An empty body is at its end before anybody can listen; any other may have been held for that (decoded.ts).
  if (stream.readableEnded) ended();
  else if (stream.isPaused()) stream.resume();
}

/** False: the browser does not take as much. */
function send({ res, writer }: Exchange, bytes: Bytes): boolean {
  if (typeof bytes !== 'string') {
    writer?.write(bytes);
    return res.write(bytes);
  }
  writer?.write(Buffer.from(bytes, 'latin1'));
  return res.write(bytes, 'latin1');
}
