// The program: settings, start, ready, stop.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { helpText } from '../config/help.ts';
import { readOptions } from '../config/options.ts';
import { verifyFile } from './journal-file.ts';
import { startServer } from './server.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

/** Errors of a connection that went away between two of its owners: they concern nobody else. */
const PASSING = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes('--help') || argv.includes('-h')) return say(helpText());
  if (argv.includes('--version')) return say(version());
  if (argv[0] === 'verify-journal') return verify(argv[1]);
  // This file is built into one beside the assets.
  const server = await startServer(
    readOptions(process.env, argv),
    fileURLToPath(new URL('assets', import.meta.url)),
  );
  if (server.madeToken !== null) say(`The admin token of this run is ${server.madeToken}`);
  // Before it says so: whoever waits for that may stop it at once.
  stopOn(['SIGINT', 'SIGTERM'], server.close);
  say(`Lockstep is ready at ${server.url}`);
}

function verify(file: string | undefined): void {
  if (file === undefined) throw new Error('Usage: lockstep verify-journal FILE');
  const { isUnbroken, text } = verifyFile(file);
  if (!isUnbroken) throw new Error(text);
  say(text);
}

function stopOn(signals: readonly NodeJS.Signals[], close: () => Promise<void>): void {
  let isStopping = false;
  const stop = (): void => {
    // Asked twice: at once.
    if (isStopping) process.exit(1);
    isStopping = true;
    close().then(() => process.exit(0), fail);
  };
  for (const signal of signals) process.on(signal, stop);
}

function version(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version;
}

function fail(error: unknown): void {
  complain(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  complain(`Lockstep: unexpected error: ${error.stack ?? error.message}`);
  // What else went wrong is not known: nobody can vouch for the state after it. Whoever started us starts us again.
  if (!PASSING.has(error.code ?? '')) process.exit(1);
});
process.on('unhandledRejection', (reason) => {
  // A promise nobody waited for: what hung on it has failed already, the rest has not.
  complain(
    `Lockstep: unexpected rejection: ${reason instanceof Error ? (reason.stack ?? '') : String(reason)}`,
  );
});

await main(process.argv.slice(2)).catch(fail);
