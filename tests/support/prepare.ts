// Runs once before all tests: finds the browser, so that the tests' processes do not race to unpack it.
import { accessSync, constants } from 'node:fs';

const installed = [
  // A third of the whole browser's time for each test.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a Chromium: `TEST_CHROMIUM`, an installed one, or the one that an npm package carries. */
export default async function prepare(): Promise<void> {
  const found = process.env['TEST_CHROMIUM'] ?? installed.find(executable);
  if (found !== undefined) {
    process.env['TEST_CHROMIUM'] = found;
    return;
  }
  // The package unpacks its shared libraries only where it believes to be in the cloud it was made for.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  process.env['TEST_CHROMIUM'] = await chromium.executablePath();
}
