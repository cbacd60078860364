import type { ChatLine, EndReason, Refusal, Relayed } from '../../protocol/wire.ts';
import type { JournalRecord } from './journal.ts';

/** What a session wants done in the world. */
export type Effect =
  /** Something everybody sees is another now. */
  | { readonly type: 'show' }
  | { readonly type: 'record'; readonly record: JournalRecord }
  | { readonly type: 'refuse'; readonly to: string; readonly refusal: Refusal }
  | { readonly type: 'relay'; readonly to: readonly string[]; readonly relayed: Relayed }
  | { readonly type: 'chat'; readonly line: ChatLine }
  /** What is remembered of a window for those who come late is no longer true. */
  | { readonly type: 'forget'; readonly window: string }
  /** This participant is out: tell them, and let no token of theirs open anything. */
  | { readonly type: 'dismiss'; readonly participant: string; readonly reason: EndReason }
  | { readonly type: 'close'; readonly reason: 'ended' | 'expired' }
  /** Another node has the session: connections are cut, so that their other ends come back to it; nothing is said. */
  | { readonly type: 'ceded' };
