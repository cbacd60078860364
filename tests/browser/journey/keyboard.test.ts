// Without a mouse and without eyes: everything in the shell by the keyboard, with names, and news read out.
import { eventually } from '../../support/two.ts';
import { servePages, type Site } from '../../support/site.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

let world: World;
let site: Site;
let owner: Participant;
let guest: Participant;
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({
    '/': '<!doctype html><title>Garden</title><h1>Garden</h1><p id="text">Ferns like shade.</p>',
    '/shed': '<!doctype html><title>Shed</title><h1>Shed</h1>',
  });
  ({ owner, guest } = await world.pair(`${site.origin}/`));
  await (await guest.page('/')).getByRole('heading', { name: 'Garden' }).waitFor();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const press = (key: string): Promise<void> => owner.shell.keyboard.press(key);
/** Name of what has the focus, and whether that can be seen. */
const focused = () =>
  owner.shell.evaluate(() => {
    const it = document.activeElement;
    const rings = [it, it?.parentElement]
      .filter((one) => one instanceof Element)
      .map((one) => getComputedStyle(one));
    return {
      name: it?.getAttribute('aria-label') ?? it?.textContent ?? '',
      isSeen: rings.some(({ outlineStyle, boxShadow }) => outlineStyle === 'solid' || boxShadow !== 'none'),
    };
  });
const focusIs = (name: string | RegExp) =>
  eventually(
    focused,
    (it) => it.isSeen && (typeof name === 'string' ? it.name === name : name.test(it.name)),
    `the focus is seen on ${String(name)}`,
  );
const saidTo = (who: Participant, text: string) =>
  eventually(
    () => who.shell.locator('[aria-live=polite]').textContent(),
    (it) => it?.includes(text) === true,
    `${who.name} hears "${text}"`,
  );

test('Tab goes through all controls in the order in which they stand, and each shows the focus', async () => {
  await owner.shell.getByRole('tab').first().focus();
  const order = [
    'Close Garden',
    'New window',
    'Give control to Gus',
    /^People/,
    'Copy invite link',
    'QR code',
    'Leave',
    'End session',
    'Back',
    'Forward',
    'Reload',
    'Address',
    'Release control',
    'Pointer',
    'Highlight',
    'Chat',
    'Pause',
    'View',
  ];
  for (const name of order) {
    await press('Tab');
    await focusIs(name);
  }
});

test.each([
  ['Chat', 'Message'],
  [/^People/, 'People'],
] as const)('%s: the focus goes in, and Escape brings it back', async (name, inside) => {
  await owner.shell.getByRole('button', { name }).focus();
  await press('Enter');
  await focusIs(inside);
  await press('Escape');
  await owner.shell.getByRole('complementary').waitFor({ state: 'detached' });
  await focusIs(name);
});

test('a dialog keeps the focus, and Escape is no', async () => {
  await owner.shell.getByRole('button', { name: 'End session' }).focus();
  await press('Enter');
  await owner.shell.getByRole('dialog', { name: 'End the session for everybody?' }).waitFor();
  await focusIs('Keep browsing');
  await press('Tab');
  await focusIs('End session');
  await press('Escape');
  await owner.shell.getByRole('dialog').waitFor({ state: 'detached' });
  await focusIs('End session');
});

test('marking by the keyboard: chosen from the menu, drawn with arrows, seen by the guest, put away by Escape', async () => {
  await owner.shell.getByRole('button', { name: 'Highlight' }).focus();
  await press('Enter');
  await eventually(focused, (it) => it.name === 'Text', 'the first choice');
  await press('ArrowDown');
  await press('ArrowDown');
  await press('Enter');
  await focusIs(/^Mark on the page/);
  await press('Enter');
  await press('Shift+ArrowRight');
  await press('Shift+ArrowDown');
  await press('Enter');
  await guest.shell.locator('.mark-rectangle').waitFor();
  await press('Escape');
  expect(await owner.shell.getByRole('button', { name: 'Highlight' }).getAttribute('aria-pressed')).toBe(
    'false',
  );
});

test('windows: arrows move, Enter shows, Delete closes; pages and control are read out', async () => {
  await owner.shell.getByRole('button', { name: 'New window' }).focus();
  await press('Enter');
  await focusIs('Address');
  await owner.shell.keyboard.type(`${site.origin}/shed`);
  await press('Enter');
  await saidTo(guest, 'Page: Shed.');
  await owner.shell.getByRole('tab', { name: 'Shed' }).focus();
  await press('ArrowLeft');
  await focusIs('Garden');
  await press('Enter');
  await saidTo(guest, 'Page: Garden.');
  await press('ArrowRight');
  await press('Delete');
  await owner.shell.getByRole('tab', { name: 'Shed' }).waitFor({ state: 'detached' });
  await guest.shell.getByRole('button', { name: 'Request control' }).press('Enter');
  await saidTo(owner, 'Gus asks for control.');
  await owner.shell.getByRole('button', { name: 'Give control to Gus' }).first().press('Enter');
  await saidTo(guest, 'You have control.');
  await saidTo(owner, 'Gus has control.');
  await guest.shell.getByRole('button', { name: 'Leave' }).press('Enter');
  await saidTo(owner, 'Gus left.');
});
