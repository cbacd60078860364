// What the hands of a guest who has control do in the live page, beyond the journeys' clicks and text.
import { eventually, handOver, textOf } from '../../support/two.ts';
import { servePages, type Site } from '../../support/site.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const page = `<!doctype html><title>Hands</title><style>#menu ul { display: none } #menu.open ul { display: block } #drag { width: 40px; height: 40px; position: absolute; top: 300px }</style>
  <h1>Hands</h1><div id=editor contenteditable>start</div><form id=form onsubmit="event.preventDefault(); log('submit')"><input id=field><button id=go>Go</button></form>
  <label id=label for=agree>Agree</label><input type=checkbox id=agree><input type=radio name=r id=r1 value=1><input type=radio name=r id=r2 value=2>
  <input type=range id=range min=0 max=100 value=0><input id=upper><div id=menu>menu<ul><li>item</li></ul></div>
  <button id=focusable onfocus="log('focus')" onblur="log('blur')">b</button><a id=prevented href="/elsewhere">no way</a><button id=double>d</button><div id=area style="height:80px">area</div>
  <dialog id=dialog><button id=inside>in</button></dialog><div id=drag draggable=false>x</div><pre id=log></pre>
  <script>
    const log = (it) => { document.querySelector('#log').textContent += it + ' ' }
    const on = (id, type, act) => document.querySelector(id).addEventListener(type, act)
    on('#menu', 'mouseenter', () => document.querySelector('#menu').classList.add('open'))
    on('#menu', 'mouseleave', () => document.querySelector('#menu').classList.remove('open'))
    on('#upper', 'input', (e) => { e.target.value = e.target.value.toUpperCase() })
    on('#prevented', 'click', (e) => { e.preventDefault(); log('prevented') })
    on('#double', 'dblclick', () => log('double'))
    on('#area', 'contextmenu', (e) => { e.preventDefault(); log('menu') })
    on('#area', 'wheel', (e) => log('wheel' + Math.sign(e.deltaY)))
    on('#agree', 'change', () => log('changed'))
    on('#range', 'input', (e) => log('range'))
    document.addEventListener('keydown', (e) => { if (e.ctrlKey && e.key === 'k') { e.preventDefault(); document.querySelector('#dialog').showModal() } })
    let from = null
    on('#drag', 'pointerdown', (e) => { from = e.clientX })
    document.addEventListener('pointermove', (e) => { if (from !== null && e.buttons === 1) document.querySelector('#drag').style.left = e.clientX + 'px' })
    document.addEventListener('pointerup', () => { if (from !== null) log('dropped'); from = null })
  </script>`;

let world: World;
let site: Site;
let owner: Participant;
let guest: Participant;
let session: { id: string };
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({ '/': page, '/elsewhere': '<!doctype html><h1>Elsewhere</h1>' });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});
beforeEach(async () => {
  ({ owner, guest, session } = await world.pair(`${site.origin}/`));
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Hands',
    'the guest sees the page',
  );
  await handOver(owner, guest);
});
afterEach(async () => {
  await world.api('DELETE', `/api/sessions/${session.id}`);
  await owner.context.close();
  await guest.context.close();
});
const logged = (what: string): Promise<string> =>
  eventually(
    async () => textOf(await owner.page(), '#log'),
    (it) => it.includes(what),
    what,
  );

test('a click into a text field puts the caret there', async () => {
  const errors: string[] = [];
  owner.shell.on('pageerror', ({ message }) => errors.push(message));
  const mirror = await guest.page();
  await mirror.click('#field');
  await guest.shell.keyboard.type('abcdef');
  const live = await owner.page();
  const value = (): Promise<string> =>
    live.evaluate(() => (document.querySelector('#field') as HTMLInputElement).value);
  await eventually(value, (it) => it === 'abcdef', 'what was typed');
  await mirror.click('#field', { position: { x: 4, y: 8 } });
  await eventually(
    () => live.evaluate(() => (document.querySelector('#field') as HTMLInputElement).selectionStart),
    (it) => it === 0,
    'the caret',
  );
  expect(errors).toEqual([]);
});

test('an editor: text, a new line, deleting', async () => {
  const mirror = await guest.page();
  await mirror.click('#editor');
  await guest.shell.keyboard.press('End');
  await guest.shell.keyboard.type(' and more');
  await eventually(
    async () => textOf(await owner.page(), '#editor'),
    (it) => it === 'start and more',
    'the text',
  );
  await eventually(
    () => textOf(mirror, '#editor'),
    (it) => it === 'start and more',
    'the text in the mirror',
  );
  await guest.shell.keyboard.press('Enter');
  await guest.shell.keyboard.type('second');
  await guest.shell.keyboard.press('Backspace');
  const lines = (): Promise<string> =>
    owner
      .page()
      .then((it) => it.evaluate(() => (document.querySelector('#editor') as HTMLElement).innerText));
  await eventually(lines, (it) => it.trim() === 'start and more\nsecon', 'two lines');
  await eventually(
    () => textOf(mirror, '#editor'),
    (it) => it === 'start and moresecon',
    'two lines in the mirror',
  );
});

test('keys: Enter submits once, a shortcut of the page, Escape, a key the page prevents', async () => {
  const mirror = await guest.page();
  await mirror.click('#field');
  await guest.shell.keyboard.type('abc');
  await guest.shell.keyboard.press('Enter');
  expect((await logged('submit')).match(/submit/g)).toHaveLength(1);
  await guest.shell.keyboard.press('Control+k');
  await eventually(
    async () => (await owner.page()).evaluate(() => document.querySelector('dialog')?.matches(':modal')),
    Boolean,
    'the dialog',
  );
  await eventually(
    () => mirror.evaluate(() => document.querySelector('dialog')?.matches(':modal')),
    Boolean,
    'the dialog in the mirror',
  );
  await guest.shell.keyboard.press('Escape');
  await eventually(
    async () => (await owner.page()).evaluate(() => document.querySelector('dialog')?.open),
    (it) => it === false,
    'closed',
  );
});

test('what the page makes of typed text comes back, in order and whole', async () => {
  const mirror = await guest.page();
  await mirror.click('#upper');
  await guest.shell.keyboard.type('the quick brown fox jumps');
  await eventually(
    async () => (await owner.page()).inputValue('#upper'),
    (it) => it === 'THE QUICK BROWN FOX JUMPS',
    'upper case',
  );
  await eventually(
    () => mirror.inputValue('#upper'),
    (it) => it === 'THE QUICK BROWN FOX JUMPS',
    'upper case in the mirror',
  );
});

test('a label is one click, radio buttons, a range', async () => {
  const mirror = await guest.page();
  await mirror.click('#label');
  await eventually(() => mirror.isChecked('#agree'), Boolean, 'checked');
  expect((await logged('changed')).match(/changed/g)).toHaveLength(1);
  await mirror.click('#r1');
  await eventually(() => mirror.isChecked('#r1'), Boolean, 'the first');
  await mirror.focus('#r1');
  await guest.shell.keyboard.press('ArrowDown');
  await eventually(async () => (await owner.page()).isChecked('#r2'), Boolean, 'the second');
  await mirror.focus('#range');
  await guest.shell.keyboard.press('ArrowRight');
  await eventually(
    async () => (await owner.page()).inputValue('#range'),
    (it) => it === '1',
    'the range',
  );
  await logged('range');
});

test('mouse: hover, double click, right click, wheel, drag; a click that the page prevents', async () => {
  const mirror = await guest.page();
  await mirror.hover('#menu');
  await eventually(
    () => mirror.evaluate(() => document.querySelector('#menu')?.className),
    (it) => it === 'open',
    'the menu',
  );
  await mirror.dblclick('#double');
  await logged('double');
  await mirror.click('#area', { button: 'right' });
  await logged('menu');
  await mirror.hover('#area');
  await guest.shell.mouse.wheel(0, 50);
  await logged('wheel1');
  await mirror.click('#prevented');
  await logged('prevented');
  expect(await textOf(await owner.page(), 'h1')).toBe('Hands');
  const box = await mirror.locator('#drag').boundingBox();
  if (box === null) throw new Error('nothing to drag');
  await guest.shell.mouse.move(box.x + 5, box.y + 5);
  await guest.shell.mouse.down();
  await guest.shell.mouse.move(box.x + 105, box.y + 5, { steps: 5 });
  await guest.shell.mouse.up();
  await logged('dropped');
  await eventually(
    async () =>
      (await owner.page()).evaluate(() => (document.querySelector('#drag') as HTMLElement).style.left),
    (it) => parseFloat(it) > 100,
    'dragged',
  );
});

test('remote hands do not take the focus from what the owner is typing', async () => {
  await owner.shell.getByRole('button', { name: /^Chat/ }).click();
  const line = owner.shell.getByRole('textbox', { name: /message|chat/i }).first();
  await line.click();
  const mirror = await guest.page();
  await mirror.click('#focusable');
  await logged('focus');
  expect(await (await owner.page()).evaluate(() => document.activeElement?.id)).toBe('focusable');
  await mirror.click('#field');
  await guest.shell.keyboard.type('abc');
  await eventually(
    async () => (await owner.page()).inputValue('#field'),
    (it) => it === 'abc',
    'typed',
  );
  await logged('blur');
  await owner.shell.keyboard.type('hello');
  expect(await line.inputValue()).toBe('hello');
});

test('highlights: text by the guest, an element by the owner, seen by both at the same words', async () => {
  const draw = async (
    who: Participant,
    tool: RegExp,
    from: { x: number; y: number },
    to: { x: number; y: number },
  ): Promise<void> => {
    await who.shell.getByRole('button', { name: 'Highlight', exact: true }).click();
    await who.shell
      .getByRole('menuitemradio', { name: tool })
      .or(who.shell.getByRole('menuitem', { name: tool }))
      .or(who.shell.getByRole('radio', { name: tool }))
      .first()
      .click();
    await who.shell.mouse.move(from.x, from.y);
    await who.shell.mouse.down();
    await who.shell.mouse.move(to.x, to.y, { steps: 4 });
    await who.shell.mouse.up();
  };
  const box = await (await guest.page()).locator('h1').boundingBox();
  if (box === null) throw new Error('no heading');
  const mark = (who: Participant, kind: string) => who.shell.locator(`.${kind}`).first();
  await draw(
    guest,
    /text/i,
    { x: box.x + 3, y: box.y + box.height / 2 },
    { x: box.x + 40, y: box.y + box.height / 2 },
  );
  await mark(guest, 'mark-text').waitFor();
  await mark(owner, 'mark-text').waitFor();
  const seen = await mark(owner, 'mark-text').boundingBox();
  const heading = await (await owner.page()).locator('h1').boundingBox();
  if (seen === null || heading === null) throw new Error('no mark');
  expect(Math.abs(seen.x - heading.x)).toBeLessThan(4);
  expect(Math.abs(seen.y - heading.y)).toBeLessThan(8);
});
