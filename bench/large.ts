// What a large page and a storm of changes cost the live page, and what goes over the wire, against rrweb's recording of the same.
//   npm run bench -- large FOLDER   (rrweb as installed in that folder)
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { openBrowser, participate } from './browsers.ts';
import { median, startLockstep } from './process.ts';
import { createSession } from './session.ts';
import { openSite } from './site.ts';

const ROUNDS = 5;
const SIZES = [10_000, 250_000];
const STORM_MS = 3_000;
/** Changes in a millisecond. */
const STORM_RATE = 10;

const folder = process.argv[2] === undefined ? null : resolve(process.argv[2]);
const peer = folder === null ? '' : join(folder, 'node_modules/rrweb/dist/rrweb.umd.cjs');
const rrweb = existsSync(peer) ? readFileSync(peer, 'utf8') : null;

/** Nodes: an element, its text, and white space between. */
const pageOf = (nodes: number): string =>
  `<!doctype html><title>Large</title><h1 id=large>Large</h1><ul>${Array.from(
    { length: Math.round(nodes / 5) },
    (_, n) =>
      `<li class="row r${String(n % 7)}"><a href="/item/${String(n)}">Item number ${String(n)}</a></li>`,
  ).join('\n')}</ul><p id=end>0</p>`;

using site = await openSite((request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(pageOf(Number(request.url?.slice(1) ?? 0)));
});
const { origin } = site;
using lockstep = await startLockstep();
const base = new URL(lockstep.said);
const browser = await openBrowser();

/** Notes the longest time in which a page did nothing else; `stop` gives it, in milliseconds. */
const watchGaps = (frame: Frame): Promise<void> =>
  frame.evaluate(() => {
    const state = { worst: 0, last: performance.now(), on: true };
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (): void => {
      const now = performance.now();
      state.worst = Math.max(state.worst, now - state.last);
      state.last = now;
      if (state.on) port2.postMessage(null);
    };
    port2.postMessage(null);
    Object.assign(window, { gaps: state });
  });
const worstGap = (frame: Frame): Promise<number> =>
  frame.evaluate(() => {
    const { gaps } = window as unknown as { gaps: { worst: number; on: boolean } };
    gaps.on = false;
    return gaps.worst;
  });

interface Heard {
  readonly bytes: () => number;
  readonly reset: () => void;
}
async function listenTo(frame: Frame): Promise<Heard> {
  let bytes = 0;
  const cdp = await frame.page().context().newCDPSession(frame.page());
  await cdp.send('Network.enable');
  cdp.on('Network.webSocketFrameReceived', ({ response: { opcode, payloadData } }) => {
    bytes += opcode === 2 ? Buffer.from(payloadData, 'base64').length : Buffer.byteLength(payloadData);
  });
  return { bytes: () => bytes, reset: () => (bytes = 0) };
}

const storm = (frame: Frame): Promise<number> =>
  frame.evaluate(
    ([ms, rate]) =>
      new Promise<number>((done) => {
        const rows = [...document.querySelectorAll('li a')];
        const end = document.querySelector('#end');
        const began = performance.now();
        let made = 0;
        const step = (): void => {
          const due = Math.min(ms, performance.now() - began) * rate;
          for (; made < due; made++) {
            const row = rows[made % rows.length];
            if (row?.firstChild) row.firstChild.nodeValue = `Changed ${String(made)}`;
          }
          if (performance.now() - began < ms) setTimeout(step, 0);
          else {
            if (end) end.textContent = String(made);
            done(made);
          }
        };
        step();
      }),
    [STORM_MS, STORM_RATE] as const,
  );

async function shownIn(shell: Page): Promise<Frame> {
  const frame = await (await shell.locator('iframe[data-window-id]:visible').elementHandle()).contentFrame();
  if (frame === null) throw new Error('no page');
  return frame;
}
const isTold = (mirror: Frame, text: string): Promise<unknown> =>
  mirror.waitForFunction((wanted) => document.querySelector('#end')?.textContent === wanted, text, {
    timeout: 120_000,
  });

async function ours(nodes: number): Promise<void> {
  const session = await createSession(base, `${origin}/${String(nodes)}`);
  const live = await participate(browser, session.ownerUrl, 'Olga', '#end');
  const guest = await participate(browser, session.inviteUrl, 'Gus', '#end');
  const heard = await listenTo(guest);
  const gaps: number[] = [];
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    heard.reset();
    await watchGaps(live);
    const began = performance.now();
    await guest.page().reload();
    // The page itself comes inert from the record; what is told after the snapshot says that all of it is there.
    const mark = `round ${String(round)}`;
    await live.evaluate((text) => document.querySelector('#end')?.replaceChildren(text), mark);
    await isTold(await shownIn(guest.page()), mark);
    took.push(performance.now() - began);
    gaps.push(await worstGap(live));
  }
  console.log(
    `  lockstep: a mirror comes in ${median(took).toFixed(0)} ms, the live page stands still for ${median(gaps).toFixed(0)} ms at most, ${(heard.bytes() / 1000).toFixed(0)} kB`,
  );
  heard.reset();
  await watchGaps(live);
  const shown = await shownIn(guest.page());
  const made = await storm(live);
  const ended = performance.now();
  await isTold(shown, String(made));
  console.log(
    `  lockstep: ${String(made)} changes in ${String(STORM_MS / 1000)} s: in the mirror ${(performance.now() - ended).toFixed(0)} ms after the last, the live page stands still for ${(await worstGap(live)).toFixed(0)} ms at most, ${(heard.bytes() / 1000).toFixed(0)} kB`,
  );
  await live.page().context().close();
  await guest.page().context().close();
}

async function theirs(nodes: number): Promise<void> {
  if (rrweb === null) return;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}/${String(nodes)}`);
  const frame = page.mainFrame();
  await page.addScriptTag({ content: rrweb });
  const gaps: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await watchGaps(frame);
    await frame.evaluate(() => {
      const { rrweb: it } = window as unknown as {
        rrweb: { record: (options: object) => () => void };
      };
      const state = { length: 0 };
      Object.assign(window, { told: state });
      const stop = it.record({
        emit: (event: unknown) => {
          state.length += JSON.stringify(event).length;
        },
      });
      Object.assign(window, { stop });
    });
    await frame.evaluate(() => new Promise((done) => setTimeout(done, 50)));
    gaps.push(await worstGap(frame));
    if (round < ROUNDS - 1)
      await frame.evaluate(() => {
        (window as unknown as { stop: () => void }).stop();
      });
  }
  const length = (): Promise<number> =>
    frame.evaluate(() => (window as unknown as { told: { length: number } }).told.length);
  const first = await length();
  console.log(
    `  rrweb, in the bare page: it stands still for ${median(gaps).toFixed(0)} ms at most, ${(first / 1000).toFixed(0)} kB of JSON`,
  );
  await watchGaps(frame);
  const made = await storm(frame);
  await frame.evaluate(() => new Promise((done) => setTimeout(done, 200)));
  console.log(
    `  rrweb, in the bare page: ${String(made)} changes, it stands still for ${(await worstGap(frame)).toFixed(0)} ms at most, ${(((await length()) - first) / 1000).toFixed(0)} kB of JSON`,
  );
  await context.close();
}

for (const nodes of SIZES) {
  console.log(`a page of ${String(nodes)} nodes, ${String(ROUNDS)} rounds, medians`);
  await ours(nodes);
  await theirs(nodes);
}
await browser.close();
