// Files and things that are dragged by a guest who has control: the live page gets them as from a local user.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { servePages, type Site } from '../../support/site.ts';
import { eventually, handOver, textOf } from '../../support/two.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const page = `<!doctype html><title>Files</title><h1>Files</h1><input type=file id=one multiple><label id=label>Choose<input type=file id=two hidden></label>
  <div id=zone style="width:200px;height:60px;background:#eee">drop here</div><pre id=log></pre>
  <ul id=list style="width:200px"><li draggable=true id=a style="height:30px">A</li><li draggable=true id=b style="height:30px">B</li><li draggable=true id=c style="height:30px">C</li></ul>
  <script>
    const log = (it) => { document.querySelector('#log').textContent += it + ';' }
    const sum = async (file) => { const bytes = new Uint8Array(await file.arrayBuffer()); let s = 0; for (const b of bytes) s = (s * 31 + b) >>> 0; return [file.name, file.type, file.size, s].join(',') }
    for (const it of document.querySelectorAll('input')) it.onchange = async () => { for (const file of it.files) log('chosen ' + await sum(file)) }
    const zone = document.querySelector('#zone')
    zone.ondragover = (e) => e.preventDefault()
    zone.ondrop = async (e) => { e.preventDefault(); const files = [...e.dataTransfer.files]; for (const file of files) log('dropped ' + await sum(file)) }
    let dragged = null
    for (const it of document.querySelectorAll('li')) {
      it.ondragstart = (e) => { dragged = it; e.dataTransfer.setData('text/plain', it.id) }
      it.ondragover = (e) => e.preventDefault()
      it.ondrop = (e) => { e.preventDefault(); log('moved ' + e.dataTransfer.getData('text/plain')); it.after(dragged) }
      it.ondragend = () => log('end')
      it.onclick = () => log('click')
    }
  </script>`;

let world: World;
let site: Site;
let owner: Participant;
let guest: Participant;
let mirror: Frame;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-'));
  world = await startWorld();
  site = await servePages({ '/': page });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  ({ owner, guest } = await world.pair(`${site.origin}/`));
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Files',
    'the guest sees the page',
  );
  await handOver(owner, guest);
  mirror = await guest.page();
});
afterEach(async () => {
  await owner.context.close();
  await guest.context.close();
});

const logged = (what: string): Promise<string> =>
  eventually(
    async () => textOf(await owner.page(), '#log'),
    (it) => it.includes(what),
    what,
  );

/** A file on this machine, since only such a one is chosen as by a person; and what the page says of it. */
async function fileOf(name: string, size: number): Promise<{ path: string; said: string }> {
  const buffer = Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 7 + size) & 255));
  let sum = 0;
  for (const byte of buffer) sum = (Math.imul(sum, 31) + byte) >>> 0;
  const path = join(folder, name);
  await writeFile(path, buffer);
  return { path, said: [name, 'text/plain', size, sum].join() };
}

test('files that the guest chooses are the live page’s, whole and in order', async () => {
  const files = [
    await fileOf('small.txt', 12),
    await fileOf('large.txt', 1_300_001),
    await fileOf('empty.txt', 0),
  ];
  const chooser = guest.shell.waitForEvent('filechooser');
  await mirror.click('#one');
  await (await chooser).setFiles(files.map(({ path }) => path));
  const log = await logged(`chosen ${files[2]?.said ?? ''}`);
  expect(log).toBe(files.map(({ said }) => `chosen ${said};`).join(''));
});

test('a label opens the chooser of its control', async () => {
  const file = await fileOf('by-label.txt', 5);
  const chooser = guest.shell.waitForEvent('filechooser');
  await mirror.click('#label');
  await (await chooser).setFiles([file.path]);
  await logged(`chosen ${file.said}`);
});

test('files that the guest drops are dropped in the live page', async () => {
  const file = await fileOf('dropped.txt', 700_000);
  // Our own listeners take trusted events only, and a test can drop files in no other way than the browser’s own.
  const cdp = await guest.context.newCDPSession(guest.shell);
  const box = await mirror.locator('#zone').boundingBox();
  if (box === null) throw new Error('no zone');
  const at = { x: box.x + 20, y: box.y + 20 };
  const data = { items: [], files: [file.path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, ...at, data });
  await logged(`dropped ${file.said}`);
});

test('what the page has made draggable is dragged, and is not clicked', async () => {
  const [from, to] = [await mirror.locator('#a').boundingBox(), await mirror.locator('#c').boundingBox()];
  if (from === null || to === null) throw new Error('nothing to drag');
  await guest.shell.mouse.move(from.x + 20, from.y + 10);
  await guest.shell.mouse.down();
  await guest.shell.mouse.move(to.x + 20, to.y + 10, { steps: 6 });
  await guest.shell.mouse.up();
  expect(await logged('end')).toBe('moved a;end;');
  await eventually(
    () => textOf(mirror, '#list'),
    (it) => it === 'BCA',
    'the order in the mirror',
  );
});
