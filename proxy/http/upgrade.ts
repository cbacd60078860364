// WebSockets: who may open one, and how it is refused.
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { OWN_PATH } from '../../protocol/wire.ts';
import { applyWrites } from './cookie-writes.ts';
import { errorTexts } from './error-text.ts';
import type { Visit } from './exchange.ts';
import { faultOf } from './fault.ts';
import { identify } from './requester.ts';

export interface UpgradeRefusal {
  readonly status: number;
}

/** Only pages of this session, in the live browser; null: it may be opened. */
export function upgradeRefusal(visit: Visit): UpgradeRefusal | Error | null {
  const { session, around, origin, url, req } = visit;
  const found = identify(session, visit, () => false);
  if (found?.role !== 'live') return { status: 403 };
  // Any page anywhere may open a socket here; only Origin tells (RFC 6455 section 10.2).
  if (
    req.headers.origin !== undefined &&
    req.headers.origin !== 'null' &&
    !session.book.isProxied(req.headers.origin)
  ) {
    return { status: 403 };
  }
  if (url.pathname.startsWith(OWN_PATH) || req.headers.upgrade?.toLowerCase() !== 'websocket')
    return { status: 400 };
  visit.role = 'live';
  visit.participant = found.participant;
  visit.anonymous = found.anonymous;
  applyWrites(visit);
  return around.builtIn.has(origin) ? null : around.guard.check(url);
}

/** Ends a handshake with an answer, if none was begun. */
export function refuseUpgrade(socket: Duplex, why: unknown): void {
  if (socket.destroyed || !socket.writable) return;
  const status = isRefusal(why) ? why.status : errorTexts[faultOf(why)].status;
  socket.end(
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    () => socket.destroy(),
  );
}

const isRefusal = (why: unknown): why is UpgradeRefusal =>
  typeof why === 'object' && why !== null && 'status' in why && typeof why.status === 'number';
