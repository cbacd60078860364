// Lines on their way to one call: one INFO at a time, and of scroll positions and sizes only the latest.
import type { News } from './news.ts';

export interface Batch {
  readonly from: string | null;
  readonly lines: readonly News['line'][];
}
export interface Outbox {
  readonly push: (news: readonly News[]) => void;
  /** Nothing waits, and nothing is on its way. */
  readonly whenIdle: (done: () => void) => void;
  readonly close: () => void;
}

const MAX_WAITING = 500;
const MAX_BATCH = 20;
/** With its head, an INFO is to fit into a datagram (RFC 3261 section 18.1.1). */
const MAX_TEXT = 600;

function subjectOf({ line, from }: News): string | null {
  return line.name === 'scroll' || line.name === 'resize' ? `${line.name} ${line.win} ${from ?? ''}` : null;
}

/** `deliver`: false when the call is not to be told anything more. `flooded`: it reads too slowly. */
export function createOutbox(deliver: (batch: Batch) => Promise<boolean>, flooded: () => void): Outbox {
  let waiting: News[] = [];
  let idle: (() => void)[] = [];
  let isBusy = false;
  let isClosed = false;

  function next(): Batch | null {
    const first = waiting[0];
    if (first === undefined) return null;
    let text = 0;
    let count = 0;
    for (const it of waiting) {
      text += JSON.stringify(it.line).length;
      if (it.from !== first.from || count === MAX_BATCH || (count > 0 && text > MAX_TEXT)) break;
      count += 1;
    }
    return { from: first.from, lines: waiting.splice(0, count).map((it) => it.line) };
  }

  function run(): void {
    if (isBusy || isClosed) return;
    const batch = next();
    if (batch === null) {
      const due = idle;
      idle = [];
      for (const done of due) done();
      return;
    }
    isBusy = true;
    void deliver(batch).then((goOn) => {
      isBusy = false;
      if (!goOn) waiting = [];
      run();
    });
  }

  return {
    push: (news) => {
      for (const it of news) {
        const subject = subjectOf(it);
        if (subject !== null) waiting = waiting.filter((one) => subjectOf(one) !== subject);
        waiting.push(it);
      }
      if (waiting.length > MAX_WAITING) {
        waiting = [];
        return flooded();
      }
      run();
    },
    whenIdle: (done) => {
      idle.push(done);
      run();
    },
    close: () => {
      isClosed = true;
      waiting = [];
    },
  };
}
