// The second real browser, where it is installed: driven over WebDriver BiDi.
import { accessSync, constants } from 'node:fs';
import { launch, type Browser, type Frame, type Page } from 'puppeteer-core';

const installed = [
  '/usr/bin/firefox',
  '/usr/bin/firefox-esr',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/** The path of a Firefox: `TEST_FIREFOX`, or an installed one; undefined where there is none. */
export const firefoxPath = [process.env['TEST_FIREFOX'] ?? '', ...installed].find((path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

export function startFirefox(): Promise<Browser> {
  return launch({
    browser: 'firefox',
    headless: true,
    ...(firefoxPath === undefined ? {} : { executablePath: firefoxPath }),
  });
}

export interface FirefoxParticipant {
  /** The shell. */
  readonly shell: Page;
  /** The page of the window in front, when it is at this path. */
  readonly page: (path: string) => Promise<Frame>;
  /** Presses a button of the shell by its accessible name. */
  readonly press: (name: string) => Promise<void>;
  /** Waits for a text in the shell. */
  readonly reads: (text: string) => Promise<void>;
}

/** Opens an owner's or invite's address in Firefox. */
export async function joinByFirefox(
  browser: Browser,
  address: string,
  name: string,
): Promise<FirefoxParticipant> {
  const context = await browser.createBrowserContext();
  const shell = await context.newPage();
  await shell.setViewport({ width: 1280, height: 800 });
  await shell.goto(`${address}&name=${encodeURIComponent(name)}`);
  await shell.waitForSelector('iframe[data-window-id]');
  return {
    shell,
    page: async (path) =>
      shell.waitForFrame((frame) => {
        const url = frame.url();
        return (
          frame.parentFrame() === shell.mainFrame() && URL.canParse(url) && new URL(url).pathname === path
        );
      }),
    press: (label) => shell.locator(`::-p-aria([name="${label}"][role="button"])`).click(),
    reads: async (text) => {
      await shell.waitForFunction((it) => document.body.innerText.includes(it), {}, text);
    },
  };
}
