// The main job with Firefox in it: as a guest beside a Chromium that runs the page, and as the one that runs it.
import type { Browser, Frame as FirefoxFrame } from 'puppeteer-core';
import { firefoxPath, joinByFirefox, startFirefox, type FirefoxParticipant } from '../../support/firefox.ts';
import { servePages, type Site } from '../../support/site.ts';
import { controlIs, eventually, textOf } from '../../support/two.ts';
import { startWorld, type Created, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(120_000);

const garden = `<!doctype html><title>Garden</title><h1>Garden</h1><a id=next href="/shed">To the shed</a>
  <p id=text>Ferns like shade.</p><button id=count>0</button>
  <input id=name aria-label=Name><output></output><input type=password id=secret>
  <div id=inner style="width:300px;height:120px;overflow:auto">${'<div style="width:1200px;height:50px">wide</div>'.repeat(40)}</div>
  ${Array.from({ length: 60 }, (_, n) => `<p id="p${String(n)}">Paragraph ${String(n)}</p>`).join('')}
  <script>
    count.onclick = () => { count.textContent = Number(count.textContent) + 1 };
    document.querySelector('#name').oninput = (event) => { document.querySelector('output').textContent = event.target.value };
  </script>`;
const shed = `<!doctype html><title>Shed</title><h1>Shed</h1><p id=where></p>
  <script>document.querySelector('#where').textContent = location.href</script>`;

const suite = firefoxPath === undefined ? describe.skip : describe;
const why = firefoxPath === undefined ? ' (skipped: no Firefox is installed; TEST_FIREFOX names one)' : '';

let world: World;
let site: Site;
let firefox: Browser;
let session: Created;

async function isFollowed(read: () => Promise<string>, wanted: string, what: string): Promise<void> {
  await eventually(read, (it) => it === wanted, what);
}
const textIn = (frame: FirefoxFrame, selector: string): Promise<string> =>
  frame.evaluate((it) => document.querySelector(it)?.textContent ?? '', selector);
const scrollIn = (frame: FirefoxFrame, selector: string): Promise<readonly [number, number]> =>
  frame.evaluate((it) => {
    const scroller = document.querySelector(it);
    return [scroller?.scrollLeft ?? -1, scroller?.scrollTop ?? -1] as const;
  }, selector);
const isNear = ([x, y]: readonly [number, number], [a, b]: readonly [number, number]): boolean =>
  Math.abs(x - a) <= 2 && Math.abs(y - b) <= 2;

suite(`Firefox${why}`, () => {
  beforeAll(async () => {
    world = await startWorld();
    site = await servePages({ '/': garden, '/shed': shed });
    firefox = await startFirefox();
  });
  afterAll(async () => {
    await firefox.close();
    await world[Symbol.asyncDispose]();
    await site[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    session = await world.createSession(`${site.origin}/`);
  });
  afterEach(async () => {
    await world.api('DELETE', `/api/sessions/${session.id}`);
  });

  /** Firefox has control: everything a hand can do in it happens in the other browser, too. */
  async function actInFirefox(fox: FirefoxParticipant, other: Participant): Promise<void> {
    const there = await other.page('/');
    const frame = await fox.page('/');
    await frame.locator('#count').click();
    await isFollowed(() => textOf(there, '#count'), '1', 'the click');
    await frame.locator('#name').click();
    await fox.shell.keyboard.type('Grüße aus dem Garten');
    await isFollowed(() => textOf(there, 'output'), 'Grüße aus dem Garten', 'the typing');
    await frame.evaluate(() => document.querySelector('#inner')?.scrollTo(200, 500));
    await eventually(
      () =>
        there.evaluate(
          () =>
            [
              document.querySelector('#inner')?.scrollLeft ?? -1,
              document.querySelector('#inner')?.scrollTop ?? -1,
            ] as const,
        ),
      (it) => isNear(it, [200, 500]),
      'the inner scroller',
    );
    await frame.locator('#next').click();
    await isFollowed(
      async () => textOf(await other.page('/shed'), '#where'),
      `${site.origin}/shed`,
      'the link',
    );
    await fox.press('Back');
    await isFollowed(async () => textOf(await other.page('/'), 'h1'), 'Garden', 'back');
    // The bar selects what it holds when it is entered: what is typed stands in its place.
    await fox.shell.locator('input[aria-label=Address]').click();
    await fox.shell.keyboard.type(`${site.origin}/shed`);
    await fox.shell.keyboard.press('Enter');
    await isFollowed(
      async () => textIn(await fox.page('/shed'), '#where'),
      `${site.origin}/shed`,
      'the address, in Firefox',
    );
    await isFollowed(async () => textOf(await other.page('/shed'), 'h1'), 'Shed', 'the address, elsewhere');
  }

  /** The other has control: Firefox follows. */
  async function actElsewhere(other: Participant, fox: FirefoxParticipant): Promise<void> {
    const bar = other.shell.getByRole('textbox', { name: 'Address' });
    await bar.fill(`${site.origin}/`);
    await bar.press('Enter');
    await isFollowed(async () => textIn(await fox.page('/'), 'h1'), 'Garden', 'the address');
    const frame = await fox.page('/');
    const there = await other.page('/');
    await there.locator('#count').click();
    await isFollowed(() => textIn(frame, '#count'), '1', 'the click');
    await there.locator('#name').pressSequentially('Ferns');
    await isFollowed(() => textIn(frame, 'output'), 'Ferns', 'the typing');
    await there.evaluate(() => document.querySelector('#inner')?.scrollTo(150, 300));
    await eventually(
      () => scrollIn(frame, '#inner'),
      (it) => isNear(it, [150, 300]),
      'the inner scroller',
    );
    await there.evaluate(() => document.querySelector('#p30')?.scrollIntoView({ block: 'start' }));
    await eventually(
      () => frame.evaluate(() => document.querySelector('#p30')?.getBoundingClientRect().top ?? -1),
      (it) => Math.abs(it) <= 2,
      'the page scrolled',
    );
  }

  /** A rectangle over the page, drawn in Firefox and seen elsewhere. */
  async function markInFirefox(fox: FirefoxParticipant, other: Participant): Promise<void> {
    await fox.press('Highlight');
    await fox.shell.locator('::-p-aria([name="Rectangle"])').click();
    const box = await (await fox.shell.waitForSelector('.overlay-drawing'))?.boundingBox();
    if (box === null || box === undefined) throw new Error('nothing to draw on');
    const { mouse } = fox.shell;
    await mouse.move(box.x + 40, box.y + 40);
    await mouse.down();
    await mouse.move(box.x + 240, box.y + 140, { steps: 4 });
    await mouse.up();
    await other.shell.locator('.mark-rectangle').waitFor();
    await fox.shell.keyboard.press('Escape');
  }

  test('a guest in Firefox: follows, marks, asks, acts, gives back', async () => {
    const owner = await world.join(session.ownerUrl, 'Olga');
    const guest = await joinByFirefox(firefox, session.inviteUrl, 'Fox');
    await guest.reads('Olga has control');
    await actElsewhere(owner, guest);
    await markInFirefox(guest, owner);
    await guest.press('Request control');
    await owner.shell.getByRole('button', { name: 'Give control to Fox' }).first().click();
    await guest.reads('You have control');
    await owner.shell.getByRole('textbox', { name: 'Address' }).waitFor();
    await (
      await owner.page('/')
    ).evaluate(() => {
      document.querySelector('#count')?.replaceChildren('0');
      (document.querySelector('#name') as HTMLInputElement).value = '';
      scrollTo(0, 0);
    });
    await actInFirefox(guest, owner);
    await guest.press('Release control');
    await controlIs(owner.shell, 'Nobody has control');
    await owner.context.close();
    await guest.shell.browserContext().close();
  });

  test('Firefox runs the page: it acts, marks, gives control away, and is led', async () => {
    const owner = await joinByFirefox(firefox, session.ownerUrl, 'Fox');
    await owner.reads('You have control');
    const guest = await world.join(session.inviteUrl, 'Gus');
    await isFollowed(async () => textOf(await guest.page('/'), 'h1'), 'Garden', 'the first page');
    await actInFirefox(owner, guest);
    await markInFirefox(owner, guest);
    await owner.press('Give control to Gus');
    await controlIs(guest.shell, 'You have control');
    await actElsewhere(guest, owner);
    await owner.press('Take control');
    await owner.reads('You have control');
    await guest.context.close();
    await owner.shell.browserContext().close();
  });
});
