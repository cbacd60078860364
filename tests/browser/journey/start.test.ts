// From the address that the README names to a session with somebody else in it, as a newcomer goes.
import type { Page } from 'playwright-core';
import { servePages, type Site } from '../../support/site.ts';
import { eventually, textOf } from '../../support/two.ts';
import { participantIn, startWorld, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({ '/': '<!doctype html><title>Garden</title><h1>Garden</h1>' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

async function startPage(): Promise<Page> {
  const context = await world.browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(world.base.href);
  return page;
}

/** Enters the session of a link as somebody who has got it in a message: in a browser of one's own. */
async function follow(link: string): Promise<Page> {
  const page = await (await world.browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(link);
  return page;
}

test('an address, Start, the link copied, and a guest who gives a name', async () => {
  const shell = await startPage();
  await shell.getByRole('textbox', { name: 'Address of a web site' }).fill(site.origin);
  await shell.getByRole('button', { name: 'Start', exact: true }).click();
  const owner = participantIn(world.base, shell, 'Olga');
  await shell.getByRole('textbox', { name: 'Your name' }).fill('Olga');
  await shell.getByRole('button', { name: 'Join' }).click();
  await (await owner.page('/')).getByRole('heading', { name: 'Garden' }).waitFor();
  expect(new URL(shell.url()).search).toBe('');

  await shell.getByRole('button', { name: 'Copy invite link' }).click();
  await shell.getByText('The invite link is copied').first().waitFor();
  const link = await shell.evaluate(() => navigator.clipboard.readText());
  await shell.getByRole('button', { name: 'QR code' }).click();
  expect(await shell.getByRole('textbox', { name: 'Invite link' }).inputValue()).toBe(link);
  await shell.getByRole('img', { name: 'Invite link as a QR code' }).waitFor();
  // The address of this server leads everybody to their own machine.
  await shell.getByText('works on this computer only').waitFor();
  await shell.keyboard.press('Escape');
  await shell.getByRole('img', { name: 'Invite link as a QR code' }).waitFor({ state: 'detached' });

  const guestShell = await follow(link);
  await guestShell.getByRole('button', { name: 'Join' }).click();
  await guestShell.getByRole('alert').filter({ hasText: 'Enter a name' }).waitFor();
  await guestShell.getByRole('textbox', { name: 'Your name' }).fill('Gus');
  await guestShell.keyboard.press('Enter');
  const guest = participantIn(world.base, guestShell, 'Gus');
  await eventually(
    async () => textOf(await guest.page('/'), 'h1'),
    (it) => it === 'Garden',
    'the guest sees the page',
  );
  await guestShell.getByRole('status').filter({ hasText: 'Olga has control' }).waitFor();
  await shell.getByText('Gus joined.').first().waitFor();
});

test('what is no address is said, and nothing starts', async () => {
  const page = await startPage();
  const field = page.getByRole('textbox', { name: 'Address of a web site' });
  for (const [typed, said] of [
    ['', 'Enter the address of a web site'],
    ['javascript:alert(1)', 'Only web addresses'],
    ['two words', 'is not a web address'],
  ] as const) {
    await field.fill(typed);
    await field.press('Enter');
    await page.getByRole('alert').filter({ hasText: said }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
  }
  expect(page.url()).toBe(world.base.href);
});

test('a link that is cut short is refused in words', async () => {
  const { inviteUrl } = await world.createSession(site.origin);
  const page = await follow(inviteUrl.slice(0, -6));
  await page.getByRole('heading', { name: 'This session is open to those invited' }).waitFor();
  await page.getByText('Ask whoever invited you for the whole link.').waitFor();
});
