// How a follower looks at the page: fitted, at its real size, or laid out for their own screen.
import { servePages, type Site } from '../../support/site.ts';
import { eventually, textOf } from '../../support/two.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(60_000);

const words = Array.from(
  { length: 80 },
  (_, n) => `<p id="p${String(n)}">${`word${String(n)} `.repeat(40)}</p>`,
).join('');

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({
    '/': `<!doctype html><meta name=viewport content="width=device-width"><h1>Long</h1>${words}`,
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const choose = async (who: Participant, item: string): Promise<void> => {
  await who.shell.getByRole('button', { name: 'View', exact: true }).click();
  await who.shell
    .getByRole('menuitemradio', { name: item })
    .or(who.shell.getByRole('menuitem', { name: item }))
    .click();
};
const widthOf = async (who: Participant): Promise<number> => (await who.page()).evaluate(() => innerWidth);
const topWord = async (who: Participant): Promise<string> =>
  (await who.page()).evaluate(() => {
    const first = [...document.querySelectorAll('p')].find((it) => it.getBoundingClientRect().bottom > 2);
    return first?.id ?? '';
  });

test('laid out for one’s own screen, the same words are on top, wherever the controller scrolls', async () => {
  const session = await world.createSession(`${site.origin}/`);
  const owner = await world.join(session.ownerUrl, 'Olga');
  const guest = await world.join(session.inviteUrl, 'Gus', { width: 420, height: 760 });
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Long',
    'the page',
  );
  const shared = await widthOf(owner);
  await eventually(
    () => widthOf(guest),
    (it) => it === shared,
    'the controller’s layout',
  );
  await choose(guest, 'My own size');
  await eventually(
    () => widthOf(guest),
    (it) => it <= 420,
    'a layout of one’s own',
  );
  await (
    await owner.page()
  ).evaluate(() => document.querySelector('#p40')?.scrollIntoView({ block: 'start' }));
  await eventually(
    () => topWord(guest),
    (it) => it === 'p40',
    'the same words',
  );
  await choose(guest, 'Real size');
  await eventually(
    () => widthOf(guest),
    (it) => it === shared,
    'the controller’s layout again',
  );
  const scale = (): Promise<string> =>
    guest.shell
      .locator('.page')
      .first()
      .evaluate((it) => (it as HTMLElement).style.transform);
  expect(await scale()).toBe('none');
  await choose(guest, 'Zoom in');
  await eventually(scale, (it) => it === 'scale(1.25)', 'zoomed');
});
