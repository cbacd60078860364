// Nobody is told anything while another could have the session: it waits here, in its order.

export interface Gate {
  /** Calls at once, or when it opens. */
  readonly pass: (session: string, then: () => void) => void;
  /** Calls what waits, if it may. */
  readonly open: () => void;
  readonly forget: (session: string) => void;
}

export function createGate(isSure: () => boolean): Gate {
  const held = new Map<string, (() => void)[]>();
  return {
    pass: (session, then) => {
      const before = held.get(session);
      if (before !== undefined) before.push(then);
      else if (isSure()) then();
      else held.set(session, [then]);
    },
    open: () => {
      for (const [session, due] of held) {
        if (!isSure()) return;
        held.delete(session);
        for (const then of due) then();
      }
    },
    forget: (session) => void held.delete(session),
  };
}
