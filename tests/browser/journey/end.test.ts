// The end of a session, and of one participant's part in it: the browsers forget what its sites have stored in them.
import type { Frame } from 'playwright-core';
import { servePages, serveSite, type Site } from '../../support/site.ts';
import { eventually, textOf } from '../../support/two.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

let world: World;
let first: Site;
let second: Site;
beforeAll(async () => {
  world = await startWorld();
  first = await serveSite((request, response) => {
    const isScript = request.url === '/worker.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(isScript ? 'onfetch = () => {};' : '<!doctype html><title>First</title><h1>First</h1>');
  });
  second = await servePages({
    '/': `<!doctype html><title>Second</title><h1>Second</h1>
      <script>addEventListener('pagehide', () => { localStorage.late = 'written on the way out' })</script>`,
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
  await second[Symbol.asyncDispose]();
});

/** Stores something in every way a page can, as its scripts would. */
async function store(): Promise<void> {
  localStorage.setItem('left', 'behind');
  sessionStorage.setItem('left', 'behind');
  document.cookie = 'left=behind';
  await new Promise<void>((done) => {
    const opened = indexedDB.open('left', 1);
    opened.onsuccess = () => {
      done();
    };
  });
  await caches.open('left');
  await navigator.serviceWorker.register('/worker.js');
  await (await navigator.storage.getDirectory()).getFileHandle('left', { create: true });
}

async function stored(): Promise<Record<string, unknown>> {
  const files: string[] = [];
  const folder = (await navigator.storage.getDirectory()) as unknown as { keys(): AsyncIterable<string> };
  for await (const name of folder.keys()) files.push(name);
  return {
    local: Object.keys(localStorage).join(),
    cookie: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    files,
  };
}
const nothing = { local: '', cookie: '', databases: 0, caches: 0, workers: 0, files: [] };

/** What a participant's browser holds for a host of a session that is over. */
async function heldFor({ context }: Participant, origin: string): Promise<Record<string, unknown>> {
  const probe = await context.newPage();
  await probe.route(`${origin}/**`, (route) => route.fulfill({ contentType: 'text/html', body: 'probe' }));
  await probe.goto(`${origin}/probe`);
  return probe.evaluate(stored);
}

const showsHeading = (frame: Promise<Frame>, text: string): Promise<unknown> =>
  eventually(
    async () => textOf(await frame, 'h1'),
    (it) => it === text,
    `the page “${text}”`,
  );

/** The owner's browser visits one site, stores there, and goes on to another. */
async function visitBoth(): Promise<{ owner: Participant; guest: Participant; origins: string[] }> {
  const { owner, guest } = await world.pair(`${first.origin}/`);
  await showsHeading(owner.page(), 'First');
  const origins = [new URL((await owner.page()).url()).origin];
  await (await owner.page()).evaluate(store);
  const bar = owner.shell.getByRole('textbox', { name: 'Address' });
  await bar.fill(`${second.origin}/`);
  await bar.press('Enter');
  await eventually(
    async () => textOf(await owner.page(), 'h1'),
    (it) => it === 'Second',
    'the second site',
  );
  await (await owner.page()).evaluate(() => localStorage.setItem('left', 'behind'));
  origins.push(new URL((await owner.page()).url()).origin);
  return { owner, guest, origins };
}

test('ending: nothing of any site visited stays, be it open or not', async () => {
  const { owner, guest, origins } = await visitBoth();
  await owner.context.addCookies([{ name: 'other', value: 'session', url: world.base.origin }]);
  await owner.shell.getByRole('button', { name: 'End session' }).click();
  await owner.shell.getByRole('dialog').getByRole('button', { name: /^End/ }).click();
  for (const { shell } of [owner, guest])
    await shell
      .getByText(/has ended/)
      .first()
      .waitFor();
  for (const origin of origins)
    for (const who of [owner, guest]) expect(await heldFor(who, origin)).toEqual(nothing);
  // What is not this session's is not touched.
  expect((await owner.context.cookies()).map(({ name }) => name)).toEqual(['other']);
  await Promise.all([owner.context.close(), guest.context.close()]);
});

test('leaving: the same for who leaves, while the session goes on', async () => {
  const { owner, guest, origins } = await visitBoth();
  await owner.shell.getByRole('button', { name: 'Leave' }).click();
  const dialog = owner.shell.getByRole('dialog').getByRole('button', { name: /^Leave/ });
  await Promise.race([
    dialog.click(),
    owner.shell
      .getByText(/have left/)
      .first()
      .waitFor(),
  ]);
  await owner.shell
    .getByText(/have left/)
    .first()
    .waitFor();
  for (const origin of origins) expect(await heldFor(owner, origin)).toEqual(nothing);
  await eventually(
    () => guest.shell.locator('iframe[data-window-id]').first().getAttribute('data-role'),
    (it) => it === 'live',
    'the guest’s browser runs the page now',
  );
  await Promise.all([owner.context.close(), guest.context.close()]);
});
