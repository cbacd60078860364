// Something that is still being written while others read it.
import { EventEmitter, once } from 'node:events';

export type GrowthState = 'open' | 'done' | 'failed';

export interface Growing<T> {
  readonly parts: readonly T[];
  readonly state: () => GrowthState;
  /** Resolves at the next change. */
  readonly changed: () => Promise<void>;
}

export interface Grower<T> extends Growing<T> {
  readonly add: (part: T) => void;
  /** Says that something changed that is kept elsewhere. */
  readonly tell: () => void;
  readonly settle: (state: 'done' | 'failed') => void;
}

export function createGrower<T>(): Grower<T> {
  const parts: T[] = [];
  const events = new EventEmitter().setMaxListeners(0);
  let state: GrowthState = 'open';
  const tell = (): void => {
    events.emit('changed');
  };
  return {
    parts,
    state: () => state,
    changed: async () => {
      await once(events, 'changed');
    },
    add: (part) => {
      parts.push(part);
      tell();
    },
    tell,
    settle: (to) => {
      if (state !== 'open') return;
      state = to;
      // Whoever writes may go on for long, and holds this.
      if (to === 'failed') parts.length = 0;
      tell();
    },
  };
}

/** Everything there is and will be; throws where the writing failed. */
export async function* follow<T>(growing: Growing<T>): AsyncGenerator<T> {
  for (let at = 0; ;) {
    const part = growing.parts[at];
    if (part !== undefined) {
      at++;
      yield part;
    } else if (growing.state() === 'done') return;
    else if (growing.state() === 'failed') throw new Error('The answer broke off.');
    else await growing.changed();
  }
}
