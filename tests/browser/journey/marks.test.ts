// Highlights and pointers between two screens of different sizes, whoever has control: each is drawn where it belongs
// on the follower's own page.
import { servePages, type Site } from '../../support/site.ts';
import { eventually, handOver, textOf } from '../../support/two.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';
import { chooseTool, draw, marksOf } from '../../support/drawing.ts';
import { boxOf, laidOutFor, onScreen, shownFrame, type Box } from '../../support/layout.ts';

jest.setTimeout(90_000);

const page = `<!doctype html><title>Marks</title><style>
  body { font: 18px/1.5 sans-serif; margin: 20px } #card { width: 30%; padding: 12px; border: 1px solid }
  #grid { display: flex; gap: 5%; margin: 20px 0 } #grid div { width: 20%; height: 90px; background: #ddd }
</style><h1 id=title>Marks</h1><p id=words>Some plain words of which a few are marked by somebody else</p>
<div id=card>A card</div><div id=grid><div id=a>a</div><div id=b>b</div><div id=c>c</div></div>
<iframe id=within src="/within" style="width:50%;height:120px;border:3px solid;padding:5px"></iframe>
${'<p>More</p>'.repeat(60)}`;

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({
    '/': page,
    '/within': '<!doctype html><body style="margin:8px"><p id=inner style="margin:0">In a frame</p>',
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

let owner: Participant;
let guest: Participant;
let inviteUrl: string;
beforeEach(async () => {
  const session = await world.createSession(`${site.origin}/`);
  ({ inviteUrl } = session);
  owner = await world.join(session.ownerUrl, 'Olga', { width: 1280, height: 800 });
  guest = await world.join(inviteUrl, 'Gus', { width: 900, height: 640 });
  for (const who of [owner, guest]) await isThere(who);
});
afterEach(async () => {
  await owner.context.close();
  await guest.context.close();
});

const isThere = (who: Participant): Promise<unknown> =>
  eventually(
    async () => [await textOf(await who.page(), 'h1'), who.shell.frames().length],
    ([text, frames]) => text === 'Marks' && Number(frames) >= 3,
    `${who.name} sees the page and the frame in it`,
  );

const isNear = (a: Box | undefined, b: Box, by: number): boolean =>
  a?.every((it, i) => Math.abs(it - (b[i] ?? NaN)) <= by) === true;

/** Waits until a participant's screen shows one mark of this kind, where it belongs on that participant's page. */
async function shows(who: Participant, kind: string, wanted: () => Promise<Box>, by = 2): Promise<void> {
  await eventually(
    async () => ({ drawn: await marksOf(who, kind), wanted: await wanted() }),
    (it) => it.drawn.length === 1 && isNear(it.drawn[0], it.wanted, by),
    `${kind} on the screen of ${who.name}`,
  );
}

const around = async (who: Participant, selector: string, margin: number): Promise<Box> => {
  const [x, y, width, height] = await boxOf(who, selector);
  return [x - margin, y - margin, width + 2 * margin, height + 2 * margin];
};
/** The box of words, as this participant's browser lays them out. */
const wordsOf = async (who: Participant, words: string): Promise<Box> =>
  (await who.page()).evaluate((wanted): Box => {
    const text = document.querySelector('#words')?.firstChild as Text;
    const range = document.createRange();
    const start = text.data.indexOf(wanted);
    range.setStart(text, start);
    range.setEnd(text, start + wanted.length);
    const { x, y, width, height } = range.getBoundingClientRect();
    return [x, y, width, height];
  }, words);
/** From the middle of one element to the middle of another. */
async function between(who: Participant, one: string, other: string): Promise<Box> {
  const [[x, y, w, h], [ox, oy, ow, oh]] = [await boxOf(who, one), await boxOf(who, other)];
  const [left, top] = [x + w / 2, y + h / 2];
  return [left, top, ox + ow / 2 - left, oy + oh / 2 - top];
}

describe.each(['owner', 'guest'] as const)('%s has control', (holder) => {
  beforeEach(async () => {
    if (holder === 'guest') await handOver(owner, guest);
    await (holder === 'guest' ? laidOutFor(guest, [owner]) : laidOutFor(owner, [guest]));
  });

  test.each(['owner', 'guest'] as const)('%s marks: an element, a rectangle, a line', async (who) => {
    const [actor, follower] = who === 'owner' ? [owner, guest] : [guest, owner];
    await draw(actor, 'Element', [['#card', 0.5, 0.5]]);
    await draw(actor, 'Rectangle', [
      ['#a', 0.5, 0.5],
      ['#b', 0.5, 0.5],
    ]);
    await draw(actor, 'Pen', [
      ['#b', 0.5, 0.5],
      ['#c', 0.5, 0.5],
    ]);
    for (const it of [actor, follower]) {
      await shows(it, 'element', () => around(it, '#card', 4));
      await shows(it, 'rectangle', () => between(it, '#a', '#b'), 3);
      await shows(it, 'stroke', () => between(it, '#b', '#c'), 3);
    }
    await chooseTool(actor, 'Clear all');
    for (const it of [actor, follower])
      for (const kind of ['element', 'rectangle', 'stroke'])
        await eventually(
          () => marksOf(it, kind),
          (marks) => marks.length === 0,
          `no ${kind} any more for ${it.name}`,
        );
  });

  test.each(['owner', 'guest'] as const)('%s marks words, which hold wherever lines break', async (who) => {
    const [actor, follower] = who === 'owner' ? [owner, guest] : [guest, owner];
    const [x, , width] = await wordsOf(actor, 'plain words of which');
    const [left, , all] = await boxOf(actor, '#words');
    const share = (at: number): number => (at - left) / all;
    await draw(actor, 'Text', [
      ['#words', share(x + 5), 0.5],
      ['#words', share(x + width - 5), 0.5],
    ]);
    for (const it of [actor, follower]) await shows(it, 'text', () => wordsOf(it, 'plain words of which'));
  });

  test.each(['owner', 'guest'] as const)('%s points', async (who) => {
    const [actor, follower] = who === 'owner' ? [owner, guest] : [guest, owner];
    await actor.shell.getByRole('button', { name: 'Pointer' }).click();
    const at = await onScreen(actor, ['#card', 0.25, 0.75]);
    await actor.shell.mouse.move(at.x, at.y);
    const pointer = follower.shell.locator('svg.marks .mark-pointer');
    await pointer.getByText(actor.name).waitFor();
    const wanted = await onScreen(follower, ['#card', 0.25, 0.75]);
    await eventually(
      () => pointer.locator('.mark-arrow').boundingBox(),
      (box) => box !== null && Math.abs(box.x - wanted.x) < 4 && Math.abs(box.y - wanted.y) < 4,
      'the tip of the pointer',
    );
    const shell = await shownFrame(actor).boundingBox();
    await actor.shell.mouse.move((shell?.x ?? 0) + 100, (shell?.y ?? 0) - 20);
    await pointer.waitFor({ state: 'detached' });
  });
});

test('a mark follows its page: scrolled, laid out anew, and to who comes late', async () => {
  await draw(owner, 'Element', [['#card', 0.5, 0.5]]);
  await shows(guest, 'element', () => around(guest, '#card', 4));
  await (await owner.page()).evaluate(() => scrollBy(0, 60));
  await (
    await owner.page()
  ).evaluate(() => {
    document.querySelector('#words')?.append(' and then some more, '.repeat(20));
  });
  const late = await world.join(inviteUrl, 'Lea', { width: 700, height: 900 });
  for (const who of [owner, guest, late]) await shows(who, 'element', () => around(who, '#card', 4));
  await guest.shell.reload();
  await shows(guest, 'element', () => around(guest, '#card', 4));
  await chooseTool(guest, 'Clear all');
  await late.shell.locator('svg.marks .mark-element').waitFor({ state: 'detached' });
  await late.context.close();
});

test('marked words that a page renders anew are marked where they stand then', async () => {
  await laidOutFor(owner, [guest]);
  const live = await owner.page();
  const [x, , width] = await wordsOf(owner, 'plain words of which');
  const [left, , all] = await boxOf(owner, '#words');
  await draw(owner, 'Text', [
    ['#words', (x - left + 5) / all, 0.5],
    ['#words', (x - left + width - 5) / all, 0.5],
  ]);
  for (const who of [owner, guest]) await shows(who, 'text', () => wordsOf(who, 'plain words of which'));
  await live.evaluate(() => {
    const words = document.querySelector('#words');
    const again = document.createElement('p');
    again.id = 'again';
    again.innerHTML = `Behind: <b>${words?.textContent ?? ''}</b>`;
    words?.remove();
    document.querySelector('#card')?.after(again);
  });
  const wordsAgain = async (who: Participant): Promise<Box> =>
    (await who.page()).evaluate((): Box => {
      const text = document.querySelector('#again b')?.firstChild as Text;
      const range = document.createRange();
      const start = text.data.indexOf('plain words of which');
      range.setStart(text, start);
      range.setEnd(text, start + 'plain words of which'.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return [x, y, width, height];
    });
  for (const who of [owner, guest]) await shows(who, 'text', () => wordsAgain(who));
});
