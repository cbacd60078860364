// What the four transaction machines of RFC 3261 section 17 (with RFC 6026) have in common. Pure: what is to be done is returned.

/** Round trip estimate, and the longest time between retransmissions and in the network (RFC 3261 section 17.1.1.1). */
export const T1 = 500;
export const T2 = 4_000;
export const T4 = 5_000;
/** Timers B, F, H, J, L, M. */
export const PATIENCE = 64 * T1;

export type State =
  'calling' | 'trying' | 'proceeding' | 'completed' | 'confirmed' | 'accepted' | 'terminated';
/** Named for what they do: A, E, G retransmit; B, F, H give up; D, I, J, K, L, M linger. */
export type Timer = 'retransmit' | 'give-up' | 'linger';

export interface Machine {
  readonly state: State;
  /** Over a transport that loses nothing, nothing is said twice. */
  readonly isReliable: boolean;
  /** Milliseconds until the next retransmission. */
  readonly interval: number;
}

export type Output =
  /** Our last message, again or for the first time. */
  | { readonly do: 'send' }
  /** An ACK for a final response that is no success. */
  | { readonly do: 'acknowledge' }
  /** The response goes to whoever asked. */
  | { readonly do: 'tell' }
  | { readonly do: 'time-out' }
  | { readonly do: 'set'; readonly timer: Timer; readonly ms: number }
  | { readonly do: 'clear'; readonly timer: Timer }
  | { readonly do: 'end' };

export type Step = readonly [Machine, readonly Output[]];

export const set = (timer: Timer, ms: number): Output => ({ do: 'set', timer, ms });
export const clear = (timer: Timer): Output => ({ do: 'clear', timer });
export const SEND: Output = { do: 'send' };
export const TELL: Output = { do: 'tell' };
export const END: Output = { do: 'end' };
export const TIME_OUT: Output = { do: 'time-out' };

export const staying = (machine: Machine, ...outputs: readonly Output[]): Step => [machine, outputs];
export const ended = (machine: Machine, ...outputs: readonly Output[]): Step => [
  { ...machine, state: 'terminated' },
  [...outputs, END],
];

/** Answers late twins for a while; where there can be none, it is over at once. */
export function lingering(machine: Machine, state: State, ms: number, outputs: readonly Output[]): Step {
  const cleared = [...outputs, clear('retransmit'), clear('give-up')];
  if (ms === 0) return ended(machine, ...cleared);
  return [{ ...machine, state }, [...cleared, set('linger', ms)]];
}
