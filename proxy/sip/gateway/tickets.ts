// Join links of calls: each lets one browser in, once, as the caller.
import type { BaseAddress } from '../../../protocol/address.ts';
import { originOf } from '../../registry/own-request.ts';
import { freshSecret } from '../../registry/secret.ts';
import type { RunningSession } from '../../registry/running-session.ts';

export interface Tickets {
  readonly urlFor: (session: RunningSession, participant: string) => string;
  /** The participant it is for; it is worth nothing afterwards. */
  readonly redeem: (session: string, ticket: string) => string | null;
  readonly forget: (participant: string) => void;
}

export function createTickets(base: BaseAddress): Tickets {
  const open = new Map<string, { readonly session: string; readonly participant: string }>();
  return {
    urlFor: (session, participant) => {
      const ticket = freshSecret();
      open.set(ticket, { session: session.id, participant });
      return `${originOf(base)}/j/${session.id}?t=${ticket}`;
    },
    redeem: (session, ticket) => {
      const found = open.get(ticket);
      if (found?.session !== session) return null;
      open.delete(ticket);
      return found.participant;
    },
    forget: (participant) => {
      for (const [ticket, it] of open) if (it.participant === participant) open.delete(ticket);
    },
  };
}
