// Windows that a page opens: for the page what they are in a browser of its own, for everybody a window of the session.
import type { Frame } from 'playwright-core';
import { startChromium } from '../../support/chromium.ts';
import { serveSite, type Site } from '../../support/site.ts';
import { eventually, textOf } from '../../support/two.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const first = `<!doctype html><title>First</title><h1>First</h1>
<form id=form method=post action="/posted" target=_blank rel=opener><input name=said value="ä &amp; b"></form>
<a id=link href="/second?linked" target=_blank>A link</a>
<script>
  const loaded = (w) => new Promise((done) => { w.onload = done });
  async function probe() {
    const w = window.open('/second', 'shop');
    const begun = [w.document.URL, w.document.readyState, w.opener === window, w.name, w.closed, w.parent === w, w.top === w,
      w.frameElement, w.location.origin, w.origin === origin];
    w.mine = 'kept';
    await loaded(w);
    const shown = [w.location.pathname, w.mine, w.document.querySelector('#opener').textContent, w.document.referrer === location.href,
      w.history.length, window.open('', 'shop') === w, w.name, w.opener === window, w.parent === w, w.location.ancestorOrigins.length];
    const heard = new Promise((done) => addEventListener('message', (e) => done([e.data, e.source === w, e.origin === origin]), { once: true }));
    w.postMessage('ping', origin);
    const answered = await heard;
    w.location = 'second?again';
    await new Promise((done) => addEventListener('message', done, { once: true }));
    const again = [w.location.search, w.mine, w.opener === window, w.name];
    w.opener = null;
    const disowned = [w.opener];
    const other = window.open('/second?hidden', '_blank', 'noopener');
    w.close();
    const closed = [other, w.closed];
    const alone = await new Promise((done) => {
      new BroadcastChannel('alone').onmessage = (e) => done(e.data);
      window.open('/second?alone', '_blank', 'noopener');
    });
    return { begun, shown, answered, again, disowned, closed, alone };
  }
  function write() {
    window.written = window.open('');
    written.document.write('<title>Written</title><h1>Written</h1><p id=count>0</p>');
    written.document.close();
  }
</script>`;
const second = `<!doctype html><title>Second</title><h1>Second</h1><p id=opener></p><script>
  document.querySelector('#opener').textContent = opener === null ? 'none' : 'there';
  onmessage = (e) => e.source.postMessage('pong', e.origin);
  if (location.search === '?alone') {
    const channel = new BroadcastChannel('alone');
    onbeforeunload = () => channel.postMessage(['leaving', opener]);
    onload = () => window.close();
  }
  if (location.search === '?again') opener.postMessage('again', '*');
</script>`;

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await serveSite((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (request.method === 'POST') {
      let body = '';
      request.setEncoding('utf8').on('data', (it: string) => (body += it));
      request.on('end', () =>
        response.end(`<title>Posted</title><h1>${body}</h1><p>${request.headers.referer ?? ''}</p>`),
      );
    } else response.end(request.url?.startsWith('/second') === true ? second : first);
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

let owner: Participant;
let guest: Participant;
beforeEach(async () => {
  const session = await world.createSession(`${site.origin}/`);
  owner = await world.join(session.ownerUrl, 'Olga');
  guest = await world.join(session.inviteUrl, 'Gus');
  for (const who of [owner, guest])
    await eventually(
      async () => textOf(await who.page(), 'h1'),
      (it) => it === 'First',
      `${who.name} sees the page`,
    );
  await holdersReady(owner);
});
afterEach(async () => {
  await owner.context.close();
  await guest.context.close();
});

/** The frames that wait for windows have come. */
const holdersReady = (who: Participant): Promise<unknown> =>
  eventually(
    () => who.shell.frames().filter((it) => it.name() === 'ls-holder').length,
    (it) => it >= 4,
    'holders',
  );
const tabs = (who: Participant, wanted: number): Promise<unknown> =>
  eventually(
    () => who.shell.getByRole('tab').count(),
    (it) => it === wanted,
    `${who.name} has ${String(wanted)} tabs`,
  );
const heading = (who: Participant, text: string): Promise<unknown> =>
  eventually(
    async () => textOf(await who.page(), 'h1'),
    (it) => it === text,
    `${who.name} sees "${text}"`,
  );
const run = (frame: Pick<Frame, 'evaluate'>, code: string): Promise<unknown> => frame.evaluate(code);

test('a page finds its popup as in a browser of its own', async () => {
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/`);
    const bare = await run(page, 'probe()');
    const proxied = await run(await owner.page(), 'probe()');
    expect(proxied).toEqual(bare);
    expect(proxied).toMatchObject({ begun: expect.arrayContaining(['about:blank']) as unknown });
    // The page, and the window without an opener that is still open.
    await tabs(guest, 2);
  } finally {
    await browser.close();
  }
});

test('an empty window that the page writes is there for everybody, and closes for everybody', async () => {
  const page = await owner.page();
  await run(page, 'write()');
  await tabs(guest, 2);
  await heading(guest, 'Written');
  await run(page, `void (written.document.querySelector('#count').textContent = 'one')`);
  await eventually(
    async () => textOf(await guest.page(), '#count'),
    (it) => it === 'one',
    'the change',
  );
  await run(page, 'written.close()');
  await tabs(guest, 1);
  await tabs(owner, 1);
  await heading(guest, 'First');
});

test('a window that the page opens and one that a link opens show their pages to everybody', async () => {
  const page = await owner.page();
  await run(page, `void (window.shop = open('/second?shop'))`);
  for (const who of [owner, guest]) await heading(who, 'Second');
  expect(await textOf(await owner.page('/second?shop'), '#opener')).toBe('there');
  await owner.shell.getByRole('tab').first().click();
  await page.click('#link');
  await tabs(guest, 3);
  for (const who of [owner, guest])
    await eventually(
      async () => textOf(await who.page('/second?linked'), '#opener'),
      (it) => it === 'none',
      'a link gives no opener',
    );
  // What has no opener needs no holder: it stands where every other page does.
  const linked = await owner.page('/second?linked');
  expect(linked.parentFrame()).toBe(owner.shell.mainFrame());
  // The site is told where the link is, as it is told elsewhere.
  expect(await linked.evaluate(() => document.referrer)).toBe(`${site.origin}/`);
});

test('a form into a new window is sent there, once', async () => {
  await run(await owner.page(), `form.submit()`);
  for (const who of [owner, guest]) await heading(who, 'said=%C3%A4+%26+b');
  expect(await textOf(await owner.page('/posted'), 'p')).toBe(`${site.origin}/`);
  expect(site.requests.filter((it) => it.startsWith('POST'))).toHaveLength(1);
});

test('who has control leads a popup elsewhere, and its opener still knows it', async () => {
  const page = await owner.page();
  await run(page, `void (window.shop = open('/second?shop'))`);
  await heading(owner, 'Second');
  const address = owner.shell.getByRole('combobox').or(owner.shell.getByRole('textbox')).first();
  await address.fill(`${site.origin}/second?entered`);
  await address.press('Enter');
  await eventually(
    () => run(page, 'shop.location.search'),
    (it) => it === '?entered',
    'the opener sees where it is',
  );
});
