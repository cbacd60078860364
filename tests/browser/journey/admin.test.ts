// The admin page beside a running session: what is done there, both participants see in plain words.
import type { Page } from 'playwright-core';
import { servePages, type Site } from '../../support/site.ts';
import { controlIs, eventually, handOver } from '../../support/two.ts';
import { ADMIN_TOKEN, startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

let world: World;
let site: Site;
let admin: Page;
let row: string;
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({ '/': '<!doctype html><title>Garden</title><h1>Garden</h1>' });
  row = new URL(site.origin).host;
  admin = await (await world.browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await admin.goto(new URL('/admin', world.base).href);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const button = (name: string | RegExp) => admin.getByRole('button', { name });
async function confirm(name: string): Promise<void> {
  await admin.getByRole('dialog').getByRole('button', { name }).click();
  await admin.getByRole('dialog').waitFor({ state: 'detached' });
}

let owner: Participant;
let guest: Participant;
let session: { id: string };
const open = async (): Promise<void> => {
  ({ owner, guest, session } = await world.pair(`${site.origin}/`));
};
const close = async (): Promise<void> => {
  await world.api('DELETE', `/api/sessions/${session.id}`);
  await owner.context.close();
  await guest.context.close();
};

test('a wrong token is refused in words, the right one opens the list', async () => {
  const field = admin.getByLabel('Admin token');
  await field.fill('guess');
  await button('Sign in').click();
  await admin.getByRole('alert').filter({ hasText: 'This is not the admin token.' }).waitFor();
  await field.fill(ADMIN_TOKEN);
  await field.press('Enter');
  await admin.getByRole('heading', { name: 'No sessions right now' }).waitFor();
});

test('the list follows by itself, and survives a reload', async () => {
  await open();
  const status = admin.getByRole('status');
  await status.filter({ hasText: '1 session, 2 participants' }).waitFor();
  await admin.reload();
  await status.filter({ hasText: '1 session, 2 participants' }).waitFor();
  await admin
    .getByRole('row', { name: new RegExp(row) })
    .getByText('Garden')
    .waitFor();
  await handOver(owner, guest);
  await admin
    .getByRole('row', { name: new RegExp(row) })
    .getByRole('cell', { name: /^Gus/ })
    .waitFor();
  await close();
  await admin.getByRole('heading', { name: 'No sessions right now' }).waitFor();
});

test('control is taken away: both are told who has it now', async () => {
  await open();
  await handOver(owner, guest);
  await button(`Details of ${row}`).click();
  await button('Take control away from Gus').click();
  await confirm('Take away');
  await controlIs(owner.shell, 'You have control');
  await controlIs(guest.shell, 'Olga has control');
  await guest.shell.getByText('Olga has control.').first().waitFor();
  const { body } = await world.api('GET', `/api/sessions/${session.id}/control`);
  expect(JSON.stringify(body)).toContain('revoked');
  await close();
});

test('a participant is removed: told so, and the other sees it', async () => {
  await open();
  await button(`Details of ${row}`).click();
  await button('Remove Gus').click();
  await confirm('Remove');
  await guest.shell.getByRole('heading', { name: 'You were removed from the session' }).waitFor();
  await owner.shell.getByText('Gus left.').first().waitFor();
  await admin.getByRole('status').filter({ hasText: '1 session, 1 participant' }).waitFor();
  await close();
});

test('a session is ended after a question: both are told', async () => {
  await open();
  await button(`End the session at ${row}`).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await button(`End the session at ${row}`).click();
  await confirm('End session');
  for (const { shell } of [owner, guest])
    await shell.getByRole('heading', { name: 'The session has ended' }).waitFor();
  await admin.getByRole('heading', { name: 'No sessions right now' }).waitFor();
  await close();
});

test('signing out closes the list, here and for its cookie', async () => {
  await button('Sign out').click();
  await admin.getByLabel('Admin token').waitFor();
  await admin.reload();
  await admin.getByLabel('Admin token').waitFor();
  await eventually(
    () => admin.evaluate(() => fetch('/api/admin/sessions').then((it) => it.status)),
    (it) => it === 401,
    'the API is closed',
  );
});
