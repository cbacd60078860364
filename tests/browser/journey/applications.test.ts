// Real applications that nobody here wrote, browsed together: each must run live and look the same in the mirror.
import type { Frame } from 'playwright-core';
import { eventually, handOver, textOf } from '../../support/two.ts';
import {
  packageFolder,
  serveFolder,
  serveNodeRed,
  serveSwagger,
  serveViteExample,
  type Site,
} from '../../support/site.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(120_000);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function together(
  site: Site,
  path: string,
  visit: (owner: Participant, guest: Participant) => Promise<void>,
): Promise<void> {
  const { session, owner, guest } = await world.pair(site.origin + path);
  try {
    await visit(owner, guest);
    const { body } = await world.api('GET', '/api/admin/sessions');
    expect(JSON.stringify(body)).not.toMatch(/"leaks":[1-9]/);
  } finally {
    await world.api('DELETE', `/api/sessions/${session.id}`);
    await owner.context.close();
    await guest.context.close();
    await site[Symbol.asyncDispose]();
  }
}

const has = (frame: Promise<Frame>, selector: string, text: string) =>
  eventually(
    async () => textOf(await frame, selector),
    (it) => it.includes(text),
    `"${text}" in ${selector}`,
  );

test('swagger-ui: a description is loaded, rendered and opened', async () => {
  const site = await serveSwagger({
    openapi: '3.0.0',
    info: { title: 'Plants', version: '1' },
    paths: { '/plants': { get: { summary: 'All plants', responses: { 200: { description: 'ok' } } } } },
  });
  await together(site, '/index.html', async (owner, guest) => {
    await has(owner.page('/index.html'), '.title', 'Plants');
    await has(guest.page('/index.html'), '.title', 'Plants');
    await handOver(owner, guest);
    await (await guest.page('/index.html')).click('.opblock-summary-control');
    await has(owner.page('/index.html'), '.opblock-body', 'ok');
    await has(guest.page('/index.html'), '.opblock-body', 'ok');
  });
});

test('reveal.js: slides turn by key for both', async () => {
  const site = await serveFolder(packageFolder('reveal.js'));
  await together(site, '/demo.html', async (owner, guest) => {
    await has(owner.page('/demo.html'), 'section.present', 'HTML Presentation Framework');
    await has(guest.page('/demo.html'), 'section.present', 'HTML Presentation Framework');
    await handOver(owner, guest);
    // Into the page first, as people do: a key goes where the focus is.
    await (await guest.page('/demo.html')).locator('section.present h3, section.present h1').first().click();
    await guest.shell.keyboard.press('ArrowRight');
    await has(owner.page('/demo.html'), 'section.present', 'Preview Overlays');
    await has(guest.page('/demo.html'), 'section.present', 'Preview Overlays');
  });
});

test('a Vite build of its React example: state lives in the live page only', async () => {
  await together(await serveViteExample(), '/', async (owner, guest) => {
    await has(guest.page(), 'button', 'ount is 0');
    await (await owner.page()).click('button');
    await has(guest.page(), 'button', 'ount is 1');
    await handOver(owner, guest);
    await (await guest.page()).click('button');
    await has(owner.page(), 'button', 'ount is 2');
    await has(guest.page(), 'button', 'ount is 2');
  });
});

test('Node-RED: an editor with a WebSocket; a node is dragged in and deployed', async () => {
  const site = await serveNodeRed();
  await together(site, '/', async (owner, guest) => {
    const live = await owner.page();
    await live.waitForSelector('.red-ui-palette-node[data-palette-type="inject"]', { timeout: 60_000 });
    await eventually(
      async () => (await guest.page()).locator('.red-ui-palette-node').count(),
      (it) => it > 20,
      'the palette in the mirror',
    );
    await live.dragAndDrop('.red-ui-palette-node[data-palette-type="inject"]', '#red-ui-workspace-chart', {
      targetPosition: { x: 200, y: 200 },
    });
    await eventually(
      async () => (await guest.page()).locator('.red-ui-flow-node-group, .red-ui-flow-node').count(),
      (it) => it > 0,
      'the node in the mirror',
    );
    await live.click('#red-ui-header-button-deploy');
    await eventually(
      () => site.requests,
      (it) => it.some((line) => line.startsWith('POST /flows')),
      'the deployment reaches the site',
    );
    expect(site.requests.filter((it) => it.startsWith('POST /flows'))).toHaveLength(1);
    expect(site.requests.some((it) => it.startsWith('UPGRADE /comms'))).toBe(true);
  });
});
