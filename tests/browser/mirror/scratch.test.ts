import { handOver, eventually, textOf } from '../../support/two.ts';
import { packageFolder, serveFolder } from '../../support/site.ts';
import { startWorld } from '../../support/world.ts';
jest.setTimeout(60_000);
test('x', async () => {
  await using world = await startWorld();
  const site = await serveFolder(packageFolder('reveal.js'));
  const { owner, guest } = await world.pair(site.origin + '/demo.html');
  for (const who of [owner, guest]) who.shell.on('console', (m) => console.log(who.name, m.text()));
  const live = await owner.page('/demo.html');
  await eventually(async () => textOf(await guest.page('/demo.html'), 'section.present'), (it) => it.includes('HTML Pres'), 'x');
  await handOver(owner, guest);
  await live.evaluate(() => { for (const t of ['keydown', 'keypress', 'keyup', 'focusin']) document.addEventListener(t, (e) => console.log(t, (e as KeyboardEvent).key, (e as KeyboardEvent).keyCode, String(e.target), e.defaultPrevented, document.activeElement?.tagName, document.hasFocus()), true); });
  await (await guest.page('/demo.html')).evaluate(() => { for (const t of ['keydown', 'keypress', 'keyup', 'focusin']) document.addEventListener(t, (e) => console.log('M', t, (e as KeyboardEvent).key, String(e.target), e.defaultPrevented), true); });
  await (await guest.page('/demo.html')).locator('body').press('ArrowRight');
  await new Promise((d) => setTimeout(d, 3000));
  console.log(await textOf(live, 'section.present'));
});
