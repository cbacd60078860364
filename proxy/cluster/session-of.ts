// Which session a request is about, before anything else is known of it: it decides which node answers.
import type { IncomingMessage } from 'node:http';
import { parseLabel, SESSION_ID, type BaseAddress } from '../../protocol/address.ts';
import { ownPaths } from '../../protocol/cookie-names.ts';
import { SOCKET_PATH } from '../../protocol/wire.ts';
import { siteLabelOf } from '../http/site-address.ts';

type Asked = Pick<IncomingMessage, 'url' | 'headers'>;

const NAMED = /^\/(?:s|j|api(?:\/admin)?\/sessions)\/([a-z2-7]{8})(?=[/?]|$)/;
const SHELL = /^\/s\/([a-z2-7]{8})$/;

/** Null: about none, or it does not say. */
export function sessionOf({ url = '', headers }: Asked, base: BaseAddress): string | null {
  const label = siteLabelOf(headers.host, base);
  if (label !== null) return parseLabel(label)?.session ?? null;
  if (url.startsWith(`${SOCKET_PATH}/`) || url.startsWith(`${SOCKET_PATH}?`)) return inQuery(url);
  if (url === ownPaths.host) return inReferrer(headers.referer);
  return NAMED.exec(url)?.[1] ?? null;
}

/** The shell's socket says it with every request: one that polls has many. */
function inQuery(url: string): string | null {
  const named = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('session') ?? '';
  return SESSION_ID.test(named) ? named : null;
}

/** As proxy/api/origins.ts reads it. */
function inReferrer(referrer = ''): string | null {
  return URL.canParse(referrer) ? (SHELL.exec(new URL(referrer).pathname)?.[1] ?? null) : null;
}
