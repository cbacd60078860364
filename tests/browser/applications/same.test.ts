// Applications of many kinds: what happens in them through Lockstep is what happens without it.
import type { Page } from 'playwright-core';
import { firefoxPath, joinByFirefox, startFirefox } from '../../support/firefox.ts';
import { type Site } from '../../support/site.ts';
import { eventually } from '../../support/two.ts';
import { startWorld, type World } from '../../support/world.ts';
import { bundle } from './bundle.ts';
import { handOn, type Drivable } from './hand.ts';
import { browsePlants, edit, install, logIn, lookAround, program, type Journey } from './journeys.ts';
import {
  serveApplication,
  serveCodeEditor,
  serveEditor,
  serveLogin,
  serveMap,
  serveProgressive,
} from './site.ts';

jest.setTimeout(90_000);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** What a run showed: its port, which differs from run to run, is taken out. */
function report(site: Site, told: unknown, errors: readonly string[]): unknown {
  // A mirror may load what is looked at once more; what changes the site is sent once.
  const gets = new Set(site.requests.filter((it) => it.startsWith('GET ') && it !== 'GET /favicon.ico'));
  const others = site.requests.filter((it) => !it.startsWith('GET '));
  return JSON.parse(
    JSON.stringify({ told, errors, gets: [...gets].sort(), others }).replaceAll(site.origin, 'http://site'),
  ) as unknown;
}

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
      errors.push(`${message.text()} (${new URL(message.location().url).pathname})`);
  });
  page.on('pageerror', ({ message }) => errors.push(message));
  return errors;
}

async function bare(serve: () => Promise<Site>, journey: Journey): Promise<unknown> {
  await using site = await serve();
  const context = await world.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const errors = errorsOf(page);
  await page.goto(`${site.origin}/`);
  const told = await journey(handOn(() => Promise.resolve(page.mainFrame()), page.keyboard));
  await context.close();
  return report(site, told, errors);
}

async function leakless(): Promise<void> {
  const { body } = await world.api('GET', '/api/admin/sessions');
  expect(JSON.stringify(body)).not.toMatch(/"leaks":[1-9]/);
}

async function proxied(serve: () => Promise<Site>, journey: Journey): Promise<unknown> {
  await using site = await serve();
  const { session, owner, guest } = await world.pair(`${site.origin}/`);
  const errors = errorsOf(owner.shell);
  const told = await journey(handOn(() => owner.page(), owner.shell.keyboard));
  const text = async (frame: typeof owner.page) => (await frame()).locator('body').innerText();
  await eventually(
    async () => [await text(guest.page), await text(owner.page)],
    ([mirrored, shown]) => mirrored === shown,
    'the mirror',
  );
  await leakless();
  const found = report(site, told, errors);
  await world.api('DELETE', `/api/sessions/${session.id}`);
  await owner.context.close();
  await guest.context.close();
  return found;
}

interface Application {
  readonly name: string;
  readonly serve: () => Promise<Site>;
  readonly journey: Journey;
}
const plants = (name: string, entry: string): Application => ({
  name: `${name}: router, form, requests, reload`,
  serve: async () => serveApplication(await bundle(entry)),
  journey: browsePlants,
});
const vue = plants('Vue', 'vue/main.ts');
const login = {
  name: 'pages of a server: a login with a token against forgery',
  serve: serveLogin,
  journey: logIn,
};
const map = { name: 'Leaflet: tiles, zoom and a popup', serve: serveMap, journey: lookAround };
const applications: readonly Application[] = [
  plants('Angular', 'angular/main.ts'),
  vue,
  plants('Svelte', 'svelte/App.svelte'),
  {
    name: 'ProseMirror: typing and marking',
    serve: async () => serveEditor(await bundle('editor/main.ts')),
    journey: edit,
  },
  { name: 'Monaco: typing code, colours and its workers', serve: serveCodeEditor, journey: program },
  map,
  login,
  {
    name: 'a progressive application: its service worker answers',
    serve: serveProgressive,
    journey: install,
  },
];

test.each(applications)('$name', async ({ serve, journey }) => {
  expect(await proxied(serve, journey)).toEqual(await bare(serve, journey));
});

const inFirefox = firefoxPath === undefined ? describe.skip : describe;
inFirefox('in Firefox', () => {
  let firefox: Awaited<ReturnType<typeof startFirefox>>;
  beforeAll(async () => {
    firefox = await startFirefox();
  });
  afterAll(() => firefox.close());

  test.each([vue, login, map])('$name', async ({ serve, journey }) => {
    const alone = await (async () => {
      await using site = await serve();
      const context = await firefox.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width: 1280, height: 800 });
      await page.goto(`${site.origin}/`);
      const told = await journey(
        handOn(() => Promise.resolve(page.mainFrame() as unknown as Drivable), page.keyboard),
      );
      await context.close();
      return report(site, told, []);
    })();
    await using site = await serve();
    const session = await world.createSession(`${site.origin}/`);
    const { shell } = await joinByFirefox(firefox, session.ownerUrl, 'Olga');
    const inFront = async (): Promise<Drivable> => {
      const element = await shell.waitForSelector('iframe[data-window-id]');
      const frame = await element?.contentFrame();
      if (frame == null) throw new Error('no window');
      return frame;
    };
    const told = await journey(handOn(inFront, shell.keyboard));
    await leakless();
    await world.api('DELETE', `/api/sessions/${session.id}`);
    await shell.close();
    expect(report(site, told, [])).toEqual(alone);
  });
});
