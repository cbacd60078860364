import { BASE, LIVE, startSiteWorld } from './site-world.ts';

const same = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' };

test('the site’s cookies go into the jar and back to the site, never to a browser', async () => {
  await using world = await startSiteWorld((req, res) => {
    if (req.url === '/login') res.setHeader('set-cookie', ['sid=1; HttpOnly', 'theme=dark; Path=/']);
    res.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><p>x');
  });
  const login = await world.page('/login');
  expect(login.headers['set-cookie']).toEqual([
    expect.stringMatching(/^lsv_abcdefgh=2; Domain=lockstep\.test; Path=\/; SameSite=Lax$/),
  ]);
  const next = await world.page('/next', { cookie: `${LIVE}; lsv_abcdefgh=2; other=ours` });
  expect(world.asked[1]?.headers.cookie).toBe('sid=1; theme=dark');
  expect(next.headers['set-cookie']).toBeUndefined();
  expect(next.text).toContain('&quot;cookies&quot;:&quot;theme=dark&quot;');
  expect(next.text).not.toContain('sid');
});

test('letters beyond ASCII are UTF-8 on the way, and letters to scripts', async () => {
  const bytes = Buffer.from('né=ü🍪').toString('latin1');
  await using world = await startSiteWorld((_, res) =>
    res.setHeader('set-cookie', bytes).end(Buffer.from('ok')),
  );
  await world.ask('/');
  await world.ask('/again');
  expect(world.asked[1]?.headers.cookie).toBe(bytes);
  const read = await world.ask('/_lockstep/cookies', { headers: same });
  expect(JSON.parse(read.text)).toMatchObject({ cookies: 'né=ü🍪' });
});

test('a mirror is told no cookie at all', async () => {
  await using world = await startSiteWorld((_, res) =>
    res.setHeader('set-cookie', 'theme=dark').writeHead(200, { 'content-type': 'text/html' }).end('<p>x'),
  );
  await world.page('/');
  const mirror = await world.asMirror('/', 'iframe');
  expect(mirror.text).not.toContain('dark');
  expect(mirror.headers['set-cookie']).toBeUndefined();
  const picture = await world.asMirror('/p.png', 'image');
  expect(picture.headers['set-cookie']).toBeUndefined();
});

test('a cookie that a script wrote is on the very next request, and its carrier goes', async () => {
  await using world = await startSiteWorld((_, res) => res.end('ok'));
  const token = world.session.cookieToken(world.origin);
  const wrong = world.session.cookieToken('http://other.example');
  const cookie = [
    LIVE,
    `lsw_12=${token}.12.${encodeURIComponent('b=2; path=/')}`,
    `lsw_3=${token}.3.${encodeURIComponent('a=1; path=/')}`,
    `lsw_4=${wrong}.4.${encodeURIComponent('evil=1')}`,
    `lsw_5=${token}.5.${encodeURIComponent('h=1; HttpOnly')}`,
    `lsw_6=${token}.6.%E0%A4%A`,
  ].join('; ');
  const answer = await world.ask('/', { cookie });
  expect(world.asked[0]?.headers.cookie).toBe('a=1; b=2');
  const set = answer.headers['set-cookie'] ?? [];
  for (const n of [3, 4, 5, 6, 12]) expect(set).toContain(`lsw_${String(n)}=; Path=/; Max-Age=0`);
  expect(set.some((it) => it.startsWith('lsv_abcdefgh='))).toBe(true);
});

test('the same write on two requests counts once', async () => {
  await using world = await startSiteWorld((req, res) => {
    if (req.url === '/set') res.setHeader('set-cookie', 'a=site; Path=/');
    res.end('ok');
  });
  const cookie = `${LIVE}; lsw_3=${world.session.cookieToken(world.origin)}.3.${encodeURIComponent('a=script; path=/')}`;
  await world.ask('/set', { cookie });
  await world.ask('/after', { cookie });
  expect(world.asked[1]?.headers.cookie).toBe('a=site');
});

test('the endpoint tells version and cookies, for the path of the page that asks', async () => {
  await using world = await startSiteWorld((_, res) =>
    res.setHeader('set-cookie', ['a=1; Path=/deep', 'b=2; Path=/', 'c=3; HttpOnly']).end('ok'),
  );
  await world.ask('/');
  const at = async (path: string): Promise<unknown> => {
    const headers = { ...same, referer: `${world.proxied}${path}` };
    return JSON.parse((await world.ask('/_lockstep/cookies', { headers })).text);
  };
  expect(await at('/deep/page')).toEqual({ version: world.session.cookieVersion, cookies: 'a=1; b=2' });
  expect(await at('/')).toEqual({ version: world.session.cookieVersion, cookies: 'b=2' });
});

