// What the injected script costs a page: the same loops on the bare page and through Lockstep, and the script's start.
//   npm run bench -- page
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, Frame, Page } from 'playwright-core';
import { openBrowser, participate } from './browsers.ts';
import { median, startLockstep } from './process.ts';
import { createSession } from './session.ts';
import { openSite } from './site.ts';

const ROUNDS = 9;
const STARTS = 15;

/** Each is the body of a function of the page's own script, rewritten like any other; the last is what it keeps alive. */
const loops: Readonly<Record<string, string>> = {
  'array indexing, 20 million':
    'const a = new Uint32Array(1024); for (let i = 0; i < 2e7; i++) a[i & 1023] += i; return a[7]',
  '.location on plain objects, 5 million':
    'const o = { location: 1 }; let n = 0; for (let i = 0; i < 5e6; i++) { n += o.location; o.location = i & 1 } return n',
  'location.href, 20,000': 'let n = 0; for (let i = 0; i < 2e4; i++) n += location.href.length; return n',
  'DOM reads, 200,000':
    'let n = 0; const it = document.querySelector("#some a"); for (let i = 0; i < 5e4; i++) n += it.parentNode.childNodes.length + it.getAttribute("class").length + it.textContent.length + document.getElementById("some").children.length; return n',
  'createElement and appendChild, 10,000':
    'const to = document.createElement("div"); for (let i = 0; i < 1e4; i++) to.appendChild(document.createElement("p")); return to',
  'appendChild in the document, 10,000':
    'const to = document.body.appendChild(document.createElement("div")); for (let i = 0; i < 1e4; i++) to.appendChild(document.createElement("p")); to.remove(); return to',
  'setAttribute class, 10,000':
    'const it = document.createElement("p"); for (let i = 0; i < 1e4; i++) it.setAttribute("class", "c" + i); return it',
  'setAttribute href, 10,000':
    'const it = document.createElement("a"); for (let i = 0; i < 1e4; i++) it.setAttribute("href", "/path/" + i); return it',
  'innerHTML, 10,000':
    'const it = document.createElement("div"); for (let i = 0; i < 1e4; i++) it.innerHTML = "<p class=a>some <b>text</b></p>"; return it',
  'innerHTML with links, 10,000':
    'const it = document.createElement("div"); for (let i = 0; i < 1e4; i++) it.innerHTML = "<p><a href=/path>some</a></p>"; return it',
};
const script = `window.loops = {${Object.entries(loops)
  .map(([name, body]) => `${JSON.stringify(name)}() { ${body} }`)
  .join(',\n')}}`;

using site = await openSite((request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(
    request.url === '/empty'
      ? '<!doctype html><title>empty</title><p id=empty>'
      : `<!doctype html><title>loops</title><ul id=some>${'<li><a href=/x class=y>z</a></li>'.repeat(50)}</ul><script>${script}</script>`,
  );
});
const { origin } = site;

/** Milliseconds of one run of a loop in the page. */
const run = (where: Page | Frame, name: string): Promise<number> =>
  where.evaluate((it) => {
    const all = (window as unknown as { loops: Record<string, () => unknown> }).loops;
    const began = performance.now();
    (window as unknown as { kept: unknown }).kept = all[it]?.();
    return performance.now() - began;
  }, name);

interface TraceEvent {
  readonly name: string;
  readonly dur?: number;
  readonly args: { readonly data?: { readonly url?: string } };
}

/** Milliseconds that the injected script runs before the page's first own script, of several loads. */
async function startUps(browser: Browser, live: Frame): Promise<readonly number[]> {
  await browser.startTracing(live.page(), { categories: ['devtools.timeline'] });
  for (let n = 0; n < STARTS; n++) {
    const loaded = live.page().waitForEvent('framenavigated', (it) => it === live);
    await live.evaluate(() => {
      setTimeout(() => location.reload());
    });
    await loaded;
    await live.waitForLoadState('load');
  }
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return trace.traceEvents
    .filter((it) => it.name === 'EvaluateScript' && it.args.data?.url?.includes('/_lockstep/live') === true)
    .map((it) => (it.dur ?? Number.NaN) / 1_000);
}

using lockstep = await startLockstep();
const base = new URL(lockstep.said);
const browser = await openBrowser();
const bare = await (await browser.newContext()).newPage();
await bare.goto(`${origin}/`);
const { ownerUrl } = await createSession(base, `${origin}/`);
const live = await participate(browser, ownerUrl, 'Olga', '#some');

console.log(
  `bare page against live page, medians of ${String(ROUNDS)} alternating rounds after two to warm up`,
);
for (const name of Object.keys(loops)) {
  const times: readonly [number[], number[]] = [[], []];
  for (let round = -2; round < ROUNDS; round++) {
    const pair = [await run(bare, name), await run(live, name)] as const;
    if (round >= 0) times.forEach((all, at) => all.push(pair[at] ?? Number.NaN));
  }
  const [alone, through] = [median(times[0]), median(times[1])];
  console.log(
    `  ${name}: ${alone.toFixed(1)} ms, ${through.toFixed(1)} ms, ${(through / alone).toFixed(2)}x`,
  );
}

const empty = await createSession(base, `${origin}/empty`);
const found = await startUps(browser, await participate(browser, empty.ownerUrl, 'Olga', '#empty'));
const bundle = readFileSync('dist/assets/live.js');
console.log(
  `injected script: ${(gzipSync(bundle).length / 1_000).toFixed(1)} kB gzip, start-up on an empty page ${median(found).toFixed(1)} ms (median of ${String(found.length)})`,
);

await browser.close();
