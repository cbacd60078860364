// Participants in real browsers, for what only a browser shows.
import type { Browser, Frame } from 'playwright-core';
import prepare from '../tests/support/prepare.ts';
import { startChromium } from '../tests/support/chromium.ts';

export async function openBrowser(): Promise<Browser> {
  await prepare();
  return startChromium();
}

/** Joins by an address and gives the frame of the first window once it shows `selector`. */
export async function participate(
  browser: Browser,
  address: string,
  name: string,
  selector: string,
): Promise<Frame> {
  const context = await browser.newContext();
  const shell = await context.newPage();
  await shell.goto(`${address}&name=${name}`);
  const iframe = shell.locator('iframe[data-window-id]:visible');
  for (;;) {
    const frame = await (await iframe.elementHandle()).contentFrame();
    try {
      await frame?.waitForSelector(selector, { state: 'attached' });
      if (frame) return frame;
    } catch {
      // The frame was replaced while it loaded (role, next page): look at the one that stands there now.
    }
  }
}
