// The server's two machines: RFC 3261 sections 17.2.1 and 17.2.2, RFC 6026 section 7.1.
import {
  ended,
  lingering,
  PATIENCE,
  SEND,
  set,
  staying,
  T1,
  T2,
  T4,
  TIME_OUT,
  type Machine,
  type Step,
  type Timer,
} from './machine.ts';

export type ServerInput =
  /** The same request again. */
  | { readonly on: 'request' }
  | { readonly on: 'ack' }
  /** What we answer. */
  | { readonly on: 'reply'; readonly status: number }
  | { readonly on: 'timer'; readonly timer: Timer };

export const startServer = (isInvite: boolean, isReliable: boolean): Machine => ({
  state: isInvite ? 'proceeding' : 'trying',
  isReliable,
  interval: T1,
});

export function stepInviteServer(machine: Machine, input: ServerInput): Step {
  const { state, isReliable, interval } = machine;
  switch (input.on) {
    case 'request':
      // In `accepted` it is absorbed: whoever answered sends the 2xx again until its ACK comes.
      return state === 'proceeding' || state === 'completed' ? staying(machine, SEND) : staying(machine);
    case 'ack':
      if (state !== 'completed') return staying(machine);
      return lingering(machine, 'confirmed', isReliable ? 0 : T4, []);
    case 'reply':
      if (state === 'accepted' && input.status < 300) return staying(machine, SEND);
      if (state !== 'proceeding') return staying(machine);
      if (input.status < 200) return staying(machine, SEND);
      if (input.status < 300) return lingering(machine, 'accepted', PATIENCE, [SEND]);
      return staying(
        { ...machine, state: 'completed' },
        SEND,
        ...(isReliable ? [] : [set('retransmit', T1)]),
        set('give-up', PATIENCE),
      );
    case 'timer': {
      if (input.timer === 'linger') return ended(machine);
      if (state !== 'completed') return staying(machine);
      if (input.timer === 'give-up') return ended(machine, TIME_OUT);
      const next = Math.min(interval * 2, T2);
      return staying({ ...machine, interval: next }, SEND, set('retransmit', next));
    }
  }
}

export function stepOtherServer(machine: Machine, input: ServerInput): Step {
  const { state, isReliable } = machine;
  switch (input.on) {
    case 'request':
      return state === 'proceeding' || state === 'completed' ? staying(machine, SEND) : staying(machine);
    case 'reply':
      if (state !== 'trying' && state !== 'proceeding') return staying(machine);
      if (input.status < 200) return staying({ ...machine, state: 'proceeding' }, SEND);
      return lingering(machine, 'completed', isReliable ? 0 : PATIENCE, [SEND]);
    case 'ack':
      return staying(machine);
    case 'timer':
      return input.timer === 'linger' ? ended(machine) : staying(machine);
  }
}
