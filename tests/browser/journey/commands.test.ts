// Every command between two real participants, in both directions: the owner's browser runs the page, and either may have control.
import { handOver, eventually, scrollOf, textOf } from '../../support/two.ts';
import { servePages, type Site } from '../../support/site.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const paragraphs = Array.from(
  { length: 80 },
  (_, n) => `<p id="p${String(n)}">Paragraph ${String(n)} of a page that is long enough to scroll.</p>`,
).join('');
const site = {
  '/': `<!doctype html><title>First</title><h1>First page</h1><a id=next href="/second">Second</a> <a id=tab target=_blank href="/second">In a tab</a>
    <form id=form action="/answer"><input id=name name=name aria-label=Name><input type=checkbox id=agree><select id=size><option>S<option>M<option>L</select>
    <input type=password id=secret><textarea id=notes></textarea><button id=send>Send</button></form>
    <button id=count onclick="this.textContent = ++window.clicks">0</button><script>window.clicks = 0; document.querySelector('#name').addEventListener('input', (e) => { document.querySelector('#echo').textContent = e.target.value })</script>
    <output id=echo></output>
    <div id=inner style="width:300px;height:120px;overflow:auto"><div style="width:1200px;height:2000px">wide and high</div></div>${paragraphs}`,
  '/second':
    '<!doctype html><title>Second</title><h1>Second page</h1><script>document.body.append(Object.assign(document.createElement("p"), { id: "run", textContent: location.href }))</script>',
  '/answer': '<!doctype html><title>Answer</title><h1>Answer</h1>',
};

let world: World;
let pages: Site;
beforeAll(async () => {
  world = await startWorld();
  pages = await servePages(site);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await pages[Symbol.asyncDispose]();
});

let owner: Participant;
let guest: Participant;
let session: { id: string };
beforeEach(async () => {
  ({ owner, guest, session } = await world.pair(`${pages.origin}/`));
  for (const who of [owner, guest])
    await eventually(
      async () => textOf(await who.page(), 'h1'),
      (it) => it === 'First page',
      `${who.name} sees the page`,
    );
});
afterEach(async () => {
  await world.api('DELETE', `/api/sessions/${session.id}`);
  await owner.context.close();
  await guest.context.close();
});

/** Both directions: [who acts, who follows], control handed over where the guest acts. */
const directions = ['owner', 'guest'] as const;
async function roles(direction: (typeof directions)[number]): Promise<[Participant, Participant]> {
  if (direction === 'owner') return [owner, guest];
  await handOver(owner, guest);
  return [guest, owner];
}

test('the owner is live and the guest a mirror, at the same proxied address', async () => {
  const roleOf = (who: Participant) =>
    who.shell.locator('iframe[data-window-id]').first().getAttribute('data-role');
  expect(await roleOf(owner)).toBe('live');
  expect(await roleOf(guest)).toBe('mirror');
  expect((await owner.page()).url()).toBe((await guest.page()).url());
});

