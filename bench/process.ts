// Starts what is measured as a process of its own, and ends it.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Running extends Disposable {
  /** What the pattern found in its output: a port or an address. */
  readonly said: string;
  readonly pid: number;
}

/** Runs `node SCRIPT ...args` and waits for a line of its output that `ready` finds. */
export function start(
  script: string,
  args: readonly string[],
  ready: RegExp,
  env: Record<string, string> = {},
): Promise<Running> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done, failed) => {
    let output = '';
    child.once('exit', (code) => {
      failed(new Error(`${script} ended with ${String(code)} before it was ready`));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const said = ready.exec(output)?.[1];
      if (said !== undefined && child.pid !== undefined) {
        done({ said, pid: child.pid, [Symbol.dispose]: () => void child.kill() });
      }
    });
  });
}

/** Lockstep, on a port of its own choice, silent, and with sites on loopback allowed; `said` is its address. */
export const startLockstep = (settings: Record<string, string> = {}): Promise<Running> =>
  start('dist/server.js', [], /ready at (\S+)/, {
    LOCKSTEP_PORT: '0',
    LOCKSTEP_ALLOW_PRIVATE: '*',
    LOCKSTEP_LOG_LEVEL: 'silent',
    ...settings,
  });

/** Milliseconds of processor time that a process has used so far (proc(5); ticks are hundredths of a second). */
export function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Kilobytes (of 1,024 bytes) of memory that a process holds, or held at most (proc(5), VmRSS and VmHWM). */
export function memoryOf(pid: number, which: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN);
}

export const median = (figures: readonly number[]): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** The figure below which a share of all lies. */
export const percentile = (figures: readonly number[], share: number): number => {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
