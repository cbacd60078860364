// A call and real browsers in one session: the agent's commands show in Chromium, the guest's come to the agent as INFO.
import type { Line } from '../../../proxy/sip/body/line.ts';
import { startAgent, type Agent } from '../../proxy/sip/agents.ts';
import { servePages, type Site } from '../../support/site.ts';
import { eventually, textOf } from '../../support/two.ts';
import { participantIn, startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const paragraphs = Array.from(
  { length: 80 },
  (_, n) => `<p id="p${String(n)}">Paragraph ${String(n)} of a long page.</p>`,
).join('');
const site = {
  '/': `<!doctype html><title>First</title><h1 id=title>First page</h1><button id=count onclick="this.textContent = ++window.clicks">0</button>
    <script>window.clicks = 0</script><ul><li>one<li>two <b>and</b> more<li>three</ul>${paragraphs}`,
  '/second': `<!doctype html><title>Second</title><h1>Second page</h1>${paragraphs}`,
};

let world: World;
let pages: Site;
let agent: Agent;
/** The agent's own browser, which runs the pages, and somebody else's. */
let own: Participant;
let guest: Participant;
let self: string;
let names = 0;
beforeAll(async () => {
  world = await startWorld({ LOCKSTEP_SIP: 'udp:127.0.0.1:0', LOCKSTEP_SIP_OPEN: 'yes' });
  pages = await servePages(site);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await pages[Symbol.asyncDispose]();
});

const page = (path: string): Line => ({
  name: 'page',
  win: 'w1',
  url: `${pages.origin}${path}`,
  title: null,
});
const say = async (...lines: Line[]): Promise<void> => expect(await agent.say(lines)).toBe(200);
const topOf = (who: Participant, selector: string, path = '/'): Promise<number> =>
  who
    .page(path)
    .then((frame) =>
      frame.evaluate(
        (it) => Math.round(document.querySelector(it)?.getBoundingClientRect().top ?? -1),
        selector,
      ),
    );

beforeEach(async () => {
  names += 1;
  const name = `agent${String(names)}`;
  const { status, body } = await world.api('POST', '/api/sessions', { url: `${pages.origin}/`, sip: name });
  expect(status).toBe(201);
  agent = await startAgent('UDP');
  agent.dial(`sip:${name}@127.0.0.1:${String(world.sipPort('UDP'))}`, []);
  const { stream } = await agent.next('answered');
  self = stream?.self ?? '';
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const shell = await context.newPage();
  await shell.goto(stream?.join ?? '');
  await shell.locator('iframe[data-window-id]').first().waitFor({ state: 'attached' });
  own = participantIn(world.base, shell, 'Alice');
  guest = await world.join((body as { inviteUrl: string }).inviteUrl, 'Gus');
  for (const who of [own, guest])
    await eventually(
      async () => textOf(await who.page(), 'h1'),
      (it) => it === 'First page',
      `${who.name} sees the page`,
    );
});
afterEach(async () => {
  await agent[Symbol.asyncDispose]();
  await own.context.close();
  await guest.context.close();
});

test("the agent's page, scroll, highlight, resize, window and focus show in every browser", async () => {
  await say({ name: 'scroll', win: 'w1', node: '#p40', fx: 0, fy: 0 });
  for (const who of [own, guest])
    await eventually(
      () => topOf(who, '#p40'),
      (it) => Math.abs(it) <= 2,
      `${who.name}: the paragraph on top`,
    );
  await say({ name: 'scroll', win: 'w1', node: 'body>ul>li:nth-child(2)', fx: 0, fy: 0.5 });
  for (const who of [own, guest])
    await eventually(
      () =>
        who.page().then((it) =>
          it.evaluate(() => {
            const box = document.querySelector('li:nth-child(2)')?.getBoundingClientRect();
            return box === undefined ? 99 : Math.round(box.top + box.height / 2);
          }),
        ),
      (it) => Math.abs(it) <= 2,
      `${who.name}: the middle of the second item on top`,
    );
  await say(
    { name: 'scroll', win: 'w1', node: null, fx: 0, fy: 0 },
    { name: 'highlight', win: 'w1', node: '#title', range: { start: 0, end: 5 }, clear: false },
  );
  for (const who of [own, guest]) {
    const width = await eventually(
      () =>
        who.shell
          .locator('.mark-text')
          .first()
          .evaluate((it) => it.getBoundingClientRect().width),
      (it) => it > 0,
      `${who.name}: the mark`,
    );
    const whole = await (
      await who.page()
    ).evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('#title') as Element);
      return range.getBoundingClientRect().width;
    });
    expect(width).toBeLessThan(whole);
  }
  await say({ name: 'highlight', win: 'w1', node: null, range: null, clear: true });
  for (const who of [own, guest])
    await eventually(
      () => who.shell.locator('.mark-text').count(),
      (it) => it === 0,
      `${who.name}: no mark`,
    );
  await say({ name: 'resize', win: 'w1', w: 900, h: 600 });
  for (const who of [own, guest])
    await eventually(
      () => who.page().then((it) => it.evaluate(() => innerWidth)),
      (it) => it === 900,
      `${who.name}: the size`,
    );
  await say(page('/second'));
  for (const who of [own, guest])
    await eventually(
      async () => textOf(await who.page('/second'), 'h1'),
      (it) => it === 'Second page',
      `${who.name}: the page`,
    );
  await say({ name: 'window', win: 'w2', action: 'open', url: `${pages.origin}/`, opener: 'w1' });
  for (const who of [own, guest])
    await eventually(
      async () => textOf(await who.page('/'), 'h1'),
      (it) => it === 'First page',
      `${who.name}: the new window`,
    );
  await say({ name: 'focus', win: 'w1' });
  for (const who of [own, guest])
    await eventually(
      () => who.shell.getByRole('tab').first().getAttribute('aria-selected'),
      (it) => it === 'true',
      `${who.name}: the first in front`,
    );
});

