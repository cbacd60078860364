// A site's own policies: the same page, bare and proxied, allows and refuses the same, and says the same of it.
import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Frame } from 'playwright-core';
import { serveSite, type Site } from '../../support/site.ts';
import { eventually } from '../../support/two.ts';
import { startWorld, type World } from '../../support/world.ts';

jest.setTimeout(120_000);

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
/** Rewritten on its way, so that its hash is another. */
const HASHED = 'window.hashed = location.pathname; top.length;';
const hash = `'sha256-${createHash('sha256').update(HASHED).digest('base64')}'`;

/** Tells what the page was refused, and what it was not; each once, since looking at a page from outside is eval to it. */
const SCRIPT = `
const violations = [];
addEventListener('securitypolicyviolation', (e) => violations.push([e.effectiveDirective, e.blockedURI, e.documentURI, e.disposition, e.originalPolicy].join(' | ')));
const frame = (src) => new Promise((done) => { const f = document.createElement('iframe'); f.src = src; f.onload = () => done(); document.body.append(f); });
const shown = []; addEventListener('message', (e) => shown.push(e.data));
const image = (src) => new Promise((done) => { const i = new Image(); i.onload = () => done('loads ' + src); i.onerror = () => done('fails ' + src); i.src = src; });
const settled = async (wanted) => { for (let n = 0; violations.length < wanted && n < 300; n++) await new Promise((d) => setTimeout(d, 10)); };
addEventListener('load', async () => {
  const found = [window.plain ?? 'plain script stopped', window.hashed ?? 'hashed script stopped'];
  found.push(await image(OTHER + '/open/i.gif'), await image(OTHER + '/i.gif'), await image('/i.gif'));
  found.push(await fetch('/data').then((r) => r.status, () => 'no fetch'), await fetch(OTHER + '/data').then((r) => r.status, () => 'no fetch'));
  try { found.push((0, eval)('1')) } catch (e) { found.push(e.name) }
  found.push(getComputedStyle(document.querySelector('p')).color);
  await settled(WANTED);
  window.found = JSON.stringify([found, [...new Set(violations)].sort(), document.querySelector('meta')?.content, document.cookie]);
});`;
const FRAMES = `
addEventListener('load', async () => {
  const shown = []; addEventListener('message', (e) => shown.push(e.data));
  for (const src of [OTHER + '/free', OTHER + '/deny', OTHER + '/same', '/same', '/deny', OTHER + '/ours', OTHER + '/none']) {
    await new Promise((done) => { const f = document.createElement('iframe'); f.src = src; f.onload = () => done(); document.body.append(f); });
  }
  await new Promise((done) => { addEventListener('message', (e) => e.data === 'last' && done()); postMessage('last', '*') });
  window.found = JSON.stringify(shown);
});`;

interface Places {
  /** Of this site, and of the other. */
  readonly self: string;
  readonly other: string;
}

const policy = ({ other }: Places): string =>
  `default-src 'self'; script-src 'nonce-abc' ${hash}; img-src 'self' ${other}/open/; form-action 'none'`;
const page = (script: string, wanted: number, { other }: Places, head = ''): string =>
  `<!doctype html><html><head>${head}<script nonce=abc>const OTHER = '${other}', WANTED = ${String(wanted)};${script}</script>
  <script>window.plain = 'plain script ran'</script><script>${HASHED}</script><style>p { color: rgb(1, 2, 3) }</style></head><body><p>x</p></body></html>`;
const framed = (path: string): string => `<!doctype html><script>parent.postMessage('${path}', '*')</script>`;

function site(places: () => Places): RequestListener {
  return (req, res) => {
    const path = req.url ?? '';
    const it = places();
    const send = (body: string | Buffer, headers: Record<string, string> = {}): unknown =>
      res.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store', ...headers }).end(body);
    const csp = (text: string): Record<string, string> => ({ 'content-security-policy': text });
    switch (path) {
      case '/header':
        return send(page(SCRIPT, 5, it), csp(policy(it)));
      case '/meta':
        return send(page(SCRIPT, 5, it, `<meta http-equiv=Content-Security-Policy content="${policy(it)}">`));
      case '/reported':
        return send(page(SCRIPT, 6, it), { 'content-security-policy-report-only': policy(it) });
      case '/frames':
        return send(`<!doctype html><body><script>const OTHER = '${it.other}';${FRAMES}</script>`);
      case '/free':
        return send(framed(path));
      case '/deny':
        return send(framed(path), { 'x-frame-options': 'DENY' });
      case '/same':
        return send(framed(path), { 'x-frame-options': 'SAMEORIGIN' });
      case '/ours':
        return send(framed(path), csp(`frame-ancestors ${it.other}`));
      case '/none':
        return send(framed(path), csp("frame-ancestors 'none'"));
      case '/data':
        return send('{}', { 'access-control-allow-origin': '*' });
      default:
        return send(PIXEL, { 'content-type': 'image/gif' });
    }
  };
}

let world: World;
let one: Site;
let two: Site;
beforeAll(async () => {
  world = await startWorld();
  one = await serveSite(site(() => ({ self: one.origin, other: two.origin })));
  two = await serveSite(site(() => ({ self: two.origin, other: one.origin })));
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await one[Symbol.asyncDispose]();
  await two[Symbol.asyncDispose]();
});

/** Asked again and again: what waits in the page needs eval. */
async function foundIn(frame: Frame): Promise<unknown> {
  const found = await eventually(
    () => frame.evaluate<string | null>('window.found ?? null'),
    (it) => it !== null,
    'what the page has found',
  );
  return JSON.parse(String(found)) as unknown;
}

async function both(path: string): Promise<{ bare: unknown; proxied: unknown }> {
  const context = await world.browser.newContext();
  const alone = await context.newPage();
  await alone.goto(one.origin + path);
  const bare = await foundIn(alone.mainFrame());
  await context.close();
  const { ownerUrl } = await world.createSession(one.origin + path);
  const owner = await world.join(ownerUrl, 'Ada');
  const proxied = await foundIn(await owner.page(path));
  await owner.context.close();
  return { bare, proxied };
}

test.each(['/header', '/meta', '/reported'])(
  'a policy of the site holds as it does bare, and is told of: %s',
  async (path) => {
    const { bare, proxied } = await both(path);
    expect(JSON.stringify(bare)).toContain(
      path === '/reported' ? 'plain script ran' : 'plain script stopped',
    );
    expect(proxied).toEqual(bare);
  },
);

test('who may not frame a page elsewhere may not here, and the shell is nobody', async () => {
  const { bare, proxied } = await both('/frames');
  expect(bare).toEqual(['/free', '/same', '/ours', 'last']);
  expect(proxied).toEqual(bare);
  const { ownerUrl } = await world.createSession(`${one.origin}/deny`);
  const owner = await world.join(ownerUrl, 'Ada');
  expect(await (await owner.page('/deny')).evaluate('document.scripts.length')).toBe(1);
});
