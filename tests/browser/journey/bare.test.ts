// What a page of a whole Lockstep does as it does by itself, where more than the virtual APIs takes part in it.
import type { RequestListener } from 'node:http';
import { serveSite, type Site } from '../../support/site.ts';
import { startWorld, type World } from '../../support/world.ts';

jest.setTimeout(60_000);

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const worker = `#!/usr/bin/env node
onerror = (message, file, line) => { postMessage([file, line]); return true };
const fail = () => { throw new Error('here') };
setTimeout(() => importScripts('/nothing'));
setTimeout(() => fail());
`;
const pages: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
  '/lazy': [
    'text/html',
    `<!doctype html><style>div { width: 100px; height: 100px; overflow: scroll }</style>
    <div><div><p style="height: 130px"></p><img id=in src="/in.gif" loading="lazy"></div></div>
    <p style="height: 900px"></p><img id=near src="/near.gif" loading="lazy">
    <iframe id=frame src="/lazy-frame" loading="lazy"></iframe>
    <p style="height: 9000px"></p><img id=far src="/far.gif" loading="lazy">`,
  ],
  '/lazy-frame': ['text/html', '<!doctype html><p>there'],
  '/worker': [
    'text/html',
    `<!doctype html><script>window.told = []; new Worker('/worker.js').onmessage = ({ data }) => told.push(data);</script>`,
  ],
  '/worker.js': ['text/javascript', worker],
  '/frames': [
    'text/html',
    `<!doctype html><body><script>
    const inner = '<body><script>setTimeout(() => { document.body.innerHTML = "<p><b>x</b></p>"; setTimeout(() => {' +
      'const b = document.querySelector("b"); parent.told.push([b instanceof HTMLElement, b.firstChild instanceof Text,' +
      'document.body instanceof HTMLElement, document.documentElement.constructor === HTMLHtmlElement]) }, 300) }, 300)<\\/script>';
    window.told = [];
    const frame = document.createElement('iframe');
    frame.srcdoc = inner;
    document.body.append(frame);
    </script>`,
  ],
};
const answer: RequestListener = (req, res) => {
  const found = pages[req.url ?? ''];
  if (found !== undefined) res.writeHead(200, { 'content-type': found[0] }).end(found[1]);
  else if (req.url?.endsWith('.gif')) res.writeHead(200, { 'content-type': 'image/gif' }).end(PIXEL);
  else res.writeHead(404).end();
};

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await serveSite(answer);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

/** What an expression comes to, once it is true: in the page alone and through Lockstep. */
async function both(path: string, ready: string, read: string): Promise<readonly [unknown, unknown]> {
  const session = await world.createSession(site.origin + path);
  const owner = await world.join(session.ownerUrl, 'Olga');
  const alone = await (await world.browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  await alone.goto(site.origin + path);
  const found = [];
  for (const frame of [alone.mainFrame(), await owner.page(path)]) {
    await frame.waitForFunction(ready);
    found.push(await frame.evaluate(read));
  }
  await owner.context.close();
  await alone.context().close();
  return [found[0], found[1]];
}

test('what is near loads though it is lazy, and says so still', async () => {
  const [bare, proxied] = await both(
    '/lazy',
    `document.querySelector('#in').naturalWidth && document.querySelector('#near').naturalWidth &&
      document.querySelector('#frame').contentDocument?.body?.textContent === 'there'`,
    `[...document.querySelectorAll('img, iframe')].map((it) => [it.id, it.loading, it.getAttribute('loading'), it.naturalWidth])`,
  );
  expect(proxied).toEqual(bare);
  expect(JSON.stringify(proxied)).toContain('["far","lazy","lazy",0]');
});

test('the elements of a frame are of its own classes, though others look at them', async () => {
  const [bare, proxied] = await both('/frames', 'told.length === 1', 'told');
  expect(proxied).toEqual(bare);
  expect(proxied).toEqual([[true, true, true, true]]);
});

test('an error in a worker names the line of its script', async () => {
  const [bare, proxied] = await both('/worker', 'told.length === 2', 'told');
  expect(proxied).toEqual(bare);
  expect(proxied).toContainEqual([`${site.origin}/worker.js`, 4]);
});