test('a browser asks for control, the agent grants, what the guest does comes to the agent, the agent takes back', async () => {
  await guest.shell.getByRole('button', { name: 'Request control' }).first().click();
  const { from } = (await agent.line('control', (it) => it.op === 'request')) as { from: string | null };
  await say({ name: 'control', op: 'grant', to: from, from: null });
  await agent.line('control', (it) => it.op === 'holder' && it.holder === from);
  await guest.shell.getByRole('status').filter({ hasText: 'You have control' }).first().waitFor();

  const mirror = await guest.page();
  await mirror.click('#count');
  await eventually(
    async () => textOf(await own.page(), '#count'),
    (it) => it === '1',
    'the click in the live page',
  );
  await mirror.evaluate(() => document.querySelector('#p50')?.scrollIntoView({ block: 'start' }));
  const scroll = await agent.line('scroll');
  expect(scroll).toMatchObject({ win: 'w1', node: expect.stringMatching(/^#p5\d$|^#p4\d$/) as string });
  // What the agent was told is where it is: said back, nothing moves.
  const place = await mirror.evaluate(
    ({ node, fy }) => {
      const box = document.querySelector(node ?? '')?.getBoundingClientRect();
      return box === undefined ? 99 : box.top + (fy ?? 0) * box.height;
    },
    { node: scroll.node, fy: scroll.fy },
  );
  expect(Math.abs(place)).toBeLessThan(3);

  await guest.shell.getByRole('button', { name: 'New window' }).click();
  expect(await agent.line('window')).toMatchObject({ win: 'w2', action: 'open' });
  expect(await agent.line('focus')).toMatchObject({ win: 'w2' });
  await guest.shell.getByRole('tab').first().click();
  expect(await agent.line('focus')).toMatchObject({ win: 'w1' });
  await guest.shell.getByRole('textbox', { name: 'Address' }).fill(`${pages.origin}/second`);
  await guest.shell.getByRole('textbox', { name: 'Address' }).press('Enter');
  expect(await agent.line('page', (it) => it.url.endsWith('/second'))).toMatchObject({ win: 'w1' });
  await guest.shell.setViewportSize({ width: 900, height: 700 });
  await agent.line('resize', (it) => it.win === 'w1' && it.w <= 900);

  await say({ name: 'control', op: 'revoke', to: null, from: null });
  await guest.shell.getByRole('status').filter({ hasText: 'Alice has control' }).first().waitFor();
  await agent.line('control', (it) => it.op === 'holder' && it.holder === self);
});

test('a highlight of the guest comes to the agent by its name', async () => {
  await guest.shell.getByRole('button', { name: 'Highlight' }).first().click();
  await guest.shell.getByRole('menuitemradio', { name: 'Element' }).first().click();
  const box = await (await guest.page()).locator('#title').boundingBox();
  if (box === null) throw new Error('no title');
  await guest.shell.mouse.click(box.x + 20, box.y + 10);
  expect(await agent.line('highlight')).toEqual({
    name: 'highlight',
    win: 'w1',
    node: '#title',
    range: null,
    clear: false,
  });
});

test('BYE takes the agent and its browser away, and the guest goes on; a session that ends says so to the call', async () => {
  await using other = await startAgent('UDP', { from: '<sip:bob@pbx.example>' });
  other.dial(`sip:agent${String(names)}@127.0.0.1:${String(world.sipPort('UDP'))}`, []);
  await other.next('answered');
  agent.hangUp();
  await own.shell.getByText('You have left the session').first().waitFor();
  await guest.shell
    .getByRole('status')
    .filter({ hasText: /Nobody has control|You have control/ })
    .first()
    .waitFor();
  const id = new URL(guest.shell.url()).pathname.slice(3);
  await world.api('DELETE', `/api/sessions/${id}`);
  await other.line('terminate');
  await other.next('ended');
});