test('Clear-Site-Data empties the jar for this host, and leaves the browser’s cookies of ours', async () => {
  await using world = await startSiteWorld((req, res) => {
    if (req.url === '/out') res.setHeader('clear-site-data', '"cookies", "storage"');
    else res.setHeader('set-cookie', 'a=1; Path=/');
    res.end('ok');
  });
  await world.ask('/');
  const out = await world.ask('/out');
  expect(out.headers['clear-site-data']).toBe('"storage"');
  await world.ask('/last');
  expect(world.asked.at(-1)?.headers.cookie).toBeUndefined();
});

test('SameSite is about the real sites', async () => {
  await using world = await startSiteWorld((_, res) =>
    res
      .setHeader('set-cookie', ['s=1; SameSite=Strict; Path=/', 'l=1; SameSite=Lax; Path=/', 'n=1; Path=/'])
      .end('ok'),
  );
  await world.ask('/');
  const other = world.session.book.proxiedOrigin('http://other.example');
  await world.page('/', { headers: { referer: `${other}/`, 'sec-fetch-site': 'same-site' } });
  expect(world.asked.at(-1)?.headers.cookie).toBe('l=1; n=1');
  await world.ask('/', {
    headers: { referer: `${other}/`, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' },
  });
  expect(world.asked.at(-1)?.headers.cookie).toBe('n=1');
  // A sandboxed frame is of no site at all.
  for (const mode of ['navigate', 'no-cors']) {
    const opaque = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode, 'sec-fetch-dest': 'iframe' };
    await world.ask('/', { headers: opaque });
    expect(world.asked.at(-1)?.headers).toMatchObject({ cookie: 'n=1', 'sec-fetch-site': 'cross-site' });
  }
});

test('of a way through several hosts the farthest counts', async () => {
  await using world = await startSiteWorld(
    (req, res) => {
      if (req.url?.startsWith('/to?') === true) {
        res.writeHead(307, { location: decodeURIComponent(req.url.slice(4)) }).end();
      } else res.setHeader('set-cookie', ['s=1; SameSite=Strict', 'l=1; SameSite=Lax']).end('ok');
    },
    {
      policy: {
        allowPrivate: ['127.0.0.1', 'localhost'],
        allow: ['*'],
        deny: [],
        base: BASE,
        ownPort: () => null,
      },
    },
  );
  const { origin, session } = world;
  await world.ask('/');
  const port = new URL(origin).port;
  const seen = (...origins: readonly string[]): string =>
    new Set(origins.map((it) => it.replace(/\/$/, ''))).size === 1 ? 'same-origin' : 'same-site';
  const asked = async (by: string, from: string): Promise<unknown> => {
    const headers = { referer: session.book.proxied(from), 'sec-fetch-mode': 'cors' };
    const to = encodeURIComponent(`${origin}/end`);
    await world.ask(`/to?${to}`, { origin: by, headers: { ...headers, 'sec-fetch-site': seen(by, from) } });
    const last = seen(by, from, origin);
    await world.ask('/end', { headers: { ...headers, 'sec-fetch-site': last } });
    return [world.asked.at(-1)?.headers['sec-fetch-site'], world.asked.at(-1)?.headers.cookie];
  };
  const localhost = `http://localhost:${port}`;
  expect(await asked(origin, `${origin}/`)).toEqual(['same-origin', 's=1; l=1']);
  expect(await asked(localhost, `${origin}/`)).toEqual(['cross-site', undefined]);
  expect(await asked(origin, `${localhost}/`)).toEqual(['cross-site', undefined]);
  // Nobody knows by which way it came.
  const headers = { referer: `${world.proxied}/`, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' };
  await world.ask('/end', { headers });
  expect(world.asked.at(-1)?.headers['sec-fetch-site']).toBe('cross-site');
});

test('another site’s page has only cookies set that say so, but for going there', async () => {
  await using world = await startSiteWorld((_, res) =>
    res
      .setHeader('set-cookie', [
        's=1; SameSite=Strict',
        'l=1; SameSite=Lax',
        'u=1',
        'n=1; SameSite=None; Secure',
      ])
      .end('ok'),
  );
  const { session, origin } = world;
  const from = { referer: session.book.proxied('https://other.example/'), 'sec-fetch-site': 'same-site' };
  const kept = async (headers: Record<string, string>): Promise<readonly string[]> => {
    session.jar.removeAllCookiesSync();
    await world.ask('/', { headers });
    return session.jar.getCookiesSync(origin, { allPaths: true }).map(({ key }) => key);
  };
  expect(await kept({ ...from, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })).toEqual(['n']);
  expect(await kept({ ...from, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).toHaveLength(4);
  expect(await kept({ ...same, 'sec-fetch-mode': 'cors' })).toHaveLength(4);
});
