// A dialog of the live browser stops the page: everybody is told why.
import { servePages, type Site } from '../../support/site.ts';
import { eventually, handOver, textOf } from '../../support/two.ts';
import { startWorld, type World } from '../../support/world.ts';

jest.setTimeout(60_000);

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({
    '/': `<!doctype html><h1>Dialogs</h1><button id=ask onclick="this.textContent = confirm({ toString: () => 'Really ' + ++n })">ask</button><script>let n = 0</script>`,
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

test('a question of the page is told to who cannot see it, and its answer counts', async () => {
  const { owner, guest } = await world.pair(`${site.origin}/`);
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Dialogs',
    'the page',
  );
  await handOver(owner, guest);
  const asked = owner.shell.waitForEvent('dialog');
  await (await guest.page()).click('#ask');
  const dialog = await asked;
  expect(dialog.message()).toBe('Really 1');
  const banner = guest.shell.getByText('The page asks “Really 1” in Olga’s browser');
  await banner.waitFor();
  await dialog.accept();
  await banner.waitFor({ state: 'detached' });
  await eventually(
    async () => textOf(await guest.page(), '#ask'),
    (it) => it === 'true',
    'the answer',
  );
});
