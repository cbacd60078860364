// What a page can do to its document, and the mirror beside it: a real browser, real sessions.
import type { Frame } from 'playwright-core';
import { eventually, textOf } from '../../support/two.ts';
import { servePages, type Site } from '../../support/site.ts';
import { startWorld, type Participant, type World } from '../../support/world.ts';
import { same } from './same.ts';

jest.setTimeout(90_000);

const pages = {
  '/': `<!doctype html><title>Fidelity</title><style id=sheet>p { color: rgb(1, 2, 3) }</style>
    <h1>Start</h1><p id=text>text</p><form><input id=name value=a><input type=password id=secret value=hunter2><textarea>long</textarea>
    <select multiple><option selected>1<option>2</select></form><details><summary>more</summary>inner</details><dialog>modal</dialog>
    <div id=host></div><iframe id=blank></iframe><iframe id=written srcdoc="<p>from srcdoc<script>document.body.append('and its script')</script>"></iframe>
    <x-card>card</x-card><svg width=10 height=10><use xlink:href="#nothing"/></svg><div id=pool></div>`,
  '/frame':
    '<!doctype html><title>Inner</title><p id=inner>inner</p><button id=press onclick="this.textContent = Number(this.textContent) + 1">0</button>',
};

let world: World;
let site: Site;
let other: Site;
let owner: Participant;
let guest: Participant;
let session: { id: string; inviteUrl: string };
beforeAll(async () => {
  world = await startWorld();
  site = await servePages(pages);
  other = await servePages(pages);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});
beforeEach(async () => {
  ({ owner, guest, session } = await world.pair(`${site.origin}/`));
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Start',
    'the guest sees the page',
  );
});
afterEach(async () => {
  await world.api('DELETE', `/api/sessions/${session.id}`);
  await owner.context.close();
  await guest.context.close();
});
const both = (): Promise<void> => same(owner.page, guest.page);

test('the page as it came, and for somebody who comes late', async () => {
  await both();
  const late = await world.join(session.inviteUrl, 'Lena');
  await same(owner.page, late.page);
  await both();
  await late.context.close();
});

test('style sheets set by script, adopted, and in shadow roots', async () => {
  await (
    await owner.page()
  ).evaluate(() => {
    (document.querySelector('#sheet') as HTMLStyleElement).sheet?.insertRule('h1 { color: rgb(9, 9, 9) }');
    const adopted = new CSSStyleSheet();
    adopted.replaceSync('p { font-weight: 700 }');
    document.adoptedStyleSheets = [adopted];
    const root = (document.querySelector('#host') as Element).attachShadow({ mode: 'open' });
    root.innerHTML = '<p>in the shadow</p><slot></slot>';
    root.adoptedStyleSheets.push(adopted);
    (window as unknown as { adopted: CSSStyleSheet }).adopted = adopted;
  });
  await both();
  await (
    await owner.page()
  ).evaluate(() =>
    (window as unknown as { adopted: CSSStyleSheet }).adopted.insertRule('p { color: rgb(7, 7, 7) }', 1),
  );
  await both();
  const colour = await (
    await guest.page()
  ).evaluate(() => {
    const p = document.querySelector('#host')?.shadowRoot?.querySelector('p');
    return p === null || p === undefined ? '' : getComputedStyle(p).color;
  });
  expect(colour).toBe('rgb(7, 7, 7)');
});

test('custom elements, dialogs, details, forms', async () => {
  await (
    await owner.page()
  ).evaluate(() => {
    customElements.define('x-card', class extends HTMLElement {});
    (document.querySelector('dialog') as HTMLDialogElement).showModal();
    (document.querySelector('details') as HTMLDetailsElement).open = true;
    (document.querySelector('#name') as HTMLInputElement).value = 'set by script';
    (document.querySelector('#secret') as HTMLInputElement).value = 'hunter3';
    (document.querySelector('textarea') as HTMLTextAreaElement).value = 'also';
    (document.querySelectorAll('option')[1] as HTMLOptionElement).selected = true;
  });
  await both();
  const mirror = await guest.page();
  await eventually(
    () => mirror.evaluate(() => document.querySelector('x-card')?.matches(':defined')),
    Boolean,
    'the element is defined',
  );
  expect(
    await mirror.evaluate(
      () =>
        document.documentElement.outerHTML + (document.querySelector('#secret') as HTMLInputElement).value,
    ),
  ).not.toContain('hunter');
  await (await owner.page()).evaluate(() => (document.querySelector('dialog') as HTMLDialogElement).close());
  await both();
});

