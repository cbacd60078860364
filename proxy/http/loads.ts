// How much of a session sites are answering at the same time.
import type { Duplex } from 'node:stream';
import type { ServerResponse } from 'node:http';
import type { Visit } from './exchange.ts';

/** False: there is too much already. Else it counts until the browser's side is closed. */
export function takeLoad({ session, around }: Visit, until: ServerResponse | Duplex): boolean {
  if (session.loads >= around.limits.loads) return false;
  // One that is gone already closes no more.
  if (until.closed) return true;
  session.loads += 1;
  until.once('close', () => (session.loads -= 1));
  return true;
}
