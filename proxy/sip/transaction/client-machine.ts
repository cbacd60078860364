// The client's two machines: RFC 3261 sections 17.1.1 and 17.1.2, RFC 6026 section 7.2.
import {
  ended,
  lingering,
  PATIENCE,
  SEND,
  set,
  clear,
  staying,
  T1,
  T2,
  T4,
  TELL,
  TIME_OUT,
  type Machine,
  type Output,
  type Step,
  type Timer,
} from './machine.ts';

export type ClientInput =
  { readonly on: 'response'; readonly status: number } | { readonly on: 'timer'; readonly timer: Timer };

const ACKNOWLEDGE: Output = { do: 'acknowledge' };
/** Timer D. */
const REFUSED_LINGER = 32_000;

export function startClient(isInvite: boolean, isReliable: boolean): Step {
  const machine: Machine = { state: isInvite ? 'calling' : 'trying', isReliable, interval: T1 };
  const again = isReliable ? [] : [set('retransmit', T1)];
  return staying(machine, SEND, ...again, set('give-up', PATIENCE));
}

export function stepInviteClient(machine: Machine, input: ClientInput): Step {
  const { state, isReliable, interval } = machine;
  if (input.on === 'timer') {
    if (input.timer === 'linger') return ended(machine);
    if (state !== 'calling') return staying(machine);
    if (input.timer === 'give-up') return ended(machine, TIME_OUT);
    return staying({ ...machine, interval: interval * 2 }, SEND, set('retransmit', interval * 2));
  }
  const { status } = input;
  switch (state) {
    case 'calling':
    case 'proceeding':
      if (status < 200)
        return staying({ ...machine, state: 'proceeding' }, clear('retransmit'), clear('give-up'), TELL);
      if (status < 300) return lingering(machine, 'accepted', PATIENCE, [TELL]);
      return lingering(machine, 'completed', isReliable ? 0 : REFUSED_LINGER, [ACKNOWLEDGE, TELL]);
    case 'completed':
      return status < 300 ? staying(machine) : staying(machine, ACKNOWLEDGE);
    case 'accepted':
      // Another 2xx, of the same or of another branch: whoever asked acknowledges it anew.
      return status >= 200 && status < 300 ? staying(machine, TELL) : staying(machine);
    case 'trying':
    case 'confirmed':
    case 'terminated':
      return staying(machine);
  }
}

export function stepOtherClient(machine: Machine, input: ClientInput): Step {
  const { state, isReliable, interval } = machine;
  const isOpen = state === 'trying' || state === 'proceeding';
  if (input.on === 'timer') {
    if (input.timer === 'linger') return ended(machine);
    if (!isOpen) return staying(machine);
    if (input.timer === 'give-up') return ended(machine, TIME_OUT);
    const next = state === 'proceeding' ? T2 : Math.min(interval * 2, T2);
    return staying({ ...machine, interval: next }, SEND, set('retransmit', next));
  }
  if (!isOpen) return staying(machine);
  if (input.status < 200) return staying({ ...machine, state: 'proceeding' }, TELL);
  return lingering(machine, 'completed', isReliable ? 0 : T4, [TELL]);
}
