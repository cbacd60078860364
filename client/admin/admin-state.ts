import type { AdminSession, Overview } from './overview.ts';

export interface AdminState {
  /** `lost`: the feed is interrupted; what is shown may be old. */
  readonly phase: 'connecting' | 'signed-out' | 'open' | 'lost';
  readonly sessions: readonly AdminSession[];
  /** Whether SIP is on. */
  readonly takesCalls: boolean;
  /** What went wrong last, in words; ''. */
  readonly problem: string;
}

export type AdminEvent =
  | ({ readonly type: 'sessions' } & Overview)
  | { readonly type: 'lost' | 'signed-out' | 'signed-in' }
  | { readonly type: 'problem'; readonly problem: string };

export const firstState: AdminState = { phase: 'connecting', sessions: [], takesCalls: false, problem: '' };

export function reduce(state: AdminState, event: AdminEvent): AdminState {
  switch (event.type) {
    case 'sessions':
      return { ...state, phase: 'open', sessions: event.sessions, takesCalls: event.takesCalls };
    case 'lost':
      return state.phase === 'open' ? { ...state, phase: 'lost' } : state;
    case 'signed-in':
      return { ...state, phase: 'connecting', problem: '' };
    case 'signed-out':
      return { ...firstState, phase: 'signed-out' };
    case 'problem':
      return { ...state, problem: event.problem };
  }
}
