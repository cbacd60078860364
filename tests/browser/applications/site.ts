// The sites that the applications live on; each starts afresh, so that two runs meet the same.
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import express, { type Express } from 'express';
import { packageFolder, serveSite, type Site } from '../../support/site.ts';

const page = (rest: string) =>
  `<!doctype html><meta charset="utf-8"><title>Plants</title><div id="app"></div>${rest}`;

/** A single-page application: every address gives the page, and an API keeps what is sent to it. */
export function serveApplication(script: string): Promise<Site> {
  const plants = [{ id: 1, name: 'Moss' }];
  const app = express().use(express.json());
  app.get('/main.js', (_, response) => void response.type('js').send(script));
  app.get('/api/plants', (_, response) => void response.json(plants));
  app.post('/api/plants', ({ body }, response) => {
    const plant = { id: plants.length + 1, name: String((body as { name: unknown }).name) };
    plants.push(plant);
    response.status(201).json(plant);
  });
  app.use((_, response) => void response.send(page('<script type="module" src="/main.js"></script>')));
  return serveSite(app);
}

/** A rich-text editor on a page of its own. */
export function serveEditor(script: string): Promise<Site> {
  const app = express();
  app.get('/main.js', (_, response) => void response.type('js').send(script));
  app.get('/', (_, response) => {
    response.send(page('<output id="document"></output><script type="module" src="/main.js"></script>'));
  });
  return serveSite(app);
}

/** Monaco as its documentation has it loaded without a bundler; what its workers come to is told by the editor itself. */
export function serveCodeEditor(): Promise<Site> {
  // It does not let its own description be asked for.
  const folder = join(dirname(packageFolder('leaflet')), 'monaco-editor/min/vs');
  const app = express().use('/vs', express.static(folder));
  app.get('/', (_, response) => {
    response.send(
      page(`<style>#app { height: 300px; width: 700px }</style><script src="/vs/loader.js"></script><script>
      require.config({ paths: { vs: new URL('/vs', location.href).href } });
      require(['vs/editor/editor.main'], () => {
        const value = 'const fern = 1;\\nfern.nothing();\\n';
        window.editor = monaco.editor.create(document.querySelector('#app'), { value, language: 'javascript' });
      });
      </script>`),
    );
  });
  return serveSite(app);
}

const tile = (z: string, x: string, y: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><text x="9" y="99">${z}/${x}/${y}</text></svg>`;

/** Leaflet's quick start, with tiles of this site. */
export function serveMap(): Promise<Site> {
  const app = express().use('/leaflet', express.static(`${packageFolder('leaflet')}/dist`));
  app.get('/tiles/:z/:x/:y', ({ params: { z, x, y } }, response) => {
    response.type('svg').send(tile(z, x, y));
  });
  app.get('/', (_, response) => {
    response.send(
      page(`<link rel="stylesheet" href="/leaflet/leaflet.css"><style>#app { height: 400px; width: 600px }</style>
      <script src="/leaflet/leaflet.js"></script><script>
      const map = L.map('app', { zoomAnimation: false, fadeAnimation: false }).setView([51.505, -0.09], 13);
      L.tileLayer('/tiles/{z}/{x}/{y}').addTo(map);
      L.marker([51.5, -0.09]).addTo(map).bindPopup('A pretty popup.');
      </script>`),
    );
  });
  return serveSite(app);
}

/** Pages made on the server, behind a login, whose forms carry a token. */
export function serveLogin(): Promise<Site> {
  const names = new Map<string, string>();
  const tokens = new Map<string, string>();
  const app: Express = express().use(express.urlencoded({ extended: false }));
  const visitor = (cookie: string | undefined) => /(?:^|; )visit=(\w+)/.exec(cookie ?? '')?.[1] ?? '';
  app.get('/login', (_, response) => {
    const visit = randomBytes(8).toString('hex');
    tokens.set(visit, randomBytes(8).toString('hex'));
    response.cookie('visit', visit, { httpOnly: true, sameSite: 'strict' });
    response.send(
      page(`<h1>Login</h1><form method="post"><input type="hidden" name="token" value="${tokens.get(visit) ?? ''}">
      <input id="name" name="name"><button id="login">Login</button></form>`),
    );
  });
  app.post('/login', ({ headers, body }, response) => {
    const { token, name } = body as Record<string, string>;
    const visit = visitor(headers.cookie);
    const own = headers.origin === `http://${headers.host ?? ''}`;
    if (!own || token === undefined || tokens.get(visit) !== token)
      return void response.status(403).send('no');
    names.set(visit, name ?? '');
    response.redirect(303, '/');
  });
  app.get('/', ({ headers }, response) => {
    const name = names.get(visitor(headers.cookie));
    if (name === undefined) return response.redirect(302, '/login');
    response.send(
      page(`<h1>Hello ${name}</h1><p id="cookie"></p><p id="from"></p><script>
      document.querySelector('#cookie').textContent = 'cookies: ' + document.cookie;
      document.querySelector('#from').textContent = document.referrer;</script>`),
    );
  });
  return serveSite(app);
}

const worker = `const shell = 'shell-1';
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shell).then((cache) => cache.addAll(['/', '/main.js'])).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).pathname === '/made') event.respondWith(new Response('by ' + self.location.pathname + ' for ' + event.request.url));
  else event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
});`;
const installed = `const say = (id, text) => { document.querySelector(id).textContent = text; };
document.querySelector('#ask').onclick = async () => say('#made', await (await fetch('/made')).text());
const { scope, active } = await navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready);
say('#scope', scope + ' ' + active.scriptURL + ' ' + await caches.keys());`;

/** A progressive web application: a service worker keeps its shell and answers for it. */
export function serveProgressive(): Promise<Site> {
  const app = express();
  app.get('/worker.js', (_, response) => void response.type('js').send(worker));
  app.get('/main.js', (_, response) => void response.type('js').send(installed));
  app.get('/', (_, response) => {
    response.send(
      page(`<h1>Kept</h1><p id="scope"></p><p id="made"></p><button id="ask">Ask</button>
      <script type="module" src="/main.js"></script>`),
    );
  });
  return serveSite(app);
}
