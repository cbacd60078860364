import { gzipSync, brotliCompressSync, deflateSync, deflateRawSync } from 'node:zlib';
import { LIVE, startSiteWorld } from './site-world.ts';

const html = (body: string): string =>
  `<!DOCTYPE html><html><head><title>t</title></head><body>${body}</body></html>`;

test('a page comes rewritten, with its boot tag and the site’s policy beside ours', async () => {
  await using world = await startSiteWorld((_, res) => {
    res.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'",
      'x-frame-options': 'DENY',
      'strict-transport-security': 'max-age=1',
      'x-own': 'kept',
    });
    res.end(html('<a href="https://example.com/x">x</a>'));
  });
  const page = await world.page('/a?b=c');
  expect(page.status).toBe(200);
  expect(page.text).toContain('data-lockstep=');
  expect(page.text).toContain('src="/_lockstep/live.js?v=v1"');
  expect(page.text).toContain(`href="${world.session.book.proxied('https://example.com/x')}"`);
  expect(page.headers['content-security-policy']).toContain('http://*.lockstep.test');
  expect(page.headers['content-security-policy']).toContain("lockstep-policy default-src%20'none'");
  expect(page.headers['x-frame-options']).toBeUndefined();
  expect(page.headers['strict-transport-security']).toBeUndefined();
  expect(page.headers['x-own']).toBe('kept');
  expect(page.headers['cache-control']).toBe('private, no-cache');
  expect(world.asked).toMatchObject([{ method: 'GET', url: '/a?b=c' }]);
});

test('a document is told its referrer as the site is; the shell is nobody’s', async () => {
  await using world = await startSiteWorld((_, res) => {
    res.setHeader('content-type', 'text/html');
    res.end(html(''));
  });
  const told = async (referer: string): Promise<string | undefined> => {
    const { text } = await world.ask('/x', { headers: { referer, 'sec-fetch-dest': 'iframe' } });
    return /&quot;referrer&quot;:&quot;(.*?)&quot;/.exec(text)?.[1];
  };
  expect(await told(`${world.proxied}/from?a=b`)).toBe(`${world.origin}/from?a=b`);
  expect(await told('http://lockstep.test/s/abc')).toBe('');
});

test('headers keep the spelling and the order in which the browser sent them', async () => {
  const seen: (readonly string[])[] = [];
  await using world = await startSiteWorld((req, res) => {
    seen.push(req.rawHeaders.filter((_, i) => i % 2 === 0));
    res.setHeader('set-cookie', 'a=b').end('ok');
  });
  const headers = {
    Host: new URL(world.proxied).host,
    'User-Agent': 'test',
    'x-OWN-name': '1',
    'sec-ch-ua': '"x"',
    Accept: '*/*',
    Cookie: LIVE,
  };
  await world.ask('/x', { cookie: null, headers });
  await world.ask('/x', { cookie: null, headers: { ...headers, 'Accept-Language': 'en' } });
  const first = ['Host', 'Connection', 'User-Agent', 'x-OWN-name', 'sec-ch-ua', 'Accept'];
  expect(seen[0]).toEqual([...first, 'Accept-Encoding']);
  expect(seen[1]).toEqual([...first, 'Accept-Language', 'Accept-Encoding', 'Cookie']);
});

test.each([
  [['application/json', 'text/html; charset=windows-1252']],
  [['text/html; charset=windows-1252, text/html']],
  [['text/html; charset=utf-8', 'x', '*/*', 'text/html;charset="windows-1252"']],
])('of several types the last one counts: %j', async (types) => {
  await using world = await startSiteWorld((_, res) => {
    res.writeHead(200, { 'content-type': types });
    res.end(Buffer.from(html('<p>\x80'), 'latin1'));
  });
  const page = await world.page('/');
  expect(page.text).toContain('data-lockstep=');
  expect(page.headers['content-type']).toMatch(/charset=windows-1252$/);
  expect(page.raw.toString('latin1')).toContain('<p>\x80');
});

test('a sandboxed frame, which has no origin, may frame what its site lets anybody frame', async () => {
  await using world = await startSiteWorld((req, res) => {
    res.setHeader('content-type', 'text/html');
    if (req.url === '/own') res.setHeader('x-frame-options', 'SAMEORIGIN');
    res.end(html(''));
  });
  const policy = async (path: string, headers: Record<string, string>): Promise<string> =>
    String((await world.page(path, { headers })).headers['content-security-policy']);
  const sandboxed = { 'sec-fetch-site': 'cross-site' };
  expect(await policy('/', sandboxed)).not.toContain('frame-ancestors');
  expect(await policy('/own', sandboxed)).toContain('frame-ancestors');
  expect(await policy('/', { 'sec-fetch-site': 'same-site' })).toContain('frame-ancestors');
});

