import type { Browser, Frame, Page } from 'playwright-core';
import { startChromium } from '../../support/chromium.ts';
import { virtualBundle } from './bundle.ts';
import { knownDifferences, probes } from './probes.ts';
import { startSites } from './site.ts';

type Found = Readonly<Record<string, unknown>>;
let browser: Browser;
let sites: Awaited<ReturnType<typeof startSites>>;
let bare: Found;
let proxied: Found;
let shell: Page;
let page: Frame;

async function probed(frame: Frame): Promise<Found> {
  const found = await frame.waitForFunction<string>('window.found', null, { timeout: 60_000 });
  return JSON.parse(await found.jsonValue()) as Found;
}

/** The frame that shows the proxied page. */
async function pageIn(shown: Page): Promise<Frame> {
  const element = await shown.waitForSelector('iframe[name="ls-f1"]');
  const frame = await element.contentFrame();
  if (!frame) throw new Error('the shell has no page');
  return frame;
}

beforeAll(async () => {
  sites = await startSites({ live: await virtualBundle('live'), worker: await virtualBundle('worker') });
  browser = await startChromium();
  const alone = await (await browser.newContext()).newPage();
  await alone.goto(sites.bare);
  bare = await probed(alone.mainFrame());
  shell = await (await browser.newContext()).newPage();
  await shell.goto(sites.shell);
  page = await pageIn(shell);
  proxied = await probed(page);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await sites.close();
});

/** Runs code of the site's in the proxied page, rewritten as its scripts are. */
const run = (code: string): Promise<unknown> =>
  page.evaluate(async (text) => {
    const AsyncFunction = (async () => Promise.resolve()).constructor as new (
      text: string,
    ) => () => Promise<unknown>;
    return JSON.parse(JSON.stringify((await new AsyncFunction(text)()) ?? null)) as unknown;
  }, code);
const told = (): Promise<Record<string, unknown>[]> => shell.evaluate('window.told');
const toldOf = async (type: string): Promise<Record<string, unknown>[]> =>
  (await told()).filter((it) => it['type'] === type);

test.each(Object.keys(probes))('[VRT1] a page sees the same: %s', (name) => {
  if (knownDifferences.includes(name)) expect(proxied[name]).not.toEqual(bare[name]);
  else expect(proxied[name]).toEqual(bare[name]);
});

test('[VRT2] no probe fails or waits for ever on the bare page', () => {
  expect(Object.entries(bare).filter(([, value]) => /^(?:threw|never)/.test(String(value)))).toEqual([]);
});

test('[VRT3] nothing of the probes left the proxy', async () => {
  expect(await toldOf('leak')).toEqual([]);
});

test('[VRT4] window.open gives the spare frame of the shell, and tells the shell the real URL', async () => {
  const opened = await run(
    `const w = window.open("/opened", "named"); return [w === null, w === window.open("", "named"), w.closed, w === window]`,
  );
  expect(opened).toEqual([false, true, false, false]);
  const open = (await toldOf('command')).filter((it) => it['name'] === 'open');
  expect(open).toEqual([
    expect.objectContaining({
      body: { url: new URL('/opened', sites.bare).href, opener: null, spare: 'ls-spare-3' },
    }),
  ]);
});

test('[VRT4] window.open without an opener gives null', async () => {
  expect(await run(`return window.open("/alone", "_blank", "noopener")`)).toBeNull();
  const last = (await toldOf('command')).at(-1);
  expect(last).toMatchObject({
    name: 'open',
    body: { url: new URL('/alone', sites.bare).href, spare: null },
  });
});

test('[VRT5] a link to a new window opens one of the shell, unless the page prevents it', async () => {
  const before = (await toldOf('command')).length;
  const target = await run(`
    const a = document.createElement("a"); a.href = "/blank?x=1"; a.target = "_blank"; a.rel = "noopener"; document.body.append(a);
    a.addEventListener("click", (e) => e.preventDefault(), { once: true });
    a.click();
    await new Promise((done) => setTimeout(done, 50));
    a.onclick = () => false; a.click();
    await new Promise((done) => setTimeout(done, 50));
    a.onclick = (e) => e.stopPropagation(); a.click();
    await new Promise((done) => setTimeout(done, 50));
    const t = a.target; a.remove(); return [t, location.pathname]`);
  expect(target).toEqual(['_blank', '/page']);
  const open = (await toldOf('command')).slice(before);
  expect(open).toEqual([
    expect.objectContaining({
      name: 'open',
      body: expect.objectContaining({ url: new URL('/blank?x=1', sites.bare).href }) as unknown,
    }),
  ]);
});

test('[VRT6] what slipped through is stopped, counted and made good', async () => {
  const other = `http://two.other.localhost:${new URL(sites.bare).port}/i.png?leak`;
  // An isolated world has the same document and natives that nothing of ours has touched.
  const session = await shell.context().newCDPSession(shell);
  const { frameTree } = await session.send('Page.getFrameTree');
  const frameId =
    frameTree.childFrames?.find((it) => it.frame.name === 'w1' || it.frame.url.includes('one-site'))?.frame
      .id ?? '';
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId });
  const expression = `const image = document.createElement('img'); image.id = 'late'; image.src = ${JSON.stringify(other)}; document.body.append(image)`;
  await session.send('Runtime.evaluate', { contextId: executionContextId, expression });
  await page.waitForFunction('document.getElementById("late").naturalWidth === 1', null, { timeout: 5_000 });
  expect(await run('return document.getElementById("late").src')).toBe(other);
  expect(await toldOf('leak')).toEqual([{ type: 'leak', url: other, kind: 'img-src' }]);
});

test('[VRT6] a navigation that slipped through arrives at the proxied address', async () => {
  const other = `http://two.other.localhost:${new URL(sites.bare).port}`;
  // A computed name on a plain receiver is not rewritten.
  await page.evaluate((url) => {
    (window as unknown as Record<string, Location>)['loca' + 'tion']?.assign(url);
  }, `${other}/frame?arrived`);
  await page.waitForURL(/arrived/);
  expect(new URL(page.url()).hostname).toContain('two-other-localhost.lockstep');
});
