// Two sites on one port, bare at `<name>.localhost` and proxied at their labels, and a shell around the proxied page.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressBook, parseLabel, type AddressBook } from '../../../protocol/address.ts';
import { withRuntime, type Boot } from '../../../protocol/boot.ts';
import { bundlePaths, ownPaths, versionCookie } from '../../../protocol/cookie-names.ts';
import { livePolicy } from '../../../proxy/http/own-policy.ts';
import { rewriteHtml } from '../../../proxy/rewrite/html.ts';
import { rewriteScript } from '../../../proxy/rewrite/script.ts';
import { probes } from './probes.ts';

const SESSION = 'abcdefgh';
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const probeScript = (other: string): string => `
const OTHER = ${JSON.stringify(other)};
const probes = {
${Object.entries(probes)
  .map(([name, body]) => `  ${JSON.stringify(name)}: async () => { ${body} },`)
  .join('\n')}
};
(async () => {
  const found = {};
  for (const name of Object.keys(probes)) {
    const late = new Promise((done) => setTimeout(done, 3000, 'never answered'));
    try { found[name] = await Promise.race([probes[name](), late]); } catch (error) { found[name] = 'threw ' + error; }
  }
  window.found = JSON.stringify(found);
})();`;

type Answer = readonly [type: string, text: string | Buffer, headers?: Record<string, string> | undefined];

/** What a site answers; it knows nothing of proxies. */
function answer(
  site: { origin: string; other: string },
  request: { path: string; host: string; origin: string; cookie: string },
): Answer | null {
  const open = { 'access-control-allow-origin': '*' };
  const { path, host, origin, cookie } = request;
  switch (path.replace(/\?.*/, '')) {
    case '/page':
      return [
        'text/html',
        `<!doctype html><html><head><title>Page</title></head><body><div id="static"><a href="${site.other}/abs?a=1&amp;b=2">x</a><a href="/rel">y</a><a href="${site.other}">z</a><img src="${site.other}/i.png" srcset="/i.png 1x, ${site.other}/i.png 2x"></div><script src="/probe.js"></script></body></html>`,
      ];
    case '/probe.js':
      return ['text/javascript', probeScript(site.other)];
    case '/echo':
      return ['application/json', JSON.stringify({ url: path, host, origin, cookie }), open];
    case '/closed':
      return ['text/plain', 'secret'];
    case '/i.png':
      return ['image/gif', PIXEL, open];
    case '/events':
      return ['text/event-stream', 'data: one\n\n', open];
    case '/module.js':
      return [
        'text/javascript',
        'export const url = import.meta.url; export const resolved = import.meta.resolve("./x.js"); export const where = location.href;',
      ];
    case '/worker.js':
      return [
        'text/javascript',
        '"use strict"; (async () => postMessage([location.href, self.location.host, self.origin, String(location), (await fetch("/echo")).url, (function () { return this === undefined })(), typeof WorkerGlobalScope]))()',
      ];
    case '/module-worker.js':
      return [
        'text/javascript',
        'import { url } from "/module.js"; postMessage([location.href, url, import.meta.url])',
      ];
    case '/frame':
      return [
        'text/html',
        `<!doctype html><script>addEventListener("message", (e) => e.source.postMessage({ from: e.origin, here: location.href, contentType: '',
    referrer: document.referrer, top: top === parent, ancestors: [...location.ancestorOrigins] }, e.origin)); parent.postMessage({ hello: 1 }, ${JSON.stringify(site.other)});</script>`,
      ];
    case '/sub':
      return [
        'text/html',
        `<!doctype html><a href="${site.other}/deep">d</a><script>window.report = [location.href, document.referrer, parent === top, frameElement.localName, String(fetch), typeof early]</script>`,
      ];
    case '/parsed':
      return [
        'text/html',
        '<!doctype html><iframe name="inner"></iframe><script>window.report = [frames[0].Function("return parent.location.href")(), frames.inner.eval("parent.location.host")]</script>',
      ];
    case '/worklet.js':
      return [
        'text/javascript',
        'registerProcessor("p", class extends AudioWorkletProcessor { process() { return false; } })',
      ];
    case '/nest':
      return ['text/html', `<!doctype html><iframe src="${site.other}/leaf"></iframe>`];
    case '/leaf':
      return [
        'text/html',
        '<!doctype html><script>top.postMessage({ deep: [top === parent.parent, location.href, parent === top, [...location.ancestorOrigins], frameElement] }, "*")</script>',
      ];
    case '/shared-worker.js':
      return ['text/javascript', 'onconnect = (e) => e.ports[0].postMessage([location.href, self.origin])'];
    case '/service-worker.js':
      return ['text/javascript', 'self.addEventListener("fetch", () => undefined)'];
    default:
      return null;
  }
}

/** One site's cookies, as simply as the probes need them. */
function createJar(): { write: (text: string) => void; readonly text: string; readonly version: number } {
  const cookies = new Map<string, string>();
  let version = 1;
  return {
    write: (text) => {
      const [pair = '', ...rest] = text.split(';');
      const at = pair.indexOf('=');
      if (rest.some((it) => /max-age=0|expires=.* 1970/.test(it))) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
      version++;
    },
    get text() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    get version() {
      return version;
    },
  };
}

interface Sites {
  readonly bare: string;
  readonly shell: string;
  readonly proxied: string;
  readonly close: () => Promise<void>;
}

/** The injected scripts, as text. */
type Bundles = Readonly<Record<'live' | 'worker', string>>;

