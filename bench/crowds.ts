// Processes full of participants (crowd.ts), and what they hear.
import { fork, type ChildProcess } from 'node:child_process';
import type { Heard } from './crowd.ts';
import { processorTime } from './process.ts';

export interface Crowds extends Disposable {
  /** Starts one more process, and waits until all of its sessions run. */
  readonly add: (sessions: number) => Promise<void>;
  /** What was sent and heard in so many milliseconds from now. */
  readonly listen: (ms: number) => Promise<Heard>;
  /** Milliseconds of processor time of all of them. */
  readonly processorTime: () => number;
}

export function createCrowds(base: URL, ports: readonly number[], perSecond: number): Crowds {
  const all: ChildProcess[] = [];
  const ask = async (): Promise<Heard> => {
    const said = await Promise.all(
      all.map((it) => {
        const told = message<Heard>(it);
        it.send('tell');
        return told;
      }),
    );
    return { took: said.flatMap((it) => it.took), sent: said.reduce((sum, it) => sum + it.sent, 0) };
  };
  return {
    add: async (sessions) => {
      const args = [base.origin, ports.join(','), String(sessions), String(perSecond)];
      const child = fork('dist/bench/crowd.js', args);
      await message(child);
      all.push(child);
    },
    listen: async (ms) => {
      await ask();
      await new Promise((done) => setTimeout(done, ms));
      return ask();
    },
    processorTime: () => all.reduce((sum, it) => sum + processorTime(it.pid ?? 0), 0),
    [Symbol.dispose]: () => {
      for (const it of all) it.kill();
    },
  };
}

const message = <T>(from: ChildProcess): Promise<T> =>
  new Promise((done, failed) => {
    const gone = (code: number | null): void =>
      failed(new Error(`a crowd ended with ${String(code)} too early`));
    from.once('exit', gone);
    from.once('message', (said) => {
      from.off('exit', gone);
      done(said as T);
    });
  });
