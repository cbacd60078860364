// The pages move from one browser to another, with all that was done in them.
import type { Frame } from 'playwright-core';
import { serveSite, type Site } from '../../support/site.ts';
import { controlIs, eventually, handOver, textOf } from '../../support/two.ts';
import { startWorld, type Created, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const page = `<!doctype html><title>Form</title><h1>A form</h1>
  <form action=/pay method=post><input id=name name=name><textarea id=note></textarea><input id=secret type=password>
  <input id=agree type=checkbox><select id=size><option>S<option>M<option>L</select><button id=pay>Pay</button></form>
  <p id=said></p><p id=stored></p><details id=more><summary>More</summary>of it</details>
  <div id=inner style="width:200px;height:100px;overflow:auto"><div style="width:900px;height:900px">in</div></div>
  <div id=host></div>
  ${Array.from({ length: 60 }, (_, n) => `<p>Paragraph ${String(n)}</p>`).join('')}
  <script>
    const show = () => { document.querySelector('#stored').textContent = [localStorage.count, sessionStorage.getItem('here'), document.cookie].join() }
    document.querySelector('#name').oninput = (e) => { document.querySelector('#said').textContent = 'Hello ' + e.target.value }
    document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '<input id=within>'
    window.keep = () => { localStorage.count = 3; sessionStorage.setItem('here', 'yes'); document.cookie = 'seen=1'; show() }
    show()
  </script>`;

let world: World;
let site: Site;
let posted = 0;
beforeAll(async () => {
  world = await startWorld({ LOCKSTEP_GRACE: '3s' });
  site = await serveSite((req, res) => {
    res.setHeader('content-type', 'text/html');
    if (req.method !== 'POST') res.end(page);
    else res.end(`<!doctype html><h1>Paid ${String(++posted)}</h1>`);
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
      (it) => it === 'A form',
      `${who.name} sees the form`,
    );
});
afterEach(async () => {
  await world.api('DELETE', `/api/sessions/${session.id}`);
  await owner.context.close();
  await guest.context.close();
});

const roleIs = (who: Participant, role: string): Promise<unknown> =>
  eventually(
    () => who.shell.locator('iframe[data-window-id]:visible').getAttribute('data-role'),
    (it) => it === role,
    `${who.name} is ${role}`,
  );

async function fillIn(frame: Frame): Promise<void> {
  await frame.locator('#name').pressSequentially('Ada');
  await frame.fill('#note', 'two\nlines');
  await frame.fill('#secret', 'hunter2');
  await frame.check('#agree');
  await frame.selectOption('#size', 'L');
  await frame.locator('#host #within').fill('in the shadow');
  await frame.click('summary');
  await frame.evaluate(() => (window as unknown as { keep: () => void }).keep());
  await frame.evaluate(() => document.querySelector('#inner')?.scrollTo(300, 400));
  await frame.focus('#note');
  await frame.evaluate(() => window.scrollTo(0, 700));
}

const read = (frame: Frame): Promise<object> =>
  frame.evaluate(() => {
    const value = (it: string): string => (document.querySelector(it) as HTMLInputElement).value;
    const inner = document.querySelector('#inner');
    return {
      name: value('#name'),
      note: value('#note'),
      secret: value('#secret'),
      agree: (document.querySelector('#agree') as HTMLInputElement).checked,
      size: value('#size'),
      within: (document.querySelector('#host')?.shadowRoot?.querySelector('#within') as HTMLInputElement)
        .value,
      said: document.querySelector('#said')?.textContent,
      stored: document.querySelector('#stored')?.textContent,
      more: document.querySelector('#more')?.hasAttribute('open'),
      inner: [inner?.scrollLeft, inner?.scrollTop],
      top: Math.round(scrollY),
      focus: document.activeElement?.id,
    };
  });

const filled = {
  name: 'Ada',
  note: 'two\nlines',
  secret: '',
  agree: true,
  size: 'L',
  within: 'in the shadow',
  said: 'Hello Ada',
  stored: '3,yes,seen=1',
  more: true,
  inner: [300, 400],
  top: 700,
  focus: 'note',
};

async function isAsLeft(who: Participant, focus: string): Promise<void> {
  await eventually(
    async () => JSON.stringify(await read(await who.page())),
    (it) => it === JSON.stringify({ ...filled, focus }),
    'the page as it was left',
  );
}

/** The mirror has what was filled in, or it could not pass it on; the focus is its participant's own. */
async function mirrored(who: Participant): Promise<void> {
  const wanted = JSON.stringify({ ...filled, secret: '••••••••', focus: '' });
  await eventually(
    async () => JSON.stringify({ ...(await read(await who.page())), focus: '' }),
    (it) => it === wanted,
    'the mirror of the page',
  );
}

async function moveTo(by: Participant, name: RegExp): Promise<void> {
  const button = by.shell.getByRole('button', { name });
  if (!(await button.isVisible()))
    await by.shell
      .getByRole('button', { name: /^People/ })
      .first()
      .click();
  await button.click();
}

test('on request: form, scrolling, storage and cookies come along, the secret does not, the site is asked for nothing', async () => {
  await fillIn(await owner.page());
  await mirrored(guest);
  const before = site.requests.filter((it) => !it.includes('favicon')).length;
  await moveTo(owner, /Run the page in Gus/);
  await roleIs(guest, 'live');
  await roleIs(owner, 'mirror');
  // Whoever asks for it has clicked outside of the page, which takes the focus from it.
  await isAsLeft(guest, '');
  expect(site.requests.filter((it) => !it.includes('favicon')).slice(before)).toEqual([]);
  await controlIs(owner.shell, 'You have control');
  // What the owner does now happens there.
  await (await owner.page()).click('#agree');
  await eventually(
    async () => (await guest.page()).isChecked('#agree'),
    (it) => !it,
    'unchecked by remote hands',
  );
  // And back again.
  await (await owner.page()).click('#agree');
  await eventually(async () => (await guest.page()).isChecked('#agree'), Boolean, 'checked by remote hands');
  await moveTo(owner, /Run the page here/);
  await roleIs(owner, 'live');
  await eventually(
    async () => (await owner.page()).inputValue('#name'),
    (it) => it === 'Ada',
    'back where it was',
  );
});

test('who runs the page is gone: another browser runs it, as it was', async () => {
  await fillIn(await owner.page());
  await mirrored(guest);
  await owner.shell.close({ runBeforeUnload: false });
  await roleIs(guest, 'live');
  await isAsLeft(guest, 'note');
});

test('the answer to a form is shown from the record: nothing is posted twice', async () => {
  await (await owner.page()).click('#pay');
  for (const who of [owner, guest])
    await eventually(
      async () => textOf(await who.page('/pay'), 'h1'),
      (it) => it === `Paid ${String(posted)}`,
      'paid',
    );
  const before = posted;
  await moveTo(owner, /Run the page in Gus/);
  await roleIs(guest, 'live');
  await eventually(
    async () => textOf(await guest.page('/pay'), 'h1'),
    (it) => it === `Paid ${String(before)}`,
    'paid once',
  );
  expect(posted).toBe(before);
});

test('before a secret is typed: the controller is offered to have the page run here', async () => {
  await handOver(owner, guest);
  const mirror = await guest.page();
  await mirror.click('#secret');
  await guest.shell.keyboard.type('x');
  // Whoever runs the page sees the notice; who types gets the way out.
  await guest.shell.getByRole('button', { name: 'Run the page here' }).click();
  await roleIs(guest, 'live');
  const live = await guest.page();
  await live.fill('#secret', 'hunter2');
  await eventually(
    async () => (await owner.page()).inputValue('#secret'),
    (it) => it === '••••••••',
    'masked for the owner',
  );
});

test('what was seen stays to be seen until the page stands', async () => {
  const seen = guest.shell.evaluate(async () => {
    const gaps: number[] = [];
    const until = performance.now() + 20_000;
    let dark = 0;
    while (performance.now() < until) {
      const frames = [...document.querySelectorAll<HTMLIFrameElement>('.pane:not(.pane-hidden) iframe')];
      const live = frames.find((it) => it.dataset['role'] === 'live');
      const past = frames.find((it) => it.closest('.pane-past') !== null);
      if (live !== undefined && past === undefined) break;
      if (frames.length === 0) dark++;
      gaps.push(dark);
      await new Promise((done) => requestAnimationFrame(done));
    }
    return dark;
  });
  await moveTo(owner, /Run the page in Gus/);
  await roleIs(guest, 'live');
  expect(await seen).toBe(0);
});