export async function startSites(bundles: Bundles): Promise<Sites> {
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const base = { protocol: 'http:', host: `lockstep.localhost:${port}` } as const;
  const book = addressBook(base, SESSION, new Map(), () => undefined);
  const one = `http://one.site.localhost:${port}`;
  const two = `http://two.other.localhost:${port}`;
  const page = `${one}/page?q=1`;
  const jars = new Map([one, two].map((origin) => [origin, createJar()]));
  const otherOf = (origin: string): string => (origin === one ? two : one);

  const bootOf = (url: string, referrer: string): Boot => {
    const jar = jars.get(new URL(url).origin);
    return {
      session: SESSION,
      base,
      role: 'live',
      key: 'k',
      url,
      contentType: '',
      referrer,
      cookies: jar?.text ?? '',
      cookieVersion: jar?.version ?? 0,
      cookieToken: 'token',
      framers: null,
      nonce: 'n0nce',
      privacy: { mode: 'visible', hide: [], show: [] },
      stored: false,
      prelude: 0,
      hashed: {},
    };
  };
  const send = (response: ServerResponse, [type, text, headers]: Answer): void => {
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...headers });
    response.end(text);
  };
  const proxied = proxiedSite({ book, bundles, jars, bootOf, otherOf, send, policy: livePolicy(base) });
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const host = request.headers.host ?? '';
    if (host === base.host) return send(response, shellPage(book.proxied(page)));
    if (host.endsWith(base.host)) return proxied(request, response, host.slice(0, -base.host.length - 1));
    const origin = `http://${host}`;
    const it = answer(
      { origin, other: otherOf(origin) },
      {
        path: request.url ?? '',
        host,
        origin: request.headers.origin ?? '',
        cookie: request.headers.cookie ?? '',
      },
    );
    if (it) send(response, it);
    else response.writeHead(404).end();
  };
  return {
    bare: page,
    shell: `http://${base.host}/`,
    proxied: book.proxied(page),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

const shellPage = (url: string): Answer => [
  'text/html',
  `<!doctype html><script>window.told = []; addEventListener("message", (e) => { const p = e.ports[0]; p.onmessage = (m) => told.push(m.data); p.postMessage({ type: "init", role: "live", controller: true, me: "aaaaaaaa", window: "w1", colour: "#000000" }) })</script><iframe name="ls-spare-3" hidden></iframe><iframe name="ls-f1" src="${url}"></iframe>`,
];

interface Parts {
  readonly book: AddressBook;
  readonly bundles: Bundles;
  readonly jars: ReadonlyMap<string, ReturnType<typeof createJar>>;
  readonly bootOf: (url: string, referrer: string) => Boot;
  readonly otherOf: (origin: string) => string;
  readonly send: (response: ServerResponse, answer: Answer) => void;
  readonly policy: string;
}

/** The least a proxy has to do, by the proxy's own rewriters. */
function proxiedSite({ book, bundles, jars, bootOf, otherOf, send, policy }: Parts) {
  const body = async (request: IncomingMessage): Promise<string> => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    return text;
  };
  return (request: IncomingMessage, response: ServerResponse, label: string): void => {
    const origin = parseLabel(label)?.origin ?? '';
    const path = request.url ?? '';
    const jar = jars.get(origin);
    for (const [, text = ''] of (request.headers.cookie ?? '').matchAll(/lsw_\d+=token\.\d+\.([^;]*)/g))
      jar?.write(decodeURIComponent(text));
    const expired = [...(request.headers.cookie ?? '').matchAll(/lsw_\d+/g)].map(
      ([name]) => `${name}=; max-age=0; path=/`,
    );
    response.setHeader('set-cookie', [...expired, `${versionCookie(SESSION)}=${jar?.version ?? 0}; path=/`]);
    for (const name of ['live', 'worker'] as const)
      if (path.startsWith(bundlePaths[name])) return send(response, ['text/javascript', bundles[name]]);
    if (path.startsWith(`${ownPaths.cookie}?`)) {
      void body(request).then((text) => {
        jar?.write(text);
        send(response, ['application/json', JSON.stringify({ version: jar?.version, cookies: jar?.text })]);
      });
      return;
    }
    if (path.startsWith(ownPaths.cookies))
      return send(response, [
        'application/json',
        JSON.stringify({ version: jar?.version, cookies: jar?.text }),
      ]);
    if (path.startsWith(ownPaths.rewrite)) {
      void body(request).then((text) =>
        send(response, ['text/plain', rewriteScript(text, path.endsWith('module') ? 'module' : 'script')]),
      );
      return;
    }
    const from = request.headers.origin === undefined ? '' : book.real(request.headers.origin);
    const it = answer(
      { origin, other: otherOf(origin) },
      { path, host: new URL(origin).host, origin: from, cookie: jar?.text ?? '' },
    );
    if (!it) return void response.writeHead(404).end();
    const [type, text, headers] = it;
    const url = origin + path;
    const referrer = request.headers.referer === undefined ? '' : book.real(request.headers.referer);
    const boot = bootOf(url, referrer.startsWith(`http://lockstep.localhost`) ? '' : referrer);
    if (type === 'text/html') {
      response.setHeader('content-security-policy', policy);
      return send(response, [
        type,
        rewriteHtml(String(text), { book, url, boot, injectUrl: bundlePaths.live }),
        headers,
      ]);
    }
    if (type !== 'text/javascript') return send(response, it);
    const module = /module/.test(path);
    const code = rewriteScript(String(text), module ? 'module' : 'script', {
      book,
      url,
      boot,
      injectUrl: bundlePaths.live,
    });
    const worker = /worker$/.test(String(request.headers['sec-fetch-dest']));
    send(response, [
      type,
      worker ? withRuntime(code, boot, bundlePaths.worker, module ? 'module' : 'classic') : code,
      headers,
    ]);
  };
}
