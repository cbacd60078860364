// Where a request came from, whichever node of several it reached first.
import type { IncomingMessage } from 'node:http';

const passedOn = new WeakSet<IncomingMessage>();

/** Another node has passed it on; the address that it came to that node from is the last of X-Forwarded-For. */
export const notePassedOn = (req: IncomingMessage): void => void passedOn.add(req);

export const isPassedOn = (req: IncomingMessage): boolean => passedOn.has(req);

/** Addresses, the nearest last. */
export function cameFrom(req: IncomingMessage): string {
  const before = req.headers['x-forwarded-for'];
  const way = before === undefined ? [] : [before].flat();
  if (!isPassedOn(req)) way.push(req.socket.remoteAddress ?? '');
  return way.join(', ');
}
