// Session timers (RFC 4028): what is agreed on, as values.
import { field, first, tokens, type Fields } from '../message/fields.ts';

export const MIN_SE = 90;

export interface Interval {
  readonly seconds: number;
  /** Whether it is for us to refresh. */
  readonly isOurs: boolean;
}

const EXPIRES = /^(\d{1,8})\s*(?:;(.*))?$/;

function readExpires(fields: Fields): { readonly seconds: number; readonly refresher: string | null } | null {
  const [, digits, rest = ''] = EXPIRES.exec(first(fields, 'session-expires') ?? '') ?? [];
  if (digits === undefined) return null;
  return {
    seconds: Number(digits),
    refresher: /refresher\s*=\s*(uac|uas)/i.exec(rest)?.[1]?.toLowerCase() ?? null,
  };
}

/** Of a request that a peer sent: what we answer, and what holds then. */
export type Agreed =
  { readonly interval: Interval | null; readonly fields: Fields } | { readonly tooSmall: Fields };

export function agree(request: Fields): Agreed {
  const asked = readExpires(request);
  // None is offered unless it is asked for: whoever does not ask may not know what it is.
  if (asked === null) return { interval: null, fields: [] };
  if (asked.seconds < MIN_SE) return { tooSmall: [field('min-se', MIN_SE)] };
  const isKnown = tokens(request, 'supported').has('timer') || tokens(request, 'require').has('timer');
  // Without support there, a proxy asked: the work is ours (section 9).
  const refresher = isKnown ? (asked.refresher ?? 'uac') : 'uas';
  return {
    interval: { seconds: asked.seconds, isOurs: refresher === 'uas' },
    fields: [
      field('session-expires', `${asked.seconds};refresher=${refresher}`),
      ...(isKnown ? [field('require', 'timer')] : []),
    ],
  };
}

/** Of a 2xx to a request of ours. */
export function agreedBy(response: Fields): Interval | null {
  const said = readExpires(response);
  return said === null ? null : { seconds: Math.max(MIN_SE, said.seconds), isOurs: said.refresher !== 'uas' };
}

/** What our refresh says. */
export const refreshing = ({ seconds }: Interval): Fields => [
  field('session-expires', `${seconds};refresher=uac`),
  field('min-se', MIN_SE),
];

/** Milliseconds from a refresh to the next one of ours, or to giving the other end up (section 10). */
export function dueIn({ seconds, isOurs }: Interval): number {
  return isOurs ? seconds * 500 : (seconds - Math.min(32, seconds / 3)) * 1_000;
}
