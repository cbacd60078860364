// Work in slices, so that a page is never blocked for long.
import { natives } from '../natives.ts';

/**
 * Calls back when other tasks have had their turn. Not by a timer where that can be avoided: the live page may be in a tab
 * that nobody looks at, where timers come once in a second.
 */
export const soon: (act: () => void) => void = natives.MessageChannel ? bySending() : byTimer;

function bySending(): (act: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  let waiting: (() => void)[] = [];
  port1.onmessage = (): void => {
    const due = waiting;
    waiting = [];
    for (const act of due) act();
  };
  return (act) => {
    waiting[waiting.length] = act;
    port2.postMessage(null);
  };
}

function byTimer(act: () => void): void {
  natives.setTimeout(act, 0);
}

/** Asked again and again, says when so many milliseconds are over. */
export function budget(ms: number): () => boolean {
  const until = natives.now() + ms;
  return () => natives.now() >= until;
}

/** Takes steps as long as they say that there is more, at most for so many milliseconds; whether there is more. */
export function slice(budgetMs: number, step: () => boolean): boolean {
  const isSpent = budget(budgetMs);
  while (step()) if (isSpent()) return true;
  return false;
}
