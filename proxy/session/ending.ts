import { changeQuietly, record, type Turn } from './turn.ts';

/** The session is over for everybody, and nothing happens in it any more. */
export function end(turn: Turn, reason: 'ended' | 'expired', by: string): void {
  record(turn, { kind: 'ended', reason, by });
  changeQuietly(turn, { ended: true });
  turn.effects.push({ type: 'close', reason });
}
