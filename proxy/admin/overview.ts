// All sessions, as the admin page shows them.
import type { SessionState } from '../../protocol/state.ts';
import type { Registry } from '../registry/registry.ts';

export interface Overview {
  readonly sessions: readonly Omit<SessionState, 'version'>[];
  /** Whether SIP is on. */
  readonly takesCalls: boolean;
}

/** Newest first. */
export function overviewOf(registry: Registry, takesCalls: boolean): Overview {
  const sessions = registry
    .all()
    .map((session) => {
      const { version: _version, ...rest } = session.view();
      return rest;
    })
    .sort((a, b) => b.created - a.created);
  return { sessions, takesCalls };
}
