// All sessions that run, by id.
import { SESSION_ID } from '../../protocol/address.ts';
import type { Kept } from '../store/session-store.ts';
import {
  resumeSession,
  runSession,
  type RunningSession,
  type SessionStart,
  type SessionSurroundings,
} from './running-session.ts';
import { freshId } from './secret.ts';

export interface Registry {
  /** Null: there are as many sessions as there may be, or they cannot be kept (`isSure`). */
  readonly create: (start: SessionStart) => RunningSession | null;
  readonly find: (id: string) => RunningSession | undefined;
  /** By the name for callers, or by id; `ended`: there was one of that name. */
  readonly called: (name: string) => RunningSession | 'ended' | undefined;
  readonly all: () => readonly RunningSession[];
  /** Told of every new session; returns how to stop. */
  readonly watch: (watcher: (session: RunningSession) => void) => () => void;
  /** Goes on with the sessions of a former run. */
  readonly load: () => Promise<void>;
  /** Goes on with a session of another node. */
  readonly adopt: (id: string, kept: Kept) => void;
  readonly isSure: () => boolean;
  /** Ends all sessions, unless they are kept for the next run. */
  readonly close: () => void;
}

export function createRegistry(maxSessions: number, around: SessionSurroundings): Registry {
  const sessions = new Map<string, RunningSession>();
  const aliases = new Map<string, RunningSession>();
  /** Names of sessions that are over: a caller is told so. */
  const ended = new Set<string>();
  const watchers = new Set<(session: RunningSession) => void>();

  function letGo(session: RunningSession): void {
    sessions.delete(session.id);
    for (const name of namesOf(session)) aliases.delete(name);
    session.site.close();
  }

  function forget(session: RunningSession): void {
    letGo(session);
    for (const name of namesOf(session)) {
      ended.delete(name);
      ended.add(name);
    }
    const oldest = ended.values().next().value;
    if (ended.size > MAX_ENDED && oldest !== undefined) ended.delete(oldest);
    around.store.remove(session.id);
  }

  function add(session: RunningSession): void {
    for (const name of namesOf(session)) {
      aliases.set(name, session);
      ended.delete(name);
    }
    sessions.set(session.id, session);
    for (const watcher of watchers) watcher(session);
    // After the others: whoever is told of the end still finds the session.
    session.watch((effect) => {
      if (effect.type === 'close') forget(session);
      if (effect.type === 'ceded') letGo(session);
    });
  }

  function adopt(id: string, kept: Kept): void {
    const session = resumeSession(kept, around);
    if (session === null) return around.store.remove(id);
    add(session);
    // Now that everybody watches.
    session.happen({ type: 'restarted' });
  }

  return {
    create: (start) => {
      if (sessions.size >= maxSessions || !around.store.isSure()) return null;
      const session = runSession(unusedId(sessions), start, around);
      add(session);
      return session;
    },
    find: (id) => (SESSION_ID.test(id) ? sessions.get(id) : undefined),
    called: (name) => {
      const wanted = name.toLowerCase();
      return aliases.get(wanted) ?? (ended.has(wanted) ? 'ended' : undefined);
    },
    all: () => [...sessions.values()],
    watch: (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    load: async () => {
      for (const [id, kept] of await around.store.load()) adopt(id, kept);
    },
    adopt,
    isSure: around.store.isSure,
    close: () => {
      if (around.store.outlives) return;
      for (const session of [...sessions.values()])
        session.happen({ type: 'ended', reason: 'ended', by: '' });
    },
  };
}

const MAX_ENDED = 1_000;
/** Names are of the host part's kind here: people read them out, so that their case says nothing. */
const namesOf = ({ id, alias }: RunningSession): readonly string[] =>
  alias === null ? [id] : [id, alias.toLowerCase()];

function unusedId(sessions: ReadonlyMap<string, unknown>): string {
  for (;;) {
    const id = freshId();
    if (!sessions.has(id)) return id;
  }
}
