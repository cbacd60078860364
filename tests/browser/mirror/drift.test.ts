// A mirror that is not what the live page is: noticed, counted, and put right where it is wrong.
import type { Frame, WebSocket } from 'playwright-core';
import { servePages, type Site } from '../../support/site.ts';
import { eventually } from '../../support/two.ts';
import { startWorld, type World } from '../../support/world.ts';
import { same } from './same.ts';

jest.setTimeout(120_000);

const ROWS = 3_000;
const rows = Array.from(
  { length: ROWS },
  (_, n) => `<li class="row r${n % 7}"><a href="/item/${n}">Item number ${n}</a> <b>${n * n}</b></li>`,
).join('\n');

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await servePages({
    '/': `<!doctype html><title>Rows</title><h1>Rows</h1><ul>${rows}</ul><p id=end>end</p>`,
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

/** One place each. */
const breaks: Readonly<Record<string, (row: Element) => void>> = {
  'a row is gone': (row) => row.remove(),
  'a text of the same length': (row) => {
    const text = row.querySelector('a')?.firstChild;
    if (text) text.nodeValue = String(text.nodeValue).replace('Item', 'Atem');
  },
  'another class': (row) => row.setAttribute('class', 'wrong'),
  'something foreign': (row) => row.before('foreign', document.createElement('hr')),
  'a copy in its place': (row) => row.replaceWith(row.cloneNode(true)),
  'other markup': (row) => {
    row.innerHTML = '<i>broken</i>';
  },
};

const isWhole = (mirror: Frame): Promise<boolean> =>
  mirror.evaluate((count) => {
    const { kept } = window as unknown as { kept: Element[] };
    const now = [...document.querySelectorAll('li')];
    const items = now.every((it, n) => it.textContent === `Item number ${String(n)} ${String(n * n)}`);
    const classes = now.every((it, n) => it.className === `row r${String(n % 7)}`);
    const others = kept.every((it, n) => it === now[n]);
    return now.length === count && items && classes && others && document.querySelector('hr') === null;
  }, ROWS);

test('[DRF1] one wrong place is put right alone, at once, and counted', async () => {
  const { session, owner, guest } = await world.pair(`${site.origin}/`);
  const heard = { bytes: 0, snapshots: 0 };
  const listen = (socket: WebSocket): void => {
    socket.on('framereceived', ({ payload }) => {
      heard.bytes += payload.length;
      if (String(payload).includes('"kind":"snapshot"')) heard.snapshots += 1;
    });
  };
  guest.shell.on('websocket', listen);
  await guest.shell.reload();
  await same(owner.page, guest.page);
  const whole = heard.bytes;
  expect(heard.snapshots).toBeGreaterThan(0);
  const drifts = async (): Promise<number> => {
    const { body } = await world.api('GET', '/api/admin/sessions');
    const { sessions } = body as { sessions: readonly { readonly id: string; readonly drifts: number }[] };
    return sessions.find(({ id }) => id === session.id)?.drifts ?? -1;
  };
  const mirror = await guest.page();
  const before = await drifts();
  const took: number[] = [];
  for (const [what, act] of Object.entries(breaks)) {
    heard.bytes = heard.snapshots = 0;
    await mirror.evaluate(() => void Object.assign(window, { kept: [...document.querySelectorAll('li')] }));
    const began = Date.now();
    await mirror.evaluate(`(${act.toString()})(document.querySelectorAll('li')[1717])`);
    expect(await isWhole(mirror)).toBe(false);
    await eventually(() => isWhole(mirror), Boolean, `${what}: the mirror is right again`);
    took.push(Date.now() - began);
    expect(heard.snapshots).toBe(0);
    expect(heard.bytes).toBeLessThan(whole / 5);
    await eventually(drifts, (it) => it > before, `${what}: it is counted`);
  }
  // A machine that is busy with other tests is late now and then.
  expect(Math.min(...took)).toBeLessThan(2_000);
  // Those that come in one and the same moment may count as one.
  expect(await drifts()).toBeLessThanOrEqual(before + Object.keys(breaks).length);
  await same(owner.page, guest.page);
  await owner.context.close();
  await guest.context.close();
});