describe.each(directions)('%s acts', (direction) => {
  test('navigate: by the address bar', async () => {
    const [actor, follower] = await roles(direction);
    const bar = actor.shell.getByRole('textbox', { name: 'Address' });
    await bar.fill(`${pages.origin}/second`);
    await bar.press('Enter');
    await eventually(
      async () => textOf(await follower.page('/second'), '#run'),
      (it) => it === `${pages.origin}/second`,
      'the page as the site runs it',
    );
    await eventually(
      () => follower.shell.getByRole('textbox', { name: 'Address' }).inputValue(),
      (it) => it === `${pages.origin}/second`,
      'the address of the follower',
    );
  });

  test('page: a link, then back, forward and reload', async () => {
    const [actor, follower] = await roles(direction);
    await (await actor.page()).click('#next');
    await eventually(
      async () => textOf(await follower.page('/second'), 'h1'),
      (it) => it === 'Second page',
      'the link followed',
    );
    await actor.shell.getByRole('button', { name: 'Back', exact: true }).click();
    await eventually(
      async () => textOf(await follower.page('/'), 'h1'),
      (it) => it === 'First page',
      'back',
    );
    await actor.shell.getByRole('button', { name: 'Forward', exact: true }).click();
    await eventually(
      async () => textOf(await follower.page('/second'), 'h1'),
      (it) => it === 'Second page',
      'forward',
    );
    const before = pages.requests.length;
    await actor.shell.getByRole('button', { name: 'Reload', exact: true }).click();
    await eventually(
      () => pages.requests.slice(before),
      (it) => it.includes('GET /second'),
      'reload reaches the site',
    );
  });

  test('scroll: the page and an inner scroller in both axes', async () => {
    const [actor, follower] = await roles(direction);
    const from = await actor.page();
    const to = await follower.page();
    await from.evaluate(() => document.querySelector('#p40')?.scrollIntoView({ block: 'start' }));
    await eventually(
      () => to.evaluate(() => Math.round(document.querySelector('#p40')?.getBoundingClientRect().top ?? -1)),
      (it) => Math.abs(it) <= 2,
      'the same paragraph on top',
    );
    await from.evaluate(() => document.querySelector('#inner')?.scrollTo(400, 700));
    await eventually(
      () => scrollOf(to, '#inner'),
      (it) => Math.abs(it.x - 400) <= 2 && Math.abs(it.y - 700) <= 2,
      'the inner scroller',
    );
  });

  test('input: click, type, check, select, submit, in the live page and once', async () => {
    const [actor, follower] = await roles(direction);
    const asked = pages.requests.length;
    const from = await actor.page();
    const to = await follower.page();
    await from.click('#count');
    await eventually(
      () => textOf(to, '#count'),
      (it) => it === '1',
      'one click',
    );
    await from.locator('#name').pressSequentially('Grüße, 世界');
    await eventually(
      () => textOf(to, '#echo'),
      (it) => it === 'Grüße, 世界',
      'what the page made of the typing',
    );
    await eventually(
      () => to.inputValue('#name'),
      (it) => it === 'Grüße, 世界',
      'the typed text',
    );
    await from.click('#agree');
    await eventually(() => to.isChecked('#agree'), Boolean, 'the check');
    await from.focus('#size');
    await actor.shell.keyboard.press('L');
    await eventually(
      () => to.inputValue('#size'),
      (it) => it === 'L',
      'the selection',
    );
    await from.click('#send');
    await eventually(
      async () => textOf(await follower.page('/answer'), 'h1'),
      (it) => it === 'Answer',
      'the answer',
    );
    expect(pages.requests.slice(asked).filter((it) => it.startsWith('GET /answer'))).toHaveLength(1);
  });

  test('open, focus and close: a new window by button, by target=_blank', async () => {
    const [actor, follower] = await roles(direction);
    await actor.shell.getByRole('button', { name: 'New window' }).click();
    await eventually(
      () => follower.shell.getByRole('tab').count(),
      (it) => it === 2,
      'a second tab',
    );
    await actor.shell.getByRole('tab').first().click();
    await eventually(
      () => follower.shell.getByRole('tab').first().getAttribute('aria-selected'),
      (it) => it === 'true',
      'the first in front',
    );
    await (await actor.page()).click('#tab');
    await eventually(
      () => follower.shell.getByRole('tab').count(),
      (it) => it === 3,
      'a third tab',
    );
    await eventually(
      async () => textOf(await follower.page('/second'), 'h1'),
      (it) => it === 'Second page',
      'its page in front',
    );
  });

  test('resize: the same layout size for both', async () => {
    const [actor, follower] = await roles(direction);
    await actor.shell.setViewportSize({ width: 900, height: 700 });
    const width = (who: Participant) => who.page().then((it) => it.evaluate(() => innerWidth));
    await eventually(
      () => width(actor),
      (it) => it <= 900,
      'the new size',
    );
    const size = await width(actor);
    await eventually(
      () => width(follower),
      (it) => it === size,
      'the same at the follower',
    );
  });

  test('chat', async () => {
    const [actor, follower] = await roles(direction);
    for (const who of [actor, follower]) {
      const log = who.shell.getByRole('log');
      if (!(await log.isVisible())) await who.shell.getByRole('button', { name: /^Chat/ }).click();
    }
    await actor.shell.getByRole('textbox', { name: 'Message' }).fill('<b>hello</b> there');
    await actor.shell.getByRole('textbox', { name: 'Message' }).press('Enter');
    await follower.shell.getByRole('log').getByText('<b>hello</b> there').waitFor();
  });
});

test('who has no control cannot act, and is told why', async () => {
  const before = pages.requests.length;
  const link = await (await guest.page()).locator('#next').boundingBox();
  if (link === null) throw new Error('no link');
  await guest.shell.mouse.click(link.x + 5, link.y + 5);
  await guest.shell
    .getByText(/Olga has control/)
    .first()
    .waitFor();
  expect(pages.requests.slice(before)).toEqual([]);
});

test('a guest cannot type into a password field: only the browser that runs the page takes secrets', async () => {
  await handOver(owner, guest);
  await (await guest.page()).locator('#secret').click();
  await guest.shell.keyboard.type('hunter2');
  await guest.shell
    .getByText(/password|secret/i)
    .first()
    .waitFor();
  expect(await (await owner.page()).inputValue('#secret')).toBe('');
});

test('what is typed into a password field never reaches the mirror', async () => {
  await (await owner.page()).fill('#secret', 'hunter2');
  await (await owner.page()).fill('#name', 'after');
  const mirror = await guest.page();
  await eventually(
    () => mirror.inputValue('#name'),
    (it) => it === 'after',
    'what came after the secret',
  );
  expect(await mirror.inputValue('#secret')).not.toContain('hunter');
});

test('end: over for everybody, and the storage of the site is cleared', async () => {
  await (await owner.page()).evaluate(() => localStorage.setItem('left', 'behind'));
  const address = (await owner.page()).url();
  await owner.shell.getByRole('button', { name: 'End session' }).click();
  await owner.shell.getByRole('dialog').getByRole('button', { name: /^End/ }).click();
  await guest.shell.getByText(/ended/i).first().waitFor();
  await owner.shell.getByText(/ended/i).first().waitFor();
  const probe = await owner.context.newPage();
  await probe.route(new URL(address).origin + '/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: 'probe' }),
  );
  await probe.goto(address);
  expect(await probe.evaluate(() => localStorage.getItem('left'))).toBeNull();
  expect((await owner.context.cookies(address)).filter((it) => it.name.includes(session.id))).toEqual([]);
});
