// The real browser that the browser tests drive.
import { chromium, type Browser } from 'playwright-core';

/** Starts a headless Chromium without a word to the outside; whoever starts it closes it. */
export function startChromium(): Promise<Browser> {
  const executablePath = process.env['TEST_CHROMIUM'];
  if (executablePath === undefined) throw new Error('no Chromium: tests/support/prepare.ts has not run');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
