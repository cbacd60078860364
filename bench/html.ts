// How fast pages and style sheets are rewritten as they stream through, against what a parser that builds a tree costs.
//   npm run bench -- html [FOLDER]   (without: the pages and sheets of the installed packages)
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { addressBook } from '../protocol/address.ts';
import type { Boot } from '../protocol/boot.ts';
import type { RewriteContext } from '../proxy/rewrite/context.ts';
import { cssRewriter, type TextRewriter } from '../proxy/rewrite/css.ts';
import { htmlRewriter } from '../proxy/rewrite/html.ts';
import { median } from './process.ts';

const ROUNDS = 9;
/** As bodies come from a socket. */
const CHUNK = 65_536;
const MAX_FILE = 4_000_000;

const base = { protocol: 'http:', host: 'lockstep.localhost:8080' } as const;
const url = 'https://www.example.com/a/page.html';
const boot: Boot = {
  session: 'abcdefgh',
  base,
  role: 'live',
  key: 'key',
  url,
  contentType: '',
  referrer: '',
  cookies: '',
  cookieVersion: 0,
  cookieToken: 'token',
  framers: null,
  nonce: 'n0nce',
  privacy: { mode: 'visible', hide: [], show: [] },
  stored: false,
  prelude: 0,
  hashed: {},
};
const newContext = (): RewriteContext => ({
  book: addressBook(base, 'abcdefgh', new Map(), () => undefined),
  url,
  boot,
  injectUrl: '/_lockstep/live.js?v=1',
});

function texts(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => ending.test(it))
    .map((it) => join(folder, it))
    .filter((it) => statSync(it).isFile() && statSync(it).size < MAX_FILE)
    .map((it) => readFileSync(it, 'utf8'));
}

/** Megabytes of UTF-8 in a second of processor time. */
function speed(all: readonly string[], bytes: number, handle: (text: string) => void): number {
  const before = process.cpuUsage();
  for (const text of all) handle(text);
  const { user, system } = process.cpuUsage(before);
  return bytes / (user + system);
}

function stream(rewriter: TextRewriter, text: string): void {
  for (let at = 0; at < text.length; at += CHUNK) rewriter.write(text.slice(at, at + CHUNK));
  rewriter.end();
}

function compare(
  name: string,
  all: readonly string[],
  ways: Readonly<Record<string, (text: string) => void>>,
): void {
  const bytes = all.reduce((sum, it) => sum + Buffer.byteLength(it), 0);
  console.log(`${name}: ${String(all.length)} files, ${(bytes / 1e6).toFixed(1)} MB`);
  // Not in turns: what one leaves for the garbage collector would be the other's to clear away.
  for (const [way, handle] of Object.entries(ways)) {
    const found = Array.from({ length: ROUNDS }, () => speed(all, bytes, handle));
    console.log(
      `  ${way}: ${(found[0] ?? 0).toFixed(0)} MB/s the first time, ${median(found).toFixed(0)} MB/s then`,
    );
  }
}

const folder = process.argv[2] ?? 'node_modules';
compare('HTML', texts(folder, /\.html?$/), {
  'lockstep, streaming': (text) => stream(htmlRewriter(newContext()), text),
  'cheerio, load and html()': (text) => load(text).html(),
});
const sheets = texts(folder, /\.css$/);
if (sheets.length > 0)
  compare('CSS', sheets, { 'lockstep, streaming': (text) => stream(cssRewriter(newContext()), text) });
