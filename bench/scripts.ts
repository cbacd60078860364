// How fast scripts are rewritten that nobody has asked for before, against what a parser takes to read them at all.
//   npm run bench -- scripts [FOLDER]   (without: the scripts of the installed packages)
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseScript, type ScriptKind } from '../proxy/rewrite/script-parse.ts';
import { rewriteScript } from '../proxy/rewrite/script.ts';
import { median } from './process.ts';

const ROUNDS = 5;
/** Of what a browser would load: no sources in small pieces. */
const MIN_FILE = 20_000;
const MAX_FILE = 4_000_000;
/** What is compared is read by the parser as well, at a twentieth of the speed. */
const MAX_PARSED = 10_000_000;

interface Script {
  readonly text: string;
  readonly kind: ScriptKind;
}

const folder = process.argv[2] ?? 'node_modules';
const scripts: readonly Script[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((it) => /\.m?js$/.test(it))
  .map((it) => join(folder, it))
  .filter((it) => {
    const { size } = statSync(it);
    return size >= MIN_FILE && size <= MAX_FILE;
  })
  .map((it) => {
    const text = readFileSync(it, 'utf8');
    return { text, kind: it.endsWith('.mjs') || /^(?:import|export)\b/m.test(text) ? 'module' : 'script' };
  });

const sizeOf = (all: readonly Script[]): number =>
  all.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

/** Megabytes in a second of processor time. */
function speed(all: readonly Script[], handle: (script: Script) => void): number {
  const before = process.cpuUsage();
  all.forEach(handle);
  const { user, system } = process.cpuUsage(before);
  return sizeOf(all) / (user + system);
}

let parsed = 0;
const some = scripts.filter(({ text }) => (parsed += text.length) < MAX_PARSED);
console.log(`scripts: ${String(scripts.length)} files, ${(sizeOf(scripts) / 1e6).toFixed(1)} MB`);
const found = Array.from({ length: ROUNDS }, (_, round) =>
  // Each round's texts are new to the cache.
  speed(scripts, ({ text, kind }) => rewriteScript(`${text}\n//${String(round)}`, kind)),
);
const known = speed(scripts, ({ text, kind }) => rewriteScript(`${text}\n//${String(ROUNDS - 1)}`, kind));
const parser = speed(some, ({ text, kind }) => parseScript(text, kind));
console.log(
  `  lockstep: ${(found[0] ?? 0).toFixed(0)} MB/s the first time, ${median(found).toFixed(0)} MB/s for new ones then, ` +
    `${known.toFixed(0)} MB/s for known ones (as far as they are kept)`,
);
console.log(
  `  meriyah, parsing alone (${(sizeOf(some) / 1e6).toFixed(1)} MB of them): ${parser.toFixed(1)} MB/s`,
);
console.log(`  ${(median(found) / parser).toFixed(0)}x`);