test('frames without an address of their own', async () => {
  await (
    await owner.page()
  ).evaluate(() => {
    const inner = (document.querySelector('#blank') as HTMLIFrameElement).contentDocument as Document;
    inner.body.innerHTML = '<p>within</p>';
    inner.body.append('more');
  });
  await both();
  const mirror = await guest.page();
  await eventually(
    () =>
      mirror.evaluate(
        () => (document.querySelector('#written') as HTMLIFrameElement).contentDocument?.body.textContent,
      ),
    (it) => it?.includes('and its script') === true,
    'what the script made',
  );
});

test.each(['same', 'other'] as const)('a frame of the %s site has a stream of its own', async (which) => {
  const origin = which === 'same' ? site.origin : other.origin;
  await (
    await owner.page()
  ).evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.id = 'child';
    frame.src = url;
    document.body.append(frame);
  }, `${origin}/frame`);
  const childOf = async (who: Participant): Promise<Frame> => {
    const found = (await who.page()).childFrames().find((it) => it.url().includes('/frame'));
    if (found === undefined) throw new Error('no frame yet');
    return found;
  };
  await eventually(
    async () => textOf(await childOf(guest), '#inner'),
    (it) => it === 'inner',
    'the frame in the mirror',
  );
  await (
    await childOf(owner)
  ).evaluate(() => {
    (document.querySelector('#inner') as Element).textContent = 'changed';
  });
  await eventually(
    async () => textOf(await childOf(guest), '#inner'),
    (it) => it === 'changed',
    'a change in the frame',
  );
  await guest.shell.getByRole('button', { name: 'Request control' }).first().click();
  await owner.shell.getByRole('button', { name: 'Give control to Gus' }).first().click();
  await guest.shell.getByRole('status').filter({ hasText: 'You have control' }).first().waitFor();
  await (await childOf(guest)).click('#press');
  await eventually(
    async () => textOf(await childOf(owner), '#press'),
    (it) => it === '1',
    'a click in the frame',
  );
  await eventually(
    async () => textOf(await childOf(guest), '#press'),
    (it) => it === '1',
    'and what came of it',
  );
});

test('a page that goes on without a load', async () => {
  await (await owner.page()).evaluate(() => history.pushState(null, '', '/elsewhere?a=1#b'));
  await eventually(
    async () => new URL((await guest.page()).url()).pathname,
    (it) => it === '/elsewhere',
    'the address of the mirror',
  );
  await both();
});

test('any edits, also of what is not in the document at the time; the mirror is never out of step', async () => {
  const asked: string[] = [];
  guest.shell.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (/"resync"/.test(String(payload)) && !/no snapshot yet/.test(String(payload)))
        asked.push(String(payload));
    });
  });
  await guest.shell.reload();
  await eventually(
    async () => textOf(await guest.page(), 'h1'),
    (it) => it === 'Start',
    'the guest is back',
  );
  const live = await owner.page();
  for (let round = 0; round < 8; round++) {
    await live.evaluate(
      async (seed) => {
        let state = seed;
        const random = (below: number): number => {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          return Math.floor((state / 2 ** 32) * below);
        };
        const top = document.querySelector('#pool') as Element;
        const pool: Node[] = [top];
        const pick = (): Node => pool[random(pool.length)] as Node;
        const names = [
          'div',
          'p',
          'b',
          'input',
          'textarea',
          'section',
          'table',
          'template',
          'svg',
          'iframe',
          'style',
        ];
        for (let step = 0; step < 250; step++) {
          const target = pick();
          const before = target.childNodes[random(target.childNodes.length + 1)] ?? null;
          const one = pick();
          switch (random(9)) {
            case 0:
            case 1: {
              const made = document.createElement(names[random(names.length)] as string);
              pool.push(made);
              target.insertBefore(made, before);
              break;
            }
            case 2:
            case 3:
              if (
                one !== top &&
                !(one instanceof ShadowRoot) &&
                !one.contains(target) &&
                target.getRootNode({ composed: true }) !== one &&
                before !== one
              ) {
                try {
                  target.insertBefore(one, before);
                } catch {
                  // Into itself, through a shadow root.
                }
              }
              break;
            case 4:
              if (one !== top) one.parentNode?.removeChild(one);
              break;
            case 5:
              target.insertBefore(document.createTextNode(`t${String(step)}`), before);
              break;
            case 6:
              if (target instanceof Element) target.setAttribute(`data-${String(random(4))}`, String(step));
              break;
            case 7:
              if (
                target instanceof HTMLDivElement &&
                target !== top &&
                target.shadowRoot === null &&
                random(3) === 0
              )
                pool.push(target.attachShadow({ mode: 'open' }));
              else if (target instanceof HTMLInputElement) target.value = String(step);
              break;
            case 8:
              if (random(5) === 0) await new Promise((done) => setTimeout(done));
              else if (target instanceof HTMLElement && target !== top && random(3) === 0)
                target.innerHTML = '<i>x<u></u></i><!--c-->';
          }
        }
      },
      round * 7919 + 1,
    );
    await both();
  }
  expect(asked).toEqual([]);
});
