// Pages that are XML: XHTML and SVG documents run their scripts at real addresses, and mirrors show them.
import { serveSite, type Site } from '../../support/site.ts';
import { eventually, textOf } from '../../support/two.ts';
import { startWorld, type World } from '../../support/world.ts';

jest.setTimeout(90_000);

const pages: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/page.xhtml': [
    'application/xhtml+xml',
    `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>X</title></head><body><p id="where">-</p>
<script><![CDATA[ if (1 < 2) document.getElementById("where").textContent = location.href + " " + document.querySelectorAll("script").length ]]></script></body></html>`,
  ],
  '/picture.svg': [
    'image/svg+xml',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"><text id="where" y="20">-</text><script>document.getElementById("where").textContent = location.href + " " + document.querySelectorAll("script").length</script></svg>`,
  ],
};

let world: World;
let site: Site;
beforeAll(async () => {
  world = await startWorld();
  site = await serveSite((request, response) => {
    const [type, text] = pages[request.url ?? ''] ?? ['text/plain', 'nothing here'];
    response.writeHead(200, { 'content-type': type }).end(text);
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

test.each(Object.keys(pages))('%s', async (path) => {
  const url = site.origin + path;
  const { owner, guest, session } = await world.pair(url);
  for (const who of [owner, guest])
    await eventually(
      async () => textOf(await who.page(), '#where'),
      (it) => it === `${url} 1`,
      `${who.name} sees what the script wrote`,
    );
  expect(site.requests.filter((it) => it === `GET ${path}`)).toHaveLength(1);
  await world.api('DELETE', `/api/sessions/${session.id}`);
  for (const who of [owner, guest]) await who.context.close();
});
