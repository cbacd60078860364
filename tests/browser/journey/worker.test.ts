// A site's service worker sees what its pages ask for, and nothing of Lockstep's own.
import type { Frame } from 'playwright-core';
import { serveSite, type Site } from '../../support/site.ts';
import { eventually, textOf } from '../../support/two.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(60_000);

const page = `<!doctype html><h1>Page</h1><p id=seen></p><script>
  navigator.serviceWorker.register('/worker.js')
  navigator.serviceWorker.onmessage = ({ data }) => { document.querySelector('#seen').textContent = data }
  window.ask = async () => {
    localStorage.asked = Date.now()
    await fetch('/answered')
    ;(await navigator.serviceWorker.ready).active.postMessage('what?')
  }
</script>`;
const worker = `const seen = []
  onfetch = (event) => {
    seen.push(new URL(event.request.url).pathname)
    event.respondWith(event.request.mode === 'navigate' ? fetch(event.request) : new Response('by the worker'))
  }
  onactivate = (event) => event.waitUntil(clients.claim())
  onmessage = (event) => event.source.postMessage(seen.join(' '))`;

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await serveSite((req, res) => {
    const isWorker = req.url === '/worker.js';
    res.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html');
    res.end(isWorker ? worker : page);
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

let owner: Participant;
let guest: Participant;
let live: Frame;
beforeEach(async () => {
  ({ owner, guest } = await world.pair(`${site.origin}/`));
  await eventually(
    async () => (await owner.page()).evaluate(() => navigator.serviceWorker.controller !== null),
    Boolean,
    'the worker is in charge',
  );
  live = await owner.page();
  await live.evaluate(() => (window as unknown as { ask: () => Promise<void> }).ask());
});
afterEach(async () => {
  await owner.context.close();
  await guest.context.close();
});

test('a worker that answers everything does not answer for Lockstep, nor hear of it', async () => {
  const answer = await live.evaluate(async () => {
    const answered = await (await fetch('/_lockstep/underway')).text();
    await (window as unknown as { ask: () => Promise<void> }).ask();
    return answered;
  });
  expect(answer).toBe('false');
  const seen = await eventually(
    () => textOf(live, '#seen'),
    (it) => it.includes('/answered'),
    'what the worker saw',
  );
  expect(seen).not.toContain('_lockstep');
});

test('what is stored moves along all the same', async () => {
  await owner.shell
    .getByRole('button', { name: /^People/ })
    .first()
    .click();
  await owner.shell.getByRole('button', { name: /Run the page in Gus/ }).click();
  await eventually(
    () => guest.shell.locator('iframe[data-window-id]:visible').getAttribute('data-role'),
    (it) => it === 'live',
    'moved',
  );
  await eventually(
    async () => (await guest.page()).evaluate(() => localStorage.getItem('asked') !== null),
    Boolean,
    'what was stored',
  );
});
