// What style sheets say of what is pointed at, pressed and focused: the same for all, whoever's hands they are.
import type { Frame } from 'playwright-core';
import { serveSite, type Site } from '../../support/site.ts';
import { eventually, handOver, textOf } from '../../support/two.ts';
import { startWorld, type World } from '../../support/world.ts';
import { same } from './same.ts';

jest.setTimeout(90_000);

const sheet = `@media screen { .menu li ul { display: none } .menu li:hover > ul { display: block; background-image: url(dot.png) } }
  @layer base { #layered:hover { color: rgb(1, 1, 1) } } #layered:hover { font-weight: 700 }
  .press:active { color: rgb(9, 0, 0) } .panel:focus-within { color: rgb(0, 9, 0) }
  #field:focus-visible { font-weight: 900 } .press:hover { color: rgb(0, 0, 9) } .press:hover:active { color: rgb(9, 0, 9) }`;
const page = `<!doctype html><title>States</title><link rel=stylesheet href=/css/sheet.css><h1>Start</h1>
  <ul class=menu><li id=top>Menu<ul><li><a id=item href=#chosen>Choose</a></ul></ul>
  <p id=layered>layered</p><button class=press>press</button><div class=panel><input id=field></div><div id=host></div><p id=away>away</p>
  <script>document.querySelector('#host').attachShadow({ mode: 'closed' }).innerHTML =
    '<style>b { color: rgb(1, 2, 3) } b:hover { color: rgb(3, 2, 1) }</style><b>in the shadow</b>'</script>`;

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await serveSite((req, res) => {
    const isSheet = req.url === '/css/sheet.css';
    res.setHeader('content-type', isSheet ? 'text/css' : 'text/html');
    res.end(isSheet ? sheet : req.url === '/' ? page : '');
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const looks = (frame: Frame, selector: string): Promise<string> =>
  frame.evaluate((it) => {
    const { color, display, fontWeight, backgroundImage } = getComputedStyle(
      document.querySelector(it) as Element,
    );
    return [color, display, fontWeight, backgroundImage.includes('/css/dot.png')].join(' ');
  }, selector);

test('a menu that opens by CSS alone opens for whoever points at it, and for all', async () => {
  const { session, owner, guest } = await world.pair(`${site.origin}/`);
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Start',
    'the page',
  );
  const late = await world.join(session.inviteUrl, 'Lena');
  const [live, mirror, third] = [await owner.page(), await guest.page(), await late.page()];
  const all = async (selector: string, wanted: RegExp, of: readonly Frame[] = [live, mirror, third]) => {
    for (const frame of of)
      await eventually(
        () => looks(frame, selector),
        (it) => wanted.test(it),
        selector,
      );
  };

  // The live browser's own mouse is seen by mirrors.
  await live.hover('#top');
  await all('.menu ul', /block .*true/);
  await live.hover('#away');
  await all('.menu ul', /none/);

  await handOver(owner, guest);
  await owner.shell.mouse.move(1, 1);
  await mirror.hover('#top');
  await all('.menu ul', /block .*true/);
  await same(owner.page, late.page);
  // It stays where it is when what is before it in the tree changes.
  await live.evaluate(() => document.body.prepend(document.createElement('hr')));
  await all('.menu ul', /block .*true/);
  expect(
    await live.evaluate(() => [
      document.querySelector('[class*=hover], [data-hover]'),
      document.styleSheets.length,
    ]),
  ).toEqual([null, 1]);
  await mirror.click('#item');
  await eventually(
    () => live.evaluate(() => location.hash),
    (it) => it === '#chosen',
    'the choice',
  );

  await mirror.hover('#layered');
  await all('#layered', /^rgb\(1, 1, 1\) block 700/);
  await all('.menu ul', /none/, [live, third]);
  await mirror.hover('.press');
  await guest.shell.mouse.down();
  await all('.press', /^rgb\(9, 0, 9\)/);
  await guest.shell.mouse.up();
  await all('.press', /^rgb\(0, 0, 9\)/);
  await mirror.click('#field');
  await all('#field', / 900 /);
  await all('.panel', /^rgb\(0, 9, 0\)/);
  await mirror.hover('#host');
  await all('.press', /^rgb\(0, 0, 0\)/);
  // Whoever comes now sees it, too.
  const last = await world.join(session.inviteUrl, 'Max');
  await eventually(
    async () => textOf(await last.page(), 'h1'),
    (it) => it === 'Start',
    'the page for Max',
  );
  await all('.panel', /^rgb\(0, 9, 0\)/, [await last.page()]);
  await mirror.hover('#away');
  expect(await live.evaluate(() => document.adoptedStyleSheets.length)).toBeLessThan(2);
});
