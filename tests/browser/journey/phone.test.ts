// A guest with a phone: small, by touch, and as able as the others.
import type { Frame } from 'playwright-core';
import { servePages, type Site } from '../../support/site.ts';
import { controlIs, eventually, textOf } from '../../support/two.ts';
import { participantIn, startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

let world: World;
let site: Site;
let owner: Participant;
let phone: Participant;
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({
    '/': `<!doctype html><meta name=viewport content="width=device-width"><title>Form</title><h1>Form</h1>
      <p style="margin-top:500px"><button id=count onclick="this.textContent = Number(this.textContent) + 1">0</button></p>
      <input id=name aria-label=Name oninput="document.querySelector('output').textContent = this.value"> <output></output>
      <p style="height:2000px">long</p>`,
  });
  const session = await world.createSession(`${site.origin}/`);
  owner = await world.join(session.ownerUrl, 'Olga');
  const shell = await (await world.browser.newContext(PHONE)).newPage();
  await shell.goto(session.inviteUrl);
  await shell.getByRole('textbox', { name: 'Your name' }).fill('Pia');
  await shell.getByRole('button', { name: 'Join' }).tap();
  phone = participantIn(world.base, shell, 'Pia');
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const seen = (frame: Frame, selector: string) => frame.locator(selector).boundingBox();

test('sees the whole page, made to fit, and nothing is cut off', async () => {
  await eventually(
    async () => textOf(await phone.page('/'), 'h1'),
    (it) => it === 'Form',
    'the page on the phone',
  );
  expect(await phone.shell.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const width = await (await owner.page('/')).evaluate(() => innerWidth);
  expect(await (await phone.page('/')).evaluate(() => innerWidth)).toBe(width);
  for (const it of await phone.shell.getByRole('button').all()) {
    const box = await it.boundingBox();
    if (box === null) continue;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    expect(box.y + box.height).toBeLessThanOrEqual(844);
  }
});

test('is told who has control by a tap on the page, and asks there', async () => {
  const stage = await phone.shell.locator('iframe[data-window-id]:visible').boundingBox();
  if (stage === null) throw new Error('no page');
  await phone.shell.touchscreen.tap(stage.x + 20, stage.y + 20);
  await phone.shell.getByRole('button', { name: 'Ask for control' }).tap();
  await phone.shell.getByRole('button', { name: /^Waiting/ }).waitFor();
  await owner.shell.getByRole('button', { name: 'Give control to Pia' }).first().click();
  await controlIs(phone.shell, 'You have control');
});

test('taps and types in the live page, which now has the phone’s size', async () => {
  const frame = await phone.page('/');
  await eventually(
    () => frame.evaluate(() => innerWidth),
    (it) => it <= 390,
    'laid out for the phone',
  );
  await frame.locator('#count').tap();
  await eventually(
    async () => textOf(await owner.page('/'), '#count'),
    (it) => it === '1',
    'the tap in the live page',
  );
  await frame.locator('#name').tap();
  await phone.shell.keyboard.type('Pia was here');
  await eventually(
    async () => textOf(await owner.page('/'), 'output'),
    (it) => it === 'Pia was here',
    'the text in the live page',
  );
  expect(await seen(frame, '#name')).not.toBeNull();
});

test('chats', async () => {
  await phone.shell.getByRole('button', { name: /^Chat/ }).tap();
  await phone.shell.getByRole('textbox', { name: 'Message' }).fill('hello from the road');
  await phone.shell.getByRole('button', { name: 'Send' }).tap();
  await owner.shell.getByRole('button', { name: 'Chat, 1 unread' }).click();
  await owner.shell.getByRole('log').getByText('hello from the road').waitFor();
  await phone.shell.getByRole('button', { name: 'Close chat' }).tap();
});

test('leaves', async () => {
  await phone.shell.getByRole('button', { name: 'Leave' }).tap();
  await phone.shell.getByRole('heading', { name: 'You have left the session' }).waitFor();
  await owner.shell.getByText('Pia left.').first().waitFor();
  await controlIs(owner.shell, 'You have control');
});

test('an owner with a phone invites and ends in words that can be read', async () => {
  const { ownerUrl } = await world.createSession(`${site.origin}/`);
  const shell = await (await world.browser.newContext(PHONE)).newPage();
  await shell.goto(`${ownerUrl}&name=Paul`);
  const choose = async (item: string): Promise<void> => {
    await shell.getByRole('button', { name: 'Session' }).tap();
    await shell.getByRole('menuitem', { name: item }).tap();
  };
  await choose('QR code');
  await shell.getByRole('img', { name: 'Invite link as a QR code' }).waitFor();
  await shell.getByRole('dialog').getByText('Close').tap();
  await choose('End session');
  for (const words of ['Keep browsing', 'End session']) {
    const box = await shell.getByRole('dialog').getByText(words, { exact: true }).boundingBox();
    expect(box?.width).toBeGreaterThan(60);
  }
  await shell.getByRole('dialog').getByRole('button', { name: 'End session' }).tap();
  await shell.getByRole('heading', { name: 'The session has ended' }).waitFor();
});
