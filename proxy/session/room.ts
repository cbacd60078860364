// What a session is, as a value. It is plain JSON, so that a store can keep it.
import type { ChatLine } from '../../protocol/wire.ts';
import type { PrivacyMode } from '../../protocol/privacy.ts';
import type { PageDialog, ControlState, Kind, Role, WindowState } from '../../protocol/state.ts';
import { emptyChain, type ChainHead, type ControlReason } from './journal.ts';

export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly kind: Kind;
  readonly colour: string;
  readonly joined: number;
  /**
   * `expected`: let in, but their shell has not connected yet. `lost`: the grace period runs. `away`: it is over; nobody
   * sees them, and they may come back as who they were.
   */
  readonly presence: 'expected' | 'online' | 'lost' | 'away';
  /**
   * Of a call: whether a browser is its window. The call alone says who is here; a browser that is `lost` has a grace
   * period of its own.
   */
  readonly browser: 'none' | 'here' | 'lost';
  /** When the connection (of a call: its browser's) was lost, or since when it is expected; 0 otherwise. */
  readonly lostAt: number;
}

export interface RoomLimits {
  readonly participants: number;
  readonly windows: number;
  readonly graceMs: number;
  readonly expiryMs: number;
}

export interface Room {
  readonly id: string;
  readonly created: number;
  readonly privacy: PrivacyMode;
  readonly version: number;
  readonly limits: RoomLimits;
  readonly participants: readonly Participant[];
  /** `why` it changed last: who let it go on purpose does not get it back by reconnecting. */
  readonly control: ControlState & { readonly why: ControlReason };
  readonly windows: readonly WindowState[];
  /** How many windows there ever were: their ids are never used again. */
  readonly opened: number;
  readonly live: string | null;
  /** Whose browser is to run the pages next, asked for at `since`. */
  readonly moving: { readonly to: string; readonly since: number } | null;
  /** Who has covered the mirrors, and the windows as they were then: that is what all others see of them. */
  readonly paused: { readonly by: string; readonly windows: readonly WindowState[] } | null;
  readonly dialog: PageDialog | null;
  /** Since when nobody's browser runs the pages that somebody's did; null while one does, or none ever has. */
  readonly dark: number | null;
  /** How long that was the last time. */
  readonly gap: number;
  readonly leaks: number;
  readonly drifts: number;
  readonly chat: readonly ChatLine[];
  readonly chain: ChainHead;
  /** Since when nobody is online; null while somebody is. */
  readonly quietSince: number | null;
  readonly ended: boolean;
}

export function emptyRoom(id: string, limits: RoomLimits, now: number): Room {
  return {
    id,
    created: now,
    privacy: 'visible',
    version: 1,
    limits,
    participants: [],
    control: { holder: null, epoch: 0, since: now, queue: [], why: 'joined' },
    windows: [],
    opened: 0,
    live: null,
    moving: null,
    paused: null,
    dialog: null,
    dark: null,
    gap: 0,
    leaks: 0,
    drifts: 0,
    chat: [],
    chain: emptyChain,
    quietSince: now,
    ended: false,
  };
}
