// Which blocks of the code under test have run: V8's own count (Chrome DevTools Protocol, Profiler.takePreciseCoverage).
import { Session, type Profiler } from 'node:inspector';

export interface Coverage {
  /** The blocks that have run since the last asking and never before. */
  readonly fresh: () => readonly string[];
  /** As if these had never run. */
  readonly forget: (blocks: readonly string[]) => void;
  readonly count: () => number;
}

/** Of one file. */
export function startCoverage(file: string): Coverage {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen = new Set<string>();
  return {
    count: () => seen.size,
    forget: (blocks) => {
      for (const it of blocks) seen.delete(it);
    },
    fresh: () => {
      const found: string[] = [];
      // Calls back at once: the session is this thread's own.
      session.post('Profiler.takePreciseCoverage', (error, taken) => {
        if (error !== null) throw error;
        for (const block of taken.result.filter(({ url }) => url === file).flatMap(blocksOf))
          if (!seen.has(block)) found.push(block);
      });
      for (const it of found) seen.add(it);
      return found;
    },
  };
}

const blocksOf = ({ functions }: Profiler.ScriptCoverage): string[] =>
  functions
    .flatMap(({ ranges }) => ranges)
    .filter(({ count }) => count > 0)
    .map((it) => [it.startOffset, it.endOffset, strideOf(it.count)].join());

/** A loop that runs more often is something new, but not every one more. */
const strideOf = (count: number): number => Math.floor(Math.log2(count) / 2);
