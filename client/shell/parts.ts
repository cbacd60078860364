// What every part of the shell needs: the session, and its state now.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SessionState } from '../../protocol/state.ts';
import type { Session } from './session.ts';
import type { ShellState } from './shell-state.ts';

export interface Parts {
  readonly session: Session;
  readonly state: ShellState;
  /** The session as the server last told it. */
  readonly shared: SessionState;
  /** Little room, as on a phone. */
  readonly isCompact: boolean;
}

export const PartsContext = createContext<Parts | null>(null);

export function useParts(): Parts {
  const parts = useContext(PartsContext);
  if (parts === null) throw new Error('a part of the shell stands outside of it');
  return parts;
}
