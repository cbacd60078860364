import type { PrivacyMode } from '../../protocol/privacy.ts';
import type { Command } from '../../protocol/commands.ts';
import type { Kind, PageDialog, Role } from '../../protocol/state.ts';

/** What can happen to a session. */
export type RoomEvent =
  | { readonly type: 'created'; readonly url: string; readonly privacy?: PrivacyMode }
  | {
      readonly type: 'joined';
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      readonly kind: Kind;
    }
  /** The live page has opened a dialog of the browser's, or (null) it is answered. */
  | { readonly type: 'dialog'; readonly dialog: PageDialog | null }
  /** Of a browser; a call is `called` when it is answered, and is over when it leaves. */
  | { readonly type: 'connected' | 'lost' | 'called'; readonly id: string }
  | {
      readonly type: 'sent-command';
      readonly from: string;
      readonly seq: number;
      /** Of the control the sender believed to hold; null where none was named. */
      readonly epoch: number | null;
      readonly command: Command;
      /** Said in a call: the browser that is its window is to hear of it, too. */
      readonly byCall?: true;
    }
  /** The admin gave control to somebody. */
  | { readonly type: 'given'; readonly id: string }
  /** The admin took control away, or sent somebody out. */
  | { readonly type: 'revoked' }
  | { readonly type: 'removed'; readonly id: string; readonly by: string }
  /** What was kept is all that is left: the server has started anew. */
  | { readonly type: 'restarted' }
  | { readonly type: 'ended'; readonly reason: 'ended' | 'expired'; readonly by: string }
  /** Time has passed: nextWake() says when this is due. */
  | { readonly type: 'woke' };
