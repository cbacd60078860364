import type { RequestListener } from 'node:http';
import { startSiteWorld, type Answer } from './site-world.ts';

const PICTURE = Buffer.from([137, 80, 78, 71, 1, 2, 3]);
const answers: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
  '/text': ['text/plain; charset=iso-8859-1', Buffer.from('\n<b>caf\xe9</b> &amp;', 'latin1')],
  '/json': ['application/json', '{"a": "\u00e9<script>"}'],
  '/code.js': ['text/javascript', 'location'],
  '/picture.png': ['image/png', PICTURE],
  '/film': ['video/mp4', 'film'],
  '/paper.pdf': ['application/pdf', '%PDF'],
  '/table': ['text/csv', 'a,b'],
};
const site: RequestListener = (req, res) => {
  const path = req.url ?? '';
  if (path === '/circle') {
    res.writeHead(302, { location: '/circle' }).end();
    return;
  }
  if (path === '/cut') {
    res.writeHead(200, { 'content-type': 'text/html' });
    res.write('<h1>Begin</h1>', () => res.destroy());
    return;
  }
  const [type, body] = answers[path] ?? ['text/html', 'nothing'];
  res.writeHead(200, { 'content-type': type }).end(body);
};

const inFrame = { headers: { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' } };
const bootOf = ({ text }: Answer): { readonly contentType: string } => {
  const said = /data-lockstep="([^"]*)"/.exec(text)?.[1] ?? '';
  return JSON.parse(said.replace(/&quot;/g, '"').replace(/&amp;/g, '&')) as { contentType: string };
};

test('a text becomes a page that says what it is called on the site', async () => {
  await using world = await startSiteWorld(site);
  const page = await world.ask('/text', inFrame);
  expect(page.headers['content-type']).toBe('text/html; charset=windows-1252');
  expect(page.raw.toString('latin1')).toContain(
    '<pre style="word-wrap: break-word; white-space: pre-wrap;">\n\n&lt;b>caf\xe9&lt;/b> &amp;amp;</pre>',
  );
  expect(bootOf(page).contentType).toBe('text/plain');
  const json = await world.ask('/json', inFrame);
  expect(json.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(json.text).toContain('{"a": "\u00e9&lt;script>"}');
  expect((await world.ask('/code.js', inFrame)).text).toContain('\nlocation</pre>');
});

test('mirrors get the text, too', async () => {
  await using world = await startSiteWorld(site);
  await world.ask('/json', inFrame);
  const page = await world.asMirror('/json', 'iframe');
  expect(page.text).toContain('{"a": "\u00e9&lt;script&gt;"}');
  expect(world.asked).toHaveLength(1);
});

test('a picture becomes a page, and the site is asked for it once', async () => {
  await using world = await startSiteWorld(site);
  const page = await world.ask('/picture.png', inFrame);
  expect(page.text).toContain(`src="${world.proxied}/picture.png"`);
  expect(bootOf(page).contentType).toBe('image/png');
  const image = { headers: { 'sec-fetch-dest': 'image' } };
  const shown = await world.ask('/picture.png', image);
  expect(shown.raw).toEqual(PICTURE);
  expect(shown.headers['content-type']).toBe('image/png');
  expect((await world.asMirror('/picture.png', 'image')).raw).toEqual(PICTURE);
  expect((await world.asMirror('/picture.png', 'iframe')).text).toContain('/picture.png');
  expect(world.asked).toHaveLength(1);
  await world.ask('/picture.png', image);
  expect(world.asked).toHaveLength(2);
});

test('a picture that is still coming when its page has been sent is fetched once, too', async () => {
  let goOn = (): unknown => undefined;
  await using world = await startSiteWorld((_, res) => {
    res.writeHead(200, { 'content-type': 'image/png' });
    res.write('begin');
    goOn = () => res.end('end');
  });
  await world.ask('/picture.png', inFrame);
  const shown = world.ask('/picture.png', { headers: { 'sec-fetch-dest': 'image' } });
  goOn();
  expect((await shown).text).toBe('beginend');
  expect(world.asked).toHaveLength(1);
});

test('an element that shows pictures itself gets the picture', async () => {
  await using world = await startSiteWorld(site);
  for (const dest of ['embed', 'object', 'image'])
    expect((await world.ask('/picture.png', { headers: { 'sec-fetch-dest': dest } })).raw).toEqual(PICTURE);
});

test('a film has a player, a PDF a link to save it, and a table is saved', async () => {
  await using world = await startSiteWorld(site);
  expect((await world.ask('/film', inFrame)).text).toContain('<video');
  expect((await world.ask('/paper.pdf', inFrame)).text).toMatch(/<a href="[^"]*\/paper.pdf" download>/);
  const saved = await world.ask('/paper.pdf', {
    headers: { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'navigate' },
  });
  expect(saved.text).toBe('%PDF');
  expect((await world.ask('/table', inFrame)).text).toBe('a,b');
  expect(world.asked.filter(({ url }) => url === '/paper.pdf')).toHaveLength(1);
});

test('a page that breaks off on a kept connection is told of, and not asked for again', async () => {
  await using world = await startSiteWorld(site);
  await world.ask('/json');
  expect((await world.page('/cut')).text).toContain('The connection broke off');
  expect(world.asked).toHaveLength(2);
});

test('redirects without end are told of before the browser gives up', async () => {
  await using world = await startSiteWorld(site);
  const statuses: number[] = [];
  for (let i = 0; i < 22; i++) statuses.push((await world.ask('/circle', inFrame)).status);
  expect(statuses).toEqual([...Array<number>(19).fill(302), 508, 302, 302]);
});

test('redirects that lead somewhere are not counted together', async () => {
  await using world = await startSiteWorld(site);
  for (let i = 0; i < 15; i++) await world.ask('/circle', inFrame);
  await world.page('/');
  for (let i = 0; i < 15; i++) expect((await world.ask('/circle', inFrame)).status).toBe(302);
});
