// When a site does not work: both are told what happened and what to do, in plain words.
import { createServer as createTlsServer } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { servePages, serveSite, type Site } from '../../support/site.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { eventually, textOf } from '../../support/two.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const upload = `<!doctype html><title>Upload</title><h1>Upload</h1>
  <form method="post" action="/upload"><textarea name="text"></textarea><button id="send">Send</button></form>`;

let world: World;
let site: Site;
let mute: Site;
let unproven: Server;
let owner: Participant;
let guest: Participant;
beforeAll(async () => {
  world = await startWorld({ LOCKSTEP_SITE_TIMEOUT: '1s', LOCKSTEP_MAX_UPLOAD: '10kB' });
  site = await servePages({ '/': upload });
  mute = await serveSite(() => undefined);
  unproven = createTlsServer(selfSigned, (_, response) => response.end('secret'));
  await listen(unproven);
  ({ owner, guest } = await world.pair(`${site.origin}/`));
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
  await mute[Symbol.asyncDispose]();
  await new Promise((done) => unproven.close(done));
});

const listen = (server: Server): Promise<number> =>
  new Promise((done) => server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)));

/** A port where nobody listens: it was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  return port;
}

async function bothRead(title: string, advice: RegExp): Promise<void> {
  for (const who of [owner, guest]) {
    await eventually(
      async () => textOf(await who.page(''), 'h1'),
      (it) => it === title,
      `${who.name} reads the title`,
    );
    expect(await textOf(await who.page(''), 'ul')).toMatch(advice);
    await eventually(
      () => who.shell.getByRole('tab', { selected: true }).textContent(),
      (it) => it === title,
      'the tab says it, too',
    );
    await who.shell.getByRole('progressbar').waitFor({ state: 'detached' });
  }
}

async function go(address: string): Promise<void> {
  const bar = owner.shell.getByRole('textbox', { name: 'Address' });
  await bar.fill(address);
  await bar.press('Enter');
}

const failures: readonly (readonly [string, () => string | Promise<string>, string, RegExp])[] = [
  ['a name that is none', () => 'http://no-such-site.invalid/', 'This site was not found', /spelling/],
  [
    'nobody there',
    async () => `http://127.0.0.1:${String(await freePort())}/`,
    'The site does not accept connections',
    /port/,
  ],
  ['no answer', () => `${mute.origin}/`, 'The site takes too long', /Try again/],
  [
    'a certificate of its own making',
    () => `https://127.0.0.1:${String((unproven.address() as AddressInfo).port)}/`,
    'The connection is not safe',
    /secret/,
  ],
  ['a private address', () => 'http://10.0.0.1/', 'This address may not be opened here', /Open another site/],
];

test.each(failures)('%s', async (_, address, title, advice) => {
  const url = await address();
  await go(url);
  await bothRead(title, advice);
  for (const who of [owner, guest])
    expect(await who.shell.getByRole('textbox', { name: 'Address' }).inputValue()).toBe(url);
});

test('more than may be sent', async () => {
  await go(`${site.origin}/`);
  const frame = await owner.page('/');
  await frame.locator('textarea').fill('x'.repeat(20_000));
  await frame.locator('#send').click();
  await bothRead('This is too large', /smaller/);
});

test('and back: the session goes on', async () => {
  await go(`${site.origin}/`);
  for (const who of [owner, guest])
    await eventually(
      async () => textOf(await who.page('/'), 'h1'),
      (it) => it === 'Upload',
      `${who.name} is back`,
    );
});
