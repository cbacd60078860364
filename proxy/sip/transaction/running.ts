// A machine in the world: its timers, and what its outputs do.
import type { Clock } from './clock.ts';
import type { Machine, Output, Step, Timer } from './machine.ts';

export interface Doing {
  readonly send: () => void;
  readonly acknowledge: () => void;
  readonly tell: () => void;
  readonly timeOut: () => void;
  readonly end: () => void;
}
export interface RunningMachine {
  readonly state: () => Machine['state'];
  /** Steps, and does what comes of it. */
  readonly take: (step: (machine: Machine) => Step) => void;
  /** Ends it without a word. */
  readonly stop: () => void;
}

export function runMachine(
  first: Machine,
  clock: Clock,
  { rung, doing }: { readonly rung: (machine: Machine, timer: Timer) => Step; readonly doing: Doing },
): RunningMachine {
  const timers = new Map<Timer, () => void>();
  let machine = first;

  function clear(timer: Timer): void {
    timers.get(timer)?.();
    timers.delete(timer);
  }
  function clearAll(): void {
    for (const timer of [...timers.keys()]) clear(timer);
  }
  function carryOut(output: Output): void {
    switch (output.do) {
      case 'send':
        return doing.send();
      case 'acknowledge':
        return doing.acknowledge();
      case 'tell':
        return doing.tell();
      case 'time-out':
        return doing.timeOut();
      case 'clear':
        return clear(output.timer);
      case 'end':
        clearAll();
        return doing.end();
      case 'set': {
        const { timer, ms } = output;
        clear(timer);
        timers.set(
          timer,
          clock.after(ms, () => {
            timers.delete(timer);
            take((it) => rung(it, timer));
          }),
        );
      }
    }
  }
  function take(step: (machine: Machine) => Step): void {
    const [next, outputs] = step(machine);
    machine = next;
    for (const output of outputs) carryOut(output);
  }
  return {
    state: () => machine.state,
    take,
    stop: () => {
      machine = { ...machine, state: 'terminated' };
      clearAll();
    },
  };
}
