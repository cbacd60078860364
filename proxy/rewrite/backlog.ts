// Input that waits for more: what a streaming rewriter could not judge yet.

/** Looking again at a long unfinished construct with every chunk would cost the square of its length. */
const LONG = 65_536;

export interface Backlog {
  /** All that waits, if it is worth looking at now. */
  readonly add: (chunk: string) => string | null;
  /** What could not be judged. */
  readonly keep: (rest: string) => void;
  readonly take: () => string;
}

export function backlog(): Backlog {
  let waiting = '';
  let enough = 0;
  return {
    add: (chunk) => {
      waiting += chunk;
      return waiting.length >= enough ? waiting : null;
    },
    keep: (rest) => {
      waiting = rest;
      enough = rest.length > LONG ? rest.length * 2 : 0;
    },
    take: () => {
      const all = waiting;
      waiting = '';
      return all;
    },
  };
}
