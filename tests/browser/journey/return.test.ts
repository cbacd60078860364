// Who comes late, comes back, or goes: everybody has the page, and the session goes on.
import { servePages, type Site } from '../../support/site.ts';
import { controlIs, eventually, handOver, scrollOf, textOf } from '../../support/two.ts';
import { startWorld, type Created, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const page = `<!doctype html><title>Page</title><h1>A page</h1><button id=count onclick="this.textContent = ++n">0</button>
  <input id=field><p id=said></p><div id=inner style="width:200px;height:100px;overflow:auto"><div style="width:900px;height:900px">in</div></div>
  ${Array.from({ length: 60 }, (_, n) => `<p id="p${String(n)}">Paragraph ${String(n)}</p>`).join('')}
  <script>let n = 0; document.querySelector('#field').oninput = (e) => { document.querySelector('#said').textContent = e.target.value }</script>`;

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld({ LOCKSTEP_GRACE: '20s' });
  site = await servePages({
    '/': page,
    '/second': '<!doctype html><title>Second</title><h1>Second page</h1>',
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
  for (const who of [owner, guest]) await shows(who, 'h1', 'A page');
});
afterEach(async () => {
  await world.api('DELETE', `/api/sessions/${session.id}`);
  await owner.context.close();
  await guest.context.close();
});

const shows = (who: Participant, selector: string, text: string): Promise<unknown> =>
  eventually(
    async () => textOf(await who.page(), selector),
    (it) => it === text,
    `${who.name} sees “${text}”`,
  );
const roleIs = (who: Participant, role: string): Promise<unknown> =>
  eventually(
    () => who.shell.locator('iframe[data-window-id]:visible').getAttribute('data-role'),
    (it) => it === role,
    `${who.name} is ${role}`,
  );
interface View {
  readonly participants: readonly { readonly id: string; readonly name: string; readonly online: boolean }[];
  readonly control: { readonly holder: string | null; readonly epoch: number };
}
const view = async (): Promise<View> => (await world.api('GET', `/api/sessions/${session.id}`)).body as View;
const presence = (name: string, online: boolean): Promise<unknown> =>
  eventually(
    view,
    ({ participants }) => participants.find((it) => it.name === name)?.online === online,
    `${name} is ${online ? 'back' : 'gone'}`,
  );

/** Brings the page where its own script, its fields and its scrolling have to be told to who has not seen it. */
async function use(actor: Participant): Promise<void> {
  const frame = await actor.page();
  await frame.click('#count');
  await frame.locator('#field').pressSequentially('typed');
  await frame.evaluate(() => document.querySelector('#inner')?.scrollTo(300, 400));
  await frame.evaluate(() => document.querySelector('#p30')?.scrollIntoView({ block: 'start' }));
}
async function isAsUsed(who: Participant): Promise<void> {
  await shows(who, '#count', '1');
  await shows(who, '#said', 'typed');
  await eventually(
    async () => (await who.page()).inputValue('#field'),
    (it) => it === 'typed',
    'what stands in the field',
  );
  await eventually(
    async () => scrollOf(await who.page(), '#inner'),
    (it) => Math.abs(it.x - 300) <= 2 && Math.abs(it.y - 400) <= 2,
    'the inner scroller',
  );
  await eventually(
    async () =>
      (await who.page()).evaluate(() => document.querySelector('#p30')?.getBoundingClientRect().top),
    (it) => it !== undefined && Math.abs(it) <= 2,
    'the same paragraph on top',
  );
}

describe.each(['owner', 'guest'] as const)('%s has control', (holder) => {
  let actor: Participant;
  beforeEach(async () => {
    actor = holder === 'owner' ? owner : guest;
    if (holder === 'guest') await handOver(owner, guest);
    await use(actor);
    await isAsUsed(owner);
    await isAsUsed(guest);
  });

  test('who comes late gets the page as it is, and asks the site for nothing', async () => {
    const before = site.requests.length;
    const late = await world.join(session.inviteUrl, 'Lea', { width: 700, height: 500 });
    await isAsUsed(late);
    expect(site.requests.slice(before)).toEqual([]);
    await (await actor.page()).click('#count');
    await shows(late, '#count', '2');
    await late.context.close();
  });

  test('a mirror that is loaded again gets the page as it is', async () => {
    const before = site.requests.length;
    await guest.shell.reload();
    await isAsUsed(guest);
    expect(site.requests.slice(before)).toEqual([]);
    await controlIs(actor.shell, 'You have control');
    await (await actor.page()).click('#count');
    for (const who of [owner, guest]) await shows(who, '#count', '2');
  });

  test('a mirror that is out of step puts itself right', async () => {
    await (
      await guest.page()
    ).evaluate(() => {
      document.querySelector('#said')?.remove();
      document.querySelector('#p3')?.replaceChildren('something else');
    });
    await (await actor.page()).click('#count');
    await shows(guest, '#count', '2');
    await (
      await owner.page()
    ).evaluate(() => {
      document.querySelector('#said')?.append(' on');
    });
    await shows(guest, '#said', 'typed on');
    await shows(guest, '#p3', 'Paragraph 3');
  });

  test.each(['owner', 'guest'] as const)(
    'the connection of the %s is lost: back as the same one, in the same place, with control as it was',
    async (lost) => {
      const [gone, other] = lost === 'owner' ? [owner, guest] : [guest, owner];
      const before = await view();
      await gone.context.setOffline(true);
      await gone.shell
        .getByRole('alert')
        .getByText(/connection is lost/)
        .waitFor();
      await presence(gone.name, false);
      expect((await view()).control).toEqual(before.control);
      await (
        await owner.page()
      ).evaluate(() => {
        document.querySelector('#said')?.append(', meanwhile');
      });
      await gone.context.setOffline(false);
      await presence(gone.name, true);
      const { participants, control } = await view();
      expect(participants.map(({ id }) => id)).toEqual(before.participants.map(({ id }) => id));
      expect(control).toEqual(before.control);
      await shows(guest, '#said', 'typed, meanwhile');
      await shows(other, '#count', '1');
      await (await actor.page()).click('#count');
      for (const who of [owner, guest]) await shows(who, '#count', '2');
    },
  );

  test('who runs the page leaves: the other runs it, and the page goes on', async () => {
    await owner.shell.getByRole('button', { name: 'Leave' }).click();
    const dialog = owner.shell.getByRole('dialog');
    await Promise.race([
      dialog.getByRole('button', { name: /^Leave/ }).click(),
      owner.shell.getByText(/have left/).waitFor(),
    ]);
    await roleIs(guest, 'live');
    await shows(guest, 'h1', 'A page');
    if (holder === 'owner')
      await guest.shell.getByRole('button', { name: 'Request control' }).first().click();
    await controlIs(guest.shell, 'You have control');
    await (await guest.page()).click('#count');
    await shows(guest, '#count', '1');
    const late = await world.join(session.inviteUrl, 'Lea');
    await shows(late, '#count', '1');
    await late.context.close();
  });

  test('who runs the page loads the shell again: still the one that runs it, with all windows', async () => {
    await owner.shell.reload();
    await shows(owner, 'h1', 'A page');
    await roleIs(owner, 'live');
    await controlIs(actor.shell, 'You have control');
    await shows(owner, '#count', '0');
    await (await actor.page()).click('#count');
    for (const who of [owner, guest]) await shows(who, '#count', '1');
  });

  test('a window opened while a mirror is away is there when it is back', async () => {
    await guest.context.setOffline(true);
    await presence(guest.name, false);
    const opener = await owner.page();
    await opener.evaluate((url) => {
      window.open(url);
    }, `${site.origin}/second`);
    await owner.shell.getByRole('tab').nth(1).waitFor();
    await guest.context.setOffline(false);
    await guest.shell.getByRole('tab').nth(1).waitFor();
    await shows(guest, 'h1', 'Second page');
  });
});
