// What is no page of the site's: texts, pictures, pages that break off and redirects without end. Both see the same.
import type { RequestListener } from 'node:http';
import { serveSite, type Site } from '../../support/site.ts';
import { eventually, textOf } from '../../support/two.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const asked: string[] = [];
const answers: RequestListener = (req, res) => {
  const path = req.url ?? '';
  asked.push(path);
  const send = (type: string, body: string | Buffer): unknown =>
    res.writeHead(200, { 'content-type': type }).end(body);
  switch (path) {
    case '/text':
      return send('text/plain; charset=utf-8', 'first <line>\n'.repeat(300));
    case '/json':
      return send('application/json', '{"answer": 42}');
    case '/picture.png':
      return send('image/png', PICTURE);
    case '/paper.pdf':
      return send('application/pdf', '%PDF-1.4');
    case '/circle':
      return res.writeHead(302, { location: '/circle' }).end();
    case '/cut':
      res.writeHead(200, { 'content-type': 'text/html' });
      return res.write('<h1>Begin</h1>', () => res.destroy());
    default:
      return send('text/html', '<!doctype html><title>Home</title><h1>Home</h1>');
  }
};

let world: World;
let site: Site;
let owner: Participant;
let guest: Participant;
beforeAll(async () => {
  world = await startWorld();
  site = await serveSite(answers);
  ({ owner, guest } = await world.pair(`${site.origin}/`));
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

async function go(path: string): Promise<void> {
  const bar = owner.shell.getByRole('textbox', { name: 'Address' });
  await bar.fill(site.origin + path);
  await bar.press('Enter');
}

async function bothSee(path: string, selector: string, wanted: RegExp): Promise<void> {
  for (const who of [owner, guest]) {
    await eventually(
      async () => textOf(await who.page(''), selector),
      (it) => wanted.test(it),
      `${who.name} sees ${path}`,
    );
    await eventually(
      () => who.shell.getByRole('textbox', { name: 'Address' }).inputValue(),
      (it) => it === site.origin + path,
      `the address of ${who.name}`,
    );
    await who.shell.getByRole('progressbar').waitFor({ state: 'detached' });
  }
}

test.each([
  ['/text', 'pre', /^(?:first <line>\n){300}$/],
  ['/json', 'pre', /^\{"answer": 42\}$/],
  ['/paper.pdf', 'body', /This is a PDF/],
  ['/circle', 'h1', /^The site sends you round in circles$/],
  ['/cut', 'h1', /^The connection broke off$/],
])('%s', async (path, selector, wanted) => {
  await go(path);
  await bothSee(path, selector, wanted);
});

test('a text says what it is, and scrolls with everybody', async () => {
  await go('/text');
  await bothSee('/text', 'pre', /first/);
  const live = await owner.page('');
  expect(await live.evaluate(() => [document.contentType, document.URL])).toEqual([
    'text/plain',
    `${site.origin}/text`,
  ]);
  await live.evaluate(() => window.scrollTo(0, 900));
  await eventually(
    async () => (await guest.page('')).evaluate(() => window.scrollY),
    (it) => it > 500,
    'the mirror scrolls',
  );
});

test('a picture is seen by both, and fetched once', async () => {
  await go('/picture.png');
  for (const who of [owner, guest])
    await eventually(
      async () => (await who.page('')).evaluate(() => document.querySelector('img')?.naturalWidth),
      (it) => it === 1,
      `${who.name} sees the picture`,
    );
  expect(asked.filter((it) => it === '/picture.png')).toHaveLength(1);
});

test('a PDF can be saved', async () => {
  await go('/paper.pdf');
  await bothSee('/paper.pdf', 'a', /Save the file/);
  const saved = owner.shell.waitForEvent('download');
  await (await owner.page('')).click('a');
  expect((await saved).suggestedFilename()).toBe('paper.pdf');
});
