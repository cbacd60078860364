// What is drawn on canvases is seen in mirrors.
import type { Frame } from 'playwright-core';
import { servePages, type Site } from '../../support/site.ts';
import { eventually } from '../../support/two.ts';
import { startWorld, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const page = `<!doctype html><title>Canvas</title><canvas id=flat width=60 height=40></canvas>
  <canvas id=solid width=60 height=40></canvas><canvas id=hidden data-lockstep-mask width=60 height=40></canvas><div id=host></div>
  <script>
    const paint = (canvas, colour) => { const it = canvas.getContext('2d'); it.fillStyle = colour; it.fillRect(0, 0, 60, 40) }
    const flat = document.querySelector('#flat')
    paint(flat, 'rgb(200, 0, 0)')
    paint(document.querySelector('#hidden'), 'rgb(1, 200, 1)')
    const gl = document.querySelector('#solid').getContext('webgl')
    let shade = 0.4
    const draw = () => { gl.clearColor(0, 0, shade, 1); gl.clear(gl.COLOR_BUFFER_BIT); requestAnimationFrame(draw) }
    if (gl) draw()
    window.later = () => {
      paint(flat, 'rgb(0, 200, 0)'); shade = 0.8
      const made = document.createElement('canvas'); made.width = 60; made.height = 40; made.id = 'made'
      paint(made, 'rgb(0, 0, 200)'); document.querySelector('#host').append(made)
    }
  </script>`;

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

/** The colour in the middle: red, green, blue. */
const colourOf = (frame: Frame, selector: string): Promise<number[] | null> =>
  frame.evaluate((it) => {
    const canvas = document.querySelector<HTMLCanvasElement>(it);
    if (canvas === null) return null;
    const copy = document.createElement('canvas');
    copy.width = copy.height = 1;
    const context = copy.getContext('2d');
    context?.drawImage(canvas, 30, 20, 1, 1, 0, 0, 1, 1);
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
  }, selector);

const near =
  (wanted: readonly number[]) =>
  (it: number[] | null): boolean =>
    it !== null && it.every((value, i) => Math.abs(value - (wanted[i] ?? 0)) <= 6);

test('2D and WebGL, drawn before and after, and for who comes late; what is hidden stays so', async () => {
  const { session, owner, guest } = await world.pair(`${site.origin}/`);
  const shows = (who: typeof guest, selector: string, colour: readonly number[]): Promise<unknown> =>
    eventually(async () => colourOf(await who.page(), selector), near(colour), `${selector} of ${who.name}`);
  const hasWebGL = await (
    await owner.page()
  ).evaluate(() => document.createElement('canvas').getContext('webgl') !== null);
  await shows(guest, '#flat', [200, 0, 0]);
  if (hasWebGL) await shows(guest, '#solid', [0, 0, 102]);
  await (await owner.page()).evaluate(() => (window as unknown as { later: () => void }).later());
  await shows(guest, '#flat', [0, 200, 0]);
  await shows(guest, '#made', [0, 0, 200]);
  if (hasWebGL) await shows(guest, '#solid', [0, 0, 204]);
  const late = await world.join(session.inviteUrl, 'Lea');
  await shows(late, '#flat', [0, 200, 0]);
  await shows(late, '#made', [0, 0, 200]);
  expect(await colourOf(await late.page(), '#hidden')).toEqual([0, 0, 0]);
});
