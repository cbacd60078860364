// The demo shop, as the start page offers it: two people do everything in it that a shop is for.
import type { Frame } from 'playwright-core';
import { eventually, handOver, scrollOf, textOf } from '../../support/two.ts';
import { participantIn, startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(120_000);

let world: World;
let owner: Participant;
let guest: Participant;
beforeAll(async () => {
  world = await startWorld({ LOCKSTEP_ALLOW_PRIVATE: '' });
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const shell = await context.newPage();
  await shell.goto(world.base.href);
  await shell.getByRole('button', { name: 'Try the demo shop' }).click();
  await shell.getByRole('textbox', { name: 'Your name' }).fill('Olga');
  await shell.keyboard.press('Enter');
  owner = participantIn(world.base, shell, 'Olga');
  await owner.page('/');
  await shell.getByRole('button', { name: 'QR code' }).click();
  const link = await shell.getByRole('textbox', { name: 'Invite link' }).inputValue();
  await shell.keyboard.press('Escape');
  guest = await world.join(link, 'Gus');
});
afterAll(() => world[Symbol.asyncDispose]());

const both = (): readonly Participant[] => [owner, guest];
async function shows(selector: string, text: string | RegExp, path = '/'): Promise<void> {
  for (const who of both())
    await eventually(
      async () => textOf(await who.page(path), selector),
      (it) => (typeof text === 'string' ? it.includes(text) : text.test(it)),
      `${who.name} sees ${String(text)} in ${selector}`,
    );
}
const link = (frame: Frame, name: string) => frame.getByRole('link', { name, exact: true }).first();

test('browse: an aisle, a product, its pictures', async () => {
  await shows('h1', 'Grow something');
  await link(await owner.page('/'), 'House plants').click();
  await shows('h1', 'House plants', '/shop/plants');
  await (await owner.page('/shop/plants')).locator('a[href*="/product/boston-fern"]').first().click();
  await shows('h1', 'Boston fern', '/product/');
  await (await owner.page('/product/')).locator('.thumbs button').nth(2).click();
  for (const who of both())
    await eventually(
      async () =>
        (await who.page('/product/')).evaluate(() => {
          const picture = document.querySelector<HTMLImageElement>('.gallery .large');
          return `${String(picture?.complete === true && picture.naturalWidth > 0)} ${picture?.src ?? ''}`;
        }),
      (it) => /^true .*-3\.svg/.test(it),
      `${who.name} sees the third picture`,
    );
});

test('the guest puts it into the basket of both', async () => {
  await handOver(owner, guest);
  const frame = await guest.page('/product/');
  await frame.getByLabel('Quantity').fill('3');
  await frame.getByRole('button', { name: 'Add to basket' }).click();
  await shows('.lines', 'Boston fern', '/basket');
  await shows('.count', '3', '/basket');
});

test('log in: the guest gives the name, the password is typed where the page runs', async () => {
  await link(await guest.page('/basket'), 'Sign in').click();
  const form = await guest.page('/sign-in');
  await form.getByLabel('Name').fill('Fern');
  await eventually(
    async () => (await owner.page('/sign-in')).getByLabel('Name').inputValue(),
    (it) => it === 'Fern',
    'the name at the owner',
  );
  await owner.shell.getByRole('button', { name: 'Take control' }).click();
  await (await owner.page('/sign-in')).getByLabel('Password').fill('hunter2');
  await (await owner.page('/sign-in')).getByRole('button', { name: 'Sign in' }).click();
  await shows('h1', 'Hello, Fern', '/account');
});

test('checkout: a form that posts, its answer the same for both, and sent once', async () => {
  await link(await owner.page('/account'), 'Basket 3').click();
  await link(await owner.page('/basket'), 'To the checkout').click();
  await shows('h1', 'Checkout', '/checkout');
  const form = await owner.page('/checkout');
  for (const [label, text] of [
    ['Name', 'Fern Field'],
    ['E-mail', 'fern@field.example'],
    ['Street', 'Moss Lane 1'],
    ['Town', 'Bergen'],
    ['Postcode', '5003'],
    ['Card number', '4000 0000 0000 0002'],
  ] as const)
    await form.getByLabel(label, { exact: true }).fill(text);
  await eventually(
    async () => (await guest.page('/checkout')).getByLabel('Town').inputValue(),
    (it) => it === 'Bergen',
    'the guest sees what is typed',
  );
  expect(await (await guest.page('/checkout')).getByLabel('Card number').inputValue()).not.toContain('4000');
  await form.getByLabel(/I have read the terms/).check();
  await form.getByRole('button', { name: 'Place the order' }).click();
  await shows('h1', 'Thank you, Fern Field', '/checkout');
  await link(await owner.page('/checkout'), 'See it in your account').click();
  for (const who of both()) expect(await (await who.page('/account')).locator('.order').count()).toBe(1);
});

test('the planner: routes without loads, data that is pushed, a scroller inside', async () => {
  await link(await owner.page('/account'), 'Planner').click();
  await shows('h2', 'Bed', '/planner');
  await (await owner.page('/planner')).getByRole('button', { name: 'Place 2: bare' }).click();
  for (const who of both())
    await (await who.page('/planner')).getByRole('button', { name: 'Place 2: Lettuce' }).waitFor();
  const clock = await textOf(await guest.page('/planner'), '[data-clock]');
  await eventually(
    async () => textOf(await guest.page('/planner'), '[data-clock]'),
    (it) => it !== clock,
    'the clock goes on at the guest',
  );
  await link(await owner.page('/planner'), 'Calendar').click();
  await shows('h2', 'Calendar', '/planner/calendar');
  await eventually(
    () => guest.shell.getByRole('textbox', { name: 'Address' }).inputValue(),
    (it) => it.endsWith('/planner/calendar'),
    'the address follows',
  );
  await (
    await owner.page('/planner/calendar')
  ).evaluate(() => document.querySelector('.calendar')?.scrollTo(300, 120));
  await eventually(
    async () => scrollOf(await guest.page('/planner/calendar'), '.calendar'),
    (it) => Math.abs(it.x - 300) <= 2 && Math.abs(it.y - 120) <= 2,
    'the calendar is scrolled both ways',
  );
  await owner.shell.getByRole('button', { name: 'Back', exact: true }).click();
  await shows('h2', 'Bed', '/planner');
});

test('a frame in a page: the guest chooses in it', async () => {
  await link(await owner.page('/planner'), 'Workshops').click();
  await shows('h1', 'Workshops', '/workshops');
  await handOver(owner, guest);
  const inner = (await guest.page('/workshops')).frameLocator('iframe');
  await inner.getByRole('listitem').filter({ hasText: 'Sharpening day' }).getByRole('button').click();
  for (const who of both())
    await (
      await who.page('/workshops')
    )
      .frameLocator('iframe')
      .getByText('You chose Sharpening day')
      .waitFor();
  await shows('[data-heard]', 'Sharpening day', '/workshops');
  await owner.shell.getByRole('button', { name: 'Take control' }).click();
});

test('the long guide: both read at the same place', async () => {
  await link(await owner.page('/workshops'), 'Guide').click();
  await shows('h1', 'A year in a small garden', '/guide');
  const top = async (who: Participant): Promise<number> =>
    (await who.page('/guide')).evaluate(
      () => document.querySelectorAll('section')[3]?.getBoundingClientRect().top ?? -1,
    );
  await (
    await owner.page('/guide')
  ).evaluate(() => {
    document.querySelectorAll('section')[3]?.scrollIntoView();
  });
  await eventually(
    async () => [await top(owner), await top(guest)] as const,
    ([there, here]) => Math.abs(there) < 50 && Math.abs(here - there) <= 2,
    'the same section on top',
  );
});
