// A page on its way: both see it from the moment somebody sets out, and until it has come, was stopped, or will not come.
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { serveSite, type Site } from '../../support/site.ts';
import { eventually, handOver, textOf } from '../../support/two.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const home = `<!doctype html><title>Home</title><h1>Home</h1><a id=slow href="/slow">slow</a>
  <form action="/slow" method="post"><button id=send>send</button></form>`;

let world: World;
let site: Site;
/** Requests that are answered only when the test says so. */
const held: ServerResponse[] = [];
const HTML = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
beforeAll(async () => {
  world = await startWorld();
  site = await serveSite((request, response) => {
    if (request.url === '/') response.writeHead(200, HTML).end(home);
    else held.push(response);
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

let owner: Participant;
let guest: Participant;
let session: { id: string };
beforeEach(async () => {
  held.length = 0;
  ({ owner, guest, session } = await world.pair(`${site.origin}/`));
  await shows('Home', '/');
  await isQuiet();
});
afterEach(async () => {
  for (const it of held) it.destroy();
  await world.api('DELETE', `/api/sessions/${session.id}`);
  await owner.context.close();
  await guest.context.close();
});

async function shows(heading: string, path: string): Promise<void> {
  for (const who of [owner, guest])
    await eventually(
      async () => textOf(await who.page(path), 'h1'),
      (it) => it === heading,
      `${who.name} sees ${heading}`,
    );
}

const progressOf = (who: Participant) => who.shell.getByRole('progressbar', { name: 'The page is loading' });

async function isUnderway(): Promise<void> {
  for (const who of [owner, guest]) await progressOf(who).waitFor();
  await eventually(
    () => held.length,
    (it) => it > 0,
    'the site is asked',
  );
}

async function isQuiet(): Promise<void> {
  for (const who of [owner, guest]) await progressOf(who).waitFor({ state: 'detached' });
}

const atLast = '<!doctype html><title>Slow</title><h1>At last</h1>';
function answer(status = 200, headers: OutgoingHttpHeaders = HTML): void {
  for (const it of held.splice(0)) it.writeHead(status, headers).end(status === 204 ? '' : atLast);
}

/** In the page, by its own script: a test's click waits for what it sets off, and here that is the point. */
const clickIn = async (who: Participant, selector: string): Promise<void> =>
  (await who.page('/')).evaluate((it) => {
    setTimeout(() => document.querySelector<HTMLElement>(it)?.click(), 0);
  }, selector);

async function typeAddress(who: Participant, address: string): Promise<void> {
  const bar = who.shell.getByRole('textbox', { name: 'Address' });
  await bar.fill(address);
  await bar.press('Enter');
}

describe.each(['owner', 'guest'] as const)('%s acts', (direction) => {
  const actor = async (): Promise<Participant> => {
    if (direction === 'owner') return owner;
    await handOver(owner, guest);
    return guest;
  };

  test('a typed address: progress until the page comes', async () => {
    await typeAddress(await actor(), `${site.origin}/slow`);
    await isUnderway();
    answer();
    await shows('At last', '/slow');
    await isQuiet();
  });

  test('a typed address is stopped, and the page stays', async () => {
    const who = await actor();
    await typeAddress(who, `${site.origin}/slow`);
    await isUnderway();
    await who.shell.getByRole('button', { name: 'Stop' }).click();
    await isQuiet();
    await eventually(
      () => held.every((it) => it.destroyed),
      Boolean,
      'the browser no longer waits for the site',
    );
    await shows('Home', '/');
  });

  test('the first page of a new window', async () => {
    const who = await actor();
    await who.shell.getByRole('button', { name: 'New window' }).click();
    await typeAddress(who, `${site.origin}/slow`);
    await isUnderway();
    await who.shell.getByRole('button', { name: 'Stop' }).click();
    await isQuiet();
    await typeAddress(who, `${site.origin}/slow`);
    await isUnderway();
    answer();
    await shows('At last', '/slow');
    await isQuiet();
  });

  test('back and reload', async () => {
    await typeAddress(await actor(), `${site.origin}/slow`);
    await isUnderway();
    answer();
    await shows('At last', '/slow');
    const who = direction === 'owner' ? owner : guest;
    await who.shell.getByRole('button', { name: 'Reload', exact: true }).click();
    await isUnderway();
    answer();
    await isQuiet();
    await who.shell.getByRole('button', { name: 'Back', exact: true }).click();
    await shows('Home', '/');
    await who.shell.getByRole('button', { name: 'Forward', exact: true }).click();
    await isUnderway();
    answer();
    await shows('At last', '/slow');
    await isQuiet();
  });
});

test.each(['#slow', '#send'])('%s in the live page, stopped', async (selector) => {
  await clickIn(owner, selector);
  await isUnderway();
  await owner.shell.getByRole('button', { name: 'Stop' }).click();
  await isQuiet();
  await shows('Home', '/');
});

test('a link clicked by a guest in control', async () => {
  await handOver(owner, guest);
  await (await guest.page('/')).click('#slow');
  await isUnderway();
  answer();
  await shows('At last', '/slow');
  await isQuiet();
});

test.each([
  ['an answer without content', 204, {}],
  ['a download', 200, { 'content-disposition': 'attachment; filename=it.bin' }],
])('%s ends it by itself', async (_, status, headers) => {
  await clickIn(owner, '#slow');
  await isUnderway();
  answer(status, headers);
  await isQuiet();
  await shows('Home', '/');
});
