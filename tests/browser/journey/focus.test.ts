// Where one types: shown to everybody, and taken over with control.
import { servePages, type Site } from '../../support/site.ts';
import { controlIs, eventually, handOver, textOf } from '../../support/two.ts';
import { boxOf } from '../../support/layout.ts';
import { marksOf } from '../../support/drawing.ts';
import { startWorld, type Created, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({
    '/': `<!doctype html><title>Fields</title><h1>Fields</h1><input id=one> <textarea id=two></textarea> <p id=keys></p>
      <script>addEventListener('keydown', (e) => { document.querySelector('#keys').append(e.key) })</script>`,
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

let session: Created;
let owner: Participant;
let guest: Participant;
beforeEach(async () => {
  ({ session, owner, guest } = await world.pair(`${site.origin}/`));
  for (const who of [owner, guest])
    await eventually(
      async () => textOf(await who.page(), 'h1'),
      (it) => it === 'Fields',
      `${who.name} sees the page`,
    );
});
afterEach(async () => {
  await world.api('DELETE', `/api/sessions/${session.id}`);
  await owner.context.close();
  await guest.context.close();
});

const ringIsAround = (who: Participant, selector: string): Promise<unknown> =>
  eventually(
    async () => ({ rings: await marksOf(who, 'focus'), box: await boxOf(who, selector) }),
    ({ rings, box: [x, y, width] }) =>
      rings.length === 1 &&
      Math.abs((rings[0]?.[0] ?? 0) + 2 - x) <= 1.5 &&
      Math.abs((rings[0]?.[1] ?? 0) + 2 - y) <= 1.5 &&
      Math.abs((rings[0]?.[2] ?? 0) - 4 - width) <= 1.5,
    `a ring around ${selector} on the screen of ${who.name}`,
  );

test.each(['owner', 'guest'] as const)('%s acts: the others see where', async (holder) => {
  const [actor, follower] = holder === 'owner' ? [owner, guest] : [guest, owner];
  if (holder === 'guest') await handOver(owner, guest);
  await (await actor.page()).click('#one');
  await ringIsAround(follower, '#one');
  await actor.shell.keyboard.press('Tab');
  await ringIsAround(follower, '#two');
  const late = await world.join(session.inviteUrl, 'Lea');
  await ringIsAround(late, '#two');
  // Who types there sees the browser's own.
  expect(await marksOf(actor, 'focus')).toEqual([]);
  await late.context.close();
});

test('who gains control types on where the focus is, without a click', async () => {
  await (await owner.page()).click('#one');
  await owner.shell.keyboard.type('mine ');
  await ringIsAround(guest, '#one');
  await handOver(owner, guest);
  await guest.shell.keyboard.type('and yours');
  await eventually(
    async () => (await owner.page()).inputValue('#one'),
    (it) => it === 'mine and yours',
    'what both have typed',
  );
});

test('keys reach the page also where nothing in it has the focus', async () => {
  await handOver(owner, guest);
  await guest.shell.keyboard.press('x');
  await eventually(
    async () => textOf(await owner.page(), '#keys'),
    (it) => it === 'x',
    'the key, in the live page',
  );
});

test('who is writing something else goes on with that', async () => {
  await guest.shell.getByRole('button', { name: /^Chat/ }).click();
  const field = guest.shell.getByRole('textbox', { name: 'Message' });
  await field.fill('one mo');
  await owner.shell
    .getByRole('button', { name: `Give control to ${guest.name}` })
    .first()
    .click();
  await controlIs(guest.shell, 'You have control');
  await guest.shell.keyboard.type('ment');
  expect(await field.inputValue()).toBe('one moment');
  expect(await textOf(await owner.page(), '#keys')).toBe('');
});
