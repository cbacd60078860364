// All sessions that run, by id.
import { SESSION_ID } from '../../protocol/address.ts';
import {
  runSession,
  type RunningSession,
  type SessionStart,
  type SessionSurroundings,
} from './running-session.ts';
import { freshId } from './secret.ts';

export interface Registry {
  /** Null: there are as many sessions as there may be. */
  readonly create: (start: SessionStart) => RunningSession | null;
  readonly find: (id: string) => RunningSession | undefined;
  readonly all: () => readonly RunningSession[];
  /** Told of every new session; returns how to stop. */
  readonly watch: (watcher: (session: RunningSession) => void) => () => void;
  readonly close: () => Promise<void>;
}

export function createRegistry(maxSessions: number, around: SessionSurroundings): Registry {
  const sessions = new Map<string, RunningSession>();
  const watchers = new Set<(session: RunningSession) => void>();

  function forget(session: RunningSession): void {
    sessions.delete(session.id);
    session.site.close();
    around.store
      .remove(session.id)
      .catch((error: unknown) => around.fault(error, 'a journal could not be removed'));
  }

  return {
    create: (start) => {
      if (sessions.size >= maxSessions) return null;
      const session = runSession(unusedId(sessions), start, around);
      sessions.set(session.id, session);
      for (const watcher of watchers) watcher(session);
      // After the others: whoever is told of the end still finds the session.
      session.watch((effect) => {
        if (effect.type === 'close') forget(session);
      });
      return session;
    },
    find: (id) => (SESSION_ID.test(id) ? sessions.get(id) : undefined),
    all: () => [...sessions.values()],
    watch: (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    close: async () => {
      for (const session of [...sessions.values()])
        session.happen({ type: 'ended', reason: 'ended', by: '' });
      await around.store.close();
    },
  };
}

function unusedId(sessions: ReadonlyMap<string, unknown>): string {
  for (;;) {
    const id = freshId();
    if (!sessions.has(id)) return id;
  }
}
