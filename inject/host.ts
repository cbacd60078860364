// Tells the server the origin behind a label that is only a fingerprint, before the label is used.
import { ownPaths } from '../protocol/cookie-names.ts';
import { own } from './own.ts';

export function announceHost(_label: string, origin: string): void {
  own('POST', ownPaths.host, JSON.stringify({ origin }), 'application/json');
}
