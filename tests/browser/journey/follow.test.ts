// Scrolling and focus between two screens, of which the follower's is smaller and lays the page out in another way.
import { servePages, type Site } from '../../support/site.ts';
import { laidOutFor, shownFrame } from '../../support/layout.ts';
import { eventually, handOver, textOf } from '../../support/two.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const paragraphs = (prefix: string): string =>
  Array.from({ length: 100 }, (_, n) => `<p id="${prefix}${String(n)}">Paragraph ${String(n)}</p>`).join('');
// What a browser is set to (colours, here) changes how high the page is: the same offset is another place in it.
const page = `<!doctype html><title>Long</title><style>
  body { margin: 0; width: 2500px } @media (prefers-color-scheme: dark) { p { padding: 9px 0 } }
  #inner { width: 400px; height: 200px; overflow: auto; position: relative } #inner div { width: 1600px }
</style><h1>Long</h1><input id=field><button id=button>Press</button>
<div id=inner><div>${paragraphs('i')}</div></div>${paragraphs('p')}<a id=last href="#">the end</a>`;

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({ '/': page });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

let owner: Participant;
let guest: Participant;
beforeEach(async () => {
  const session = await world.createSession(`${site.origin}/`);
  owner = await world.join(session.ownerUrl, 'Olga', { width: 1280, height: 800 });
  guest = await world.join(session.inviteUrl, 'Gus', { width: 760, height: 560 });
  await guest.shell.emulateMedia({ colorScheme: 'dark' });
  for (const who of [owner, guest])
    await eventually(
      async () => textOf(await who.page(), 'h1'),
      (it) => it === 'Long',
      `${who.name} sees the page`,
    );
});
afterEach(async () => {
  await owner.context.close();
  await guest.context.close();
});

/** Where an element stands in its scroller: pixels from the scroller's top left. */
const standsAt = async (
  who: Participant,
  selector: string,
  scroller: string | null,
): Promise<[number, number]> =>
  (await who.page()).evaluate(
    ([it, within]): [number, number] => {
      const box = document.querySelector(it ?? '')?.getBoundingClientRect() ?? new DOMRect(NaN, NaN);
      const frame = within == null ? new DOMRect() : document.querySelector(within)?.getBoundingClientRect();
      return [box.left - (frame?.left ?? 0), box.top - (frame?.top ?? 0)];
    },
    [selector, scroller],
  );

async function bothShow(selector: string, scroller: string | null, wanted: [number, number]): Promise<void> {
  for (const who of [owner, guest])
    await eventually(
      () => standsAt(who, selector, scroller),
      ([x, y]) => Math.abs(x - wanted[0]) <= 2 && Math.abs(y - wanted[1]) <= 3,
      `${selector} at the top of what ${who.name} sees`,
    );
}

describe.each(['owner', 'guest'] as const)('%s has control', (holder) => {
  let actor: Participant;
  let follower: Participant;
  beforeEach(async () => {
    [actor, follower] = holder === 'owner' ? [owner, guest] : [guest, owner];
    if (holder === 'guest') await handOver(owner, guest);
    await laidOutFor(actor, [follower]);
  });

  test('the page: the same paragraph on top, in both axes, wherever it lies', async () => {
    const heights = await Promise.all(
      [owner, guest].map(async (it) => (await it.page()).evaluate(() => document.body.scrollHeight)),
    );
    expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeGreaterThan(500);
    for (const n of ['#p40', '#p12', '#p25']) {
      await (
        await actor.page()
      ).evaluate((it) => {
        document.querySelector(it)?.scrollIntoView({ block: 'start' });
      }, n);
      await bothShow(n, null, [0, 0]);
    }
    await (await actor.page()).evaluate(() => scrollBy(300, 0));
    await bothShow('#p25', null, [-300, 0]);
  });

  test('the ends are the ends', async () => {
    const atEnd = async (who: Participant): Promise<boolean> =>
      (await who.page()).evaluate(
        () => Math.abs(scrollY + innerHeight - document.documentElement.scrollHeight) < 2,
      );
    await (await actor.page()).evaluate(() => scrollTo(0, 1e6));
    await eventually(() => atEnd(follower), Boolean, 'the end');
    await (await actor.page()).evaluate(() => scrollTo(0, 0));
    await eventually(
      async () => (await follower.page()).evaluate(() => scrollY),
      (it) => it === 0,
      'the beginning',
    );
  });

  test('a scroller in the page, in both axes', async () => {
    await (
      await actor.page()
    ).evaluate(() => {
      const inner = document.querySelector('#inner');
      const wanted = document.querySelector<HTMLElement>('#i31');
      inner?.scrollTo(500, wanted?.offsetTop ?? 0);
    });
    await bothShow('#i31', '#inner', [-500, 0]);
  });

  test('by the wheel of the mouse', async () => {
    const box = await shownFrame(actor).boundingBox();
    await actor.shell.mouse.move((box?.x ?? 0) + 600, (box?.y ?? 0) + 400);
    await actor.shell.mouse.wheel(0, 900);
    /** The number of the first paragraph in sight. */
    const top = async (who: Participant): Promise<number> =>
      (await who.page()).evaluate(() => {
        const all = Array.from(document.querySelectorAll('body > p'));
        return all.findIndex((it) => it.getBoundingClientRect().bottom > 0);
      });
    await eventually(
      async () => [await top(actor), await top(follower)],
      ([one = 0, other = 0]) => one > 5 && Math.abs(one - other) <= 1,
      'the same paragraph on top',
    );
  });
});
