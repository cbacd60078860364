// How long a change in the live page takes to the same change in a mirror, and a new page to the mirror.
//   npm run bench -- mirror
import type { Frame } from 'playwright-core';
import { openBrowser, participate } from './browsers.ts';
import { percentile, startLockstep } from './process.ts';
import { createSession } from './session.ts';
import { openSite } from './site.ts';

const CHANGES = 300;
const PAGES = 20;

using site = await openSite((request, response) => {
  const n = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 0);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  const rows = Array.from(
    { length: 500 },
    (_, row) => `<li>row ${String(row)} <a href="/page/${String(row)}">link</a></li>`,
  ).join('');
  response.end(
    `<!doctype html><title>${String(n)}</title><h1 id="page${String(n)}">0</h1><ul>${rows}</ul><script>addEventListener('DOMContentLoaded', () => { window.ready = performance.timeOrigin + performance.now() })</script>`,
  );
});
const { origin } = site;

using lockstep = await startLockstep();
const base = new URL(lockstep.said);
const session = await createSession(base, `${origin}/page/0`);
const browser = await openBrowser();
const live = await participate(browser, session.ownerUrl, 'Olga', '#page0');
const mirror = await participate(browser, session.inviteUrl, 'Gus', '#page0');

await mirror.evaluate(() => {
  const seen: Record<string, number> = {};
  Object.assign(window, { seen });
  new MutationObserver(() => {
    seen[document.querySelector('h1')?.textContent ?? ''] ??= performance.timeOrigin + performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });
});
const made = await live.evaluate(async (count) => {
  const times: number[] = [];
  for (let n = 1; n <= count; n++) {
    // Not in step with frames or timers, as changes of a page are not.
    await new Promise((done) => setTimeout(done, 20 + ((n * 7) % 13)));
    times.push(performance.timeOrigin + performance.now());
    const title = document.querySelector('h1');
    if (title !== null) title.textContent = String(n);
  }
  return times;
}, CHANGES);
await mirror.waitForFunction((last) => document.querySelector('h1')?.textContent === String(last), CHANGES);
const seen = await mirror.evaluate(() => (window as unknown as { seen: Record<string, number> }).seen);
const changes = made.map((at, n) => (seen[String(n + 1)] ?? Number.POSITIVE_INFINITY) - at);
console.log(`DOM change in the live page to the mirror, ${String(CHANGES)} changes`);
console.log(
  `  p50 ${percentile(changes, 0.5).toFixed(1)} ms, p95 ${percentile(changes, 0.95).toFixed(1)} ms, p99 ${percentile(changes, 0.99).toFixed(1)} ms`,
);

// When it appears is noted there and then: asking from outside takes longer than what is measured.
await mirror.page().addInitScript(() => {
  const look = (): void => {
    if (document.querySelector('h1[id^=page]') === null) return;
    observer.disconnect();
    Object.assign(window, { appeared: performance.timeOrigin + performance.now() });
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true });
});
const pages: number[] = [];
for (let n = 1; n <= PAGES; n++) {
  await live.evaluate(
    (to) => {
      const link = document.createElement('a');
      link.href = to;
      document.body.append(link);
      link.click();
    },
    `${origin}/page/${String(n)}`,
  );
  const when = async (frame: Frame, what: 'appeared' | 'ready'): Promise<number> => {
    const found = await frame.waitForFunction(
      ([id, name]) =>
        document.querySelector(id) !== null && (window as unknown as Record<string, number>)[name],
      [`#page${String(n)}`, what] as const,
    );
    return Number(await found.jsonValue());
  };
  pages.push((await when(mirror, 'appeared')) - (await when(live, 'ready')));
}
console.log(
  `a new page in the mirror after the live page's DOMContentLoaded, ${String(PAGES)} pages (less than 0: before it)`,
);
console.log(`  p50 ${percentile(pages, 0.5).toFixed(0)} ms, p95 ${percentile(pages, 0.95).toFixed(0)} ms`);

await browser.close();