test('requests look as the browser would have sent them to the site itself', async () => {
  await using world = await startSiteWorld((_, res) => res.end('ok'));
  await world.ask('/x', {
    method: 'POST',
    body: 'hello',
    headers: {
      origin: world.proxied,
      referer: `${world.proxied}/from?a=b`,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'empty',
      'x-forwarded-for': '10.1.1.1',
      'user-agent': 'test',
      'content-type': 'text/plain',
    },
  });
  await world.ask('/y', {
    headers: {
      referer: `${world.session.book.proxiedOrigin('https://other.example')}/z`,
      'sec-fetch-site': 'same-site',
    },
  });
  const [first, second] = world.asked;
  expect(first?.headers).toMatchObject({
    host: new URL(world.origin).host,
    origin: world.origin,
    referer: `${world.origin}/from?a=b`,
    'sec-fetch-site': 'same-origin',
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': 'test',
  });
  expect(first?.headers.cookie).toBeUndefined();
  expect(first?.headers['x-forwarded-for']).toBeUndefined();
  // Down to http, a secure page does not say where it was.
  expect(second?.headers.referer).toBeUndefined();
  expect(second?.headers['sec-fetch-site']).toBe('cross-site');
});

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
] as const)('what is compressed with %s is rewritten too', async (encoding, compress) => {
  await using world = await startSiteWorld((_, res) => {
    res.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding });
    res.end(compress(html('<p>grüße</p>')));
  });
  const page = await world.page('/');
  expect(page.headers['content-encoding']).toBeUndefined();
  expect(page.text).toContain('data-lockstep');
});

test.each(['gzip', 'br', 'deflate', 'identity'])(
  'a body that is empty, and said to be %s, is an empty page',
  async (encoding) => {
    await using world = await startSiteWorld((_, res) => {
      res.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end();
    });
    const page = await world.page('/');
    expect(page.status).toBe(200);
    expect(page.text).toContain('data-lockstep');
  },
);

test('what needs no rewriting stays compressed, byte by byte', async () => {
  const body = gzipSync('{"a":1}');
  await using world = await startSiteWorld((_, res) => {
    res.writeHead(200, {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': body.length,
    });
    res.end(body);
  });
  const answer = await world.ask('/x.json', { headers: { 'sec-fetch-dest': 'empty' } });
  expect(answer.raw.equals(body)).toBe(true);
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(answer.headers['content-length']).toBe(String(body.length));
});

test('HTML that a script fetches is as the site wrote it', async () => {
  await using world = await startSiteWorld((_, res) =>
    res.writeHead(200, { 'content-type': 'text/html' }).end('<a href="https://a.example/">'),
  );
  const answer = await world.ask('/part', { headers: { 'sec-fetch-dest': 'empty' } });
  expect(answer.text).toBe('<a href="https://a.example/">');
  expect(answer.headers['vary']).toBe('Sec-Fetch-Dest');
});

test.each([
  ['by header', 'text/html; charset=iso-8859-2', ''],
  ['by meta', 'text/html', '<meta charset="iso-8859-2">'],
])('text in another encoding comes in that: %s', async (_, type, meta) => {
  const bytes = Buffer.concat([
    Buffer.from(`<!DOCTYPE html><head>${meta}</head><p>`),
    Buffer.from([0xb1, 0xe6]),
    Buffer.from('</p>'),
  ]);
  await using world = await startSiteWorld((__, res) =>
    res.writeHead(200, { 'content-type': type }).end(bytes),
  );
  const page = await world.page('/');
  expect(new TextDecoder('iso-8859-2').decode(page.raw)).toContain('<p>ąć</p>');
  expect(page.headers['content-type']).toBe('text/html; charset=iso-8859-2');
});

test('the first part of a page leaves before the last has come', async () => {
  let finish = (): void => undefined;
  await using world = await startSiteWorld((_, res) => {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    res.write('<!DOCTYPE html><head></head><body><p>first</p>');
    finish = () => res.end('<p>last</p>');
  });
  const { request } = await import('node:http');
  const text = await new Promise<string>((done) => {
    request(
      {
        port: world.port,
        host: '127.0.0.1',
        headers: {
          host: new URL(world.proxied).host,
          cookie: 'ls_abcdefgh=live',
          'sec-fetch-dest': 'iframe',
        },
      },
      (answer) => {
        let all = '';
        answer.on('data', (part: Buffer) => {
          all += part.toString();
          if (all.includes('first')) finish();
        });
        answer.on('end', () => done(all));
      },
    ).end();
  });
  expect(text).toContain('<p>last</p>');
});

