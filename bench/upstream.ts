// How many requests a site gets when ten people watch, against the live browser alone.
//   npm run bench -- upstream
import express from 'express';
import { openBrowser, participate } from './browsers.ts';
import { startLockstep } from './process.ts';
import { createSession } from './session.ts';
import { openSite } from './site.ts';

const MIRRORS = 10;
const pages = express();
pages.get('/', (_, response) => {
  const pictures = Array.from({ length: 20 }, (_, n) => `<img src="/picture/${String(n)}.svg" alt="">`).join(
    '',
  );
  response.send(
    `<!doctype html><title>Pictures</title><link rel=stylesheet href=/style.css><script src=/script.js></script><h1 id=here>Pictures</h1>${pictures}`,
  );
});
pages.get(
  '/style.css',
  (_, response) =>
    void response.type('css').send('@import "/more.css"; h1 { background: url(/picture/h1.svg) }'),
);
pages.get('/more.css', (_, response) => void response.type('css').send('body { margin: 2em }'));
pages.get('/script.js', (_, response) => void response.type('js').send('fetch("/answer.json")'));
pages.get('/answer.json', (_, response) => void response.json({ ok: true }));
pages.get(
  '/picture/:name',
  (_, response) =>
    void response
      .type('svg')
      .set('cache-control', 'no-store')
      .send(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle r="20" cx="20" cy="20"/></svg>',
      ),
);

let requests = 0;
using site = await openSite((request, response) => {
  requests += 1;
  pages(request, response);
});
const origin = `${site.origin}/`;
using lockstep = await startLockstep();
const base = new URL(lockstep.said);
const browser = await openBrowser();

async function count(mirrors: number): Promise<number> {
  const before = requests;
  const session = await createSession(base, origin);
  const live = await participate(browser, session.ownerUrl, 'Olga', '#here');
  await live.waitForFunction(() => document.readyState === 'complete');
  for (let n = 0; n < mirrors; n++) {
    const mirror = await participate(browser, session.inviteUrl, `Guest${String(n)}`, 'img');
    await mirror.waitForFunction(
      () =>
        document.images.length === 20 &&
        [...document.images].every((it) => it.complete && it.naturalWidth > 0),
    );
  }
  await live.page().context().close();
  return requests - before;
}

const alone = await count(0);
const watched = await count(MIRRORS);
console.log(
  `requests the site got: ${String(alone)} alone, ${String(watched)} with ${String(MIRRORS)} mirrors: ${(watched / alone).toFixed(2)}x`,
);
await browser.close();
