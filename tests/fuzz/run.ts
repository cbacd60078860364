// npm run fuzz -- [NAME [SECONDS]]: looks for input that makes a target throw or hang, guided by what it covers.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { startCoverage } from './coverage.ts';
import { uncut } from './input.ts';
import { MAX_LENGTH, mutate } from './mutation.ts';
import { targets } from './targets.ts';

/** Taking stock costs as much as some inputs. */
const BATCH = 30;
const HANGS_MS = 10_000;
const TELL_MS = 10_000;

interface Work {
  readonly name: string;
  /** Of processor time. */
  readonly seconds: number;
  /** What was worth keeping is there, for the next run to go on with. */
  readonly folder: string;
  /** What is tried now: how many were before, its length, its bytes. */
  readonly trial: SharedArrayBuffer;
}

interface Trial {
  readonly counts: Int32Array;
  readonly bytes: Uint8Array;
}

const trialIn = (memory: SharedArrayBuffer): Trial => ({
  counts: new Int32Array(memory, 0, 2),
  bytes: new Uint8Array(memory, 8),
});
const triedNow = ({ counts, bytes }: Trial): Uint8Array =>
  new Uint8Array(bytes).slice(0, Atomics.load(counts, 1));

function look({ name, seconds, folder, trial }: Work): void {
  const target = targets[name];
  const { counts, bytes } = trialIn(trial);
  const coverage = startCoverage(import.meta.url);
  const corpus: Buffer[] = readdirSync(folder).map((file): Buffer => readFileSync(join(folder, file)));
  const any = (): Buffer => corpus[Math.floor(Math.random() * corpus.length)] ?? Buffer.alloc(0);
  const attempt = (data: Buffer): void => {
    bytes.set(data);
    Atomics.store(counts, 1, data.length);
    Atomics.add(counts, 0, 1);
    target?.fuzz(data);
  };
  corpus.forEach(attempt);
  coverage.fresh();
  const used = (): number => process.cpuUsage().user / 1e6;
  for (const end = used() + seconds; used() < end;) {
    const batch = Array.from({ length: BATCH }, () => mutate(any(), any(), Math.random));
    batch.forEach(attempt);
    const found = coverage.fresh();
    if (found.length === 0) continue;
    // Which of them it was shows one by one, the shortest first.
    coverage.forget(found);
    for (const data of batch.sort((a, b) => a.length - b.length)) {
      attempt(data);
      if (coverage.fresh().length === 0) continue;
      corpus.push(data);
      writeFileSync(join(folder, `found-${String(Date.now())}-${String(corpus.length)}`), data);
    }
    parentPort?.postMessage(`${String(corpus.length)} kept, ${String(coverage.count())} blocks`);
  }
}

/** Ends with what went wrong, or with null when the time is over. */
function watch(name: string, seconds: number): Promise<string | null> {
  const folder = join('dist/fuzz', name);
  mkdirSync(folder, { recursive: true });
  targets[name]?.seeds.forEach((it, at) => writeFileSync(join(folder, `seed-${String(at)}`), uncut(it)));
  const memory = new SharedArrayBuffer(8 + MAX_LENGTH);
  const trial = trialIn(memory);
  const work: Work = { name, seconds, folder, trial: memory };
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: work });
  let said = '';
  let before = -1;
  let told = Date.now();
  return new Promise((done) => {
    const fault = (what: string): void => {
      const file = join('dist/fuzz', `${name}-fault`);
      writeFileSync(file, triedNow(trial));
      done(
        `${what}\n${name} was given ${JSON.stringify(Buffer.from(triedNow(trial)).toString())}, which is in ${file}`,
      );
    };
    const clock = setInterval(() => {
      const count = Atomics.load(trial.counts, 0);
      if (count === before) {
        void worker.terminate();
        fault('It hangs.');
      }
      before = count;
      if (Date.now() - told >= TELL_MS) console.log(`${name}: ${String(count)} tried, ${said}`);
      told = Date.now();
    }, HANGS_MS);
    worker.on('message', (it: string) => (said = it));
    worker.on('error', (error) => fault(error.stack ?? error.message));
    worker.on('exit', () => {
      clearInterval(clock);
      console.log(`${name}: ${String(Atomics.load(trial.counts, 0))} tried, ${said}`);
      done(null);
    });
  });
}

async function main([wanted, seconds = '60']: readonly string[]): Promise<void> {
  if (wanted !== undefined && targets[wanted] === undefined) {
    console.error(`there is no target ${wanted}; there are ${Object.keys(targets).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  for (const name of wanted === undefined ? Object.keys(targets) : [wanted]) {
    const fault = await watch(name, Number(seconds));
    if (fault === null) continue;
    console.error(fault);
    process.exitCode = 1;
  }
}

if (isMainThread) await main(process.argv.slice(2));
else look(workerData as Work);