test('scripts, style sheets and manifests are rewritten for what they are asked for as', async () => {
  const bodies: Record<string, readonly [string, string]> = {
    '/a.js': ['text/javascript', 'console.log(location.href)'],
    '/a.css': ['text/css', 'a{background:url(https://a.example/b.png)}'],
    '/a.webmanifest': ['application/manifest+json', '{"start_url":"https://a.example/"}'],
  };
  await using world = await startSiteWorld((req, res) => {
    const [type, body] = bodies[req.url ?? ''] ?? ['text/plain', ''];
    res.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body);
  });
  const as = (dest: string) => ({ headers: { 'sec-fetch-dest': dest } });
  expect((await world.ask('/a.js', as('script'))).text).toContain('$ls.location');
  expect((await world.ask('/a.css', as('style'))).text).toContain(
    world.session.book.proxied('https://a.example/b.png'),
  );
  expect((await world.ask('/a.webmanifest', as('manifest'))).text).toContain(
    world.session.book.proxied('https://a.example/'),
  );
  expect((await world.ask('/a.css', as('empty'))).text).toBe(bodies['/a.css']?.[1]);
});

test('workers get the bundle and their boot in front; a module imports it', async () => {
  await using world = await startSiteWorld((req, res) => {
    res.writeHead(200, { 'content-type': 'text/javascript' });
    res.end(req.url === '/m.js' ? 'import "./x.js"; run()' : "'use strict'; importScripts('x.js')");
  });
  const classic = await world.ask('/c.js', { headers: { 'sec-fetch-dest': 'worker' } });
  const [line, prelude] =
    /^"use strict";self\.\$lsBoot=\{.*"prelude":(\d+).*\};\/\*worker\*\/;/.exec(classic.text) ?? [];
  expect(line).toHaveLength(Number(prelude));
  expect(classic.text.slice(Number(prelude))).toBe("'use strict'; importScripts('x.js')");
  expect(classic.headers['content-security-policy']).toContain('lockstep.test');
  const module = await world.ask('/m.js', { headers: { 'sec-fetch-dest': 'worker' } });
  expect(module.text).toContain('import "/_lockstep/worker.js?v=v1";');
});

test.each([204, 205, 304])('a %i has no body, and ends', async (status) => {
  await using world = await startSiteWorld((_, res) =>
    res.writeHead(status, { 'content-type': 'text/html' }).end(),
  );
  const answer = await world.page('/');
  expect(answer.status).toBe(status);
  expect(answer.raw).toHaveLength(0);
});

test('HEAD, empty pages, parts, trailers and redirects', async () => {
  await using world = await startSiteWorld((req, res) => {
    if (req.url === '/range')
      res.writeHead(206, { 'content-type': 'text/html', 'content-range': 'bytes 2-3/9' }).end('ab');
    else if (req.url === '/trailers') {
      res.writeHead(200, { 'content-type': 'text/plain', trailer: 'x-sum' });
      res.write('x');
      res.addTrailers({ 'x-sum': '1' });
      res.end();
    } else if (req.url === '/go')
      res
        .writeHead(302, {
          location: 'https://a.example/b#c',
          link: '<https://a.example/p>; rel=preload, <https://a.example>; rel=preconnect',
        })
        .end();
    else res.writeHead(200, { 'content-type': 'text/html', 'content-length': 0 }).end();
  });
  const head = await world.page('/', { method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, text: '' });
  expect((await world.page('/')).text).toContain('data-lockstep');
  expect(await world.page('/range', { headers: { range: 'bytes=2-3' } })).toMatchObject({
    status: 206,
    text: 'ab',
  });
  expect((await world.ask('/trailers')).trailers).toEqual({ 'x-sum': '1' });
  const { headers } = await world.page('/go');
  expect(headers.location).toBe(world.session.book.proxied('https://a.example/b#c'));
  expect(headers['link']).toBe(`<${world.session.book.proxied('https://a.example/p')}>; rel=preload`);
});

test.each([
  ['a page that says so', 'text/html', '<meta charset="koi8-r">', 'text/html; charset=koi8-r'],
  ['a header that says so', 'text/html;charset=KOI8-R', '', 'text/html; charset=koi8-r'],
  ['a sheet that says nothing', 'text/css', '', 'text/css'],
  ['a script that says nothing', 'text/javascript', '', 'text/javascript'],
  ['a script whose header says so', 'text/javascript;charset=koi8-r', '', 'text/javascript;charset=koi8-r'],
])('%s keeps its encoding', async (_, type, start, expected) => {
  const body = Buffer.concat([Buffer.from(start), Buffer.from([0xd4, 0xc5, 0xd3, 0xd4])]);
  await using world = await startSiteWorld((_req, res) => {
    res.writeHead(200, { 'content-type': type });
    res.end(body);
  });
  const dest = /html/.test(type) ? 'document' : /css/.test(type) ? 'style' : 'script';
  const answer = await world.ask('/', { headers: { 'sec-fetch-dest': dest } });
  expect(answer.headers['content-type']).toBe(expected);
  expect(answer.raw.subarray(-4)).toEqual(body.subarray(-4));
});

test('what has no type gets none', async () => {
  await using world = await startSiteWorld((_, res) => res.end('a{}'));
  const answer = await world.ask('/', { headers: { 'sec-fetch-dest': 'style' } });
  expect(answer.headers['content-type']).toBeUndefined();
});
