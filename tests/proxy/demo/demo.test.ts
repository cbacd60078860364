import { request } from 'node:http';
import { Script } from 'node:vm';
import { startDemo, type Demo } from '../../../proxy/demo/demo.ts';
import { products } from '../../../proxy/demo/catalogue.ts';
import { shopper, type Shopper } from './shopper.ts';

let demo: Demo;
let one: Shopper;
beforeEach(async () => {
  demo = await startDemo();
  one = shopper(demo.port);
});
afterEach(() => demo.close());

const fern = { product: 'boston-fern', size: 'Small (12 cm)', quantity: '2' };
const bill = {
  name: 'Ada',
  email: 'ada@example.com',
  street: 'Mill Lane 1',
  town: 'Field',
  postcode: '1010',
  country: 'Austria',
  delivery: 'express',
  card: '4000 1234 5678 9010',
  code: '987',
  terms: 'yes',
  note: 'Ring <twice> & wait',
};

test('every page answers with a document of its own title', async () => {
  const paths = [
    '/',
    '/shop/plants',
    '/shop/pots',
    '/search?q=fern',
    '/basket',
    '/sign-in',
    '/planner',
    '/planner/calendar',
    '/guide',
    '/visit',
    '/visit/map',
    '/visit/hours',
    '/workshops',
    '/slow?ms=0',
  ];
  for (const path of [...paths, ...products.map((it) => `/product/${it.id}`)]) {
    const answer = await one.get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.text).toMatch(/<title>[^<]+Fern &amp; Field<\/title>/);
  }
});

test('no page asks anything of another host', async () => {
  for (const path of [
    '/',
    '/shop/plants',
    '/product/boston-fern',
    '/planner',
    '/assets/style.css',
    '/assets/planner.js',
    '/pictures/fern-1.svg',
  ]) {
    const { text } = await one.get(path);
    const hosts = [...text.matchAll(/\bhttps?:\/\/([^/"'\s]+)/g)].map((it) => it[1]);
    expect(hosts.filter((host) => host !== 'shop.lockstep.example' && host !== 'www.w3.org')).toEqual([]);
  }
});

test('pictures and scripts come with their types', async () => {
  expect((await one.get('/pictures/cactus-3.svg')).headers['content-type']).toMatch(/^image\/svg\+xml/);
  expect((await one.get('/pictures/cactus-4.svg')).status).toBe(404);
  for (const name of ['shop', 'windows', 'planner']) {
    const { text, headers } = await one.get(`/assets/${name}.js`);
    expect(headers['content-type']).toMatch(/^text\/javascript/);
    expect(() => new Script(text)).not.toThrow();
  }
});

test('a category is filtered and sorted by the query', async () => {
  const names = async (query: string): Promise<string[]> =>
    [...(await one.get(`/shop/plants${query}`)).text.matchAll(/class="name">([^<]+)</g)].map(
      (it) => it[1] ?? '',
    );
  expect(await names('?light=shade')).toEqual(['Boston fern', 'Snake plant']);
  expect((await names('?sort=cheap'))[0]).toBe('Stone rose');
  expect((await names('?sort=dear'))[0]).toBe('Olive tree');
  expect(await names('?max=5')).toEqual([]);
  expect((await names('?max=nonsense')).length).toBe(7);
  expect((await one.get('/shop/weapons')).status).toBe(404);
});

test('what a visitor writes is text in the page, never markup', async () => {
  const { text } = await one.get(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  expect(text).not.toContain('<script>alert');
  expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  const missing = await one.get('/%3Cimg%20src=x%3E');
  expect(missing.status).toBe(404);
  expect(missing.text).not.toContain('<img src=x>');
});

test('the basket is filled, changed and emptied, each by a form and a redirect', async () => {
  const token = await one.token();
  const added = await one.post('/basket/add', { ...fern, token });
  expect([added.status, added.headers.location]).toEqual([303, '/basket']);
  expect((await one.get('/basket')).text).toContain('£25.00');
  const line = 'boston-fern.Small (12 cm)';
  await one.post('/basket/update', { token, line, quantity: '3' });
  expect((await one.get('/basket')).text).toContain('£37.50');
  await one.post('/basket/remove', { token, line });
  expect((await one.get('/basket')).text).toContain('Nothing in it yet');
});

test('what does not exist is not added', async () => {
  const token = await one.token();
  for (const wrong of [
    { product: 'moon' },
    { size: 'Huge' },
    { size: 'constructor' },
    { product: '__proto__' },
  ]) {
    expect((await one.post('/basket/add', { ...fern, ...wrong, token })).status).toBe(422);
  }
});

test('each visitor has a basket of their own, known by an HttpOnly cookie', async () => {
  const other = shopper(demo.port);
  const first = await one.get('/');
  expect(first.headers['set-cookie']?.[0]).toMatch(/^fern_visitor=.+; Path=\/; HttpOnly; SameSite=Lax$/);
  await one.post('/basket/add', { ...fern, token: await one.token() });
  expect((await other.get('/basket')).text).toContain('Nothing in it yet');
});

test('a form without the token, or with somebody else’s, changes nothing', async () => {
  const strange = await shopper(demo.port).token();
  await one.get('/');
  for (const token of ['', 'x', strange]) {
    for (const path of ['/basket/add', '/sign-in', '/checkout', '/sign-out']) {
      expect((await one.post(path, { ...fern, name: 'Eve', password: 'x', token })).status).toBe(403);
    }
  }
  expect((await one.get('/basket')).text).toContain('Nothing in it yet');
  expect((await one.get('/account')).status).toBe(302);
});

test('signing in gives a new cookie and leads to where one wanted to go', async () => {
  const token = await one.token();
  const before = one.cookies.get('fern_visitor');
  await one.post('/basket/add', { ...fern, token });
  const answer = await one.post('/sign-in', { token, name: '<b>Ada</b>', password: 'any', next: '/guide' });
  expect([answer.status, answer.headers.location]).toEqual([303, '/guide']);
  expect(one.cookies.get('fern_visitor')).not.toBe(before);
  const { text } = await one.get('/account');
  expect(text).toContain('Hello, &lt;b&gt;Ada&lt;/b&gt;');
  expect((await one.get('/basket')).text).toContain('£25.00');
  await one.post('/sign-out', { token: await one.token() });
  expect((await one.get('/account')).headers.location).toBe('/sign-in?next=%2Faccount');
});

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
])('signing in never leads to another site: %s', async (next) => {
  const answer = await one.post('/sign-in', { token: await one.token(), name: 'Ada', password: 'any', next });
  expect(answer.headers.location).toBe('/account');
});

test('an order is answered without a redirect, and placed once', async () => {
  await one.post('/basket/add', { ...fern, token: await one.token() });
  const placed = await one.post('/checkout', { ...bill, token: await one.token() });
  expect(placed.status).toBe(200);
  expect(placed.text).toMatch(/data-order[^>]*>FF-1001</);
  expect(placed.text).toContain('£32.95');
  expect(placed.text).toContain('Ring &lt;twice&gt; &amp; wait');
  expect((await one.post('/checkout', { ...bill, token: await one.token() })).headers.location).toBe(
    '/basket',
  );
  await one.post('/sign-in', { token: await one.token(), name: 'Ada', password: 'any' });
  const { text } = await one.get('/account');
  expect(text.match(/Order FF-/g)).toHaveLength(1);
  expect(text).toContain('card ending 9010');
});

test('a wrong form comes back filled, but never with the card', async () => {
  await one.post('/basket/add', { ...fern, token: await one.token() });
  const answer = await one.post('/checkout', {
    ...bill,
    name: '',
    card: '4000123456789',
    terms: '',
    delivery: 'teleport',
    token: await one.token(),
  });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Please give your name.');
  expect(answer.text).toContain('Please choose a delivery.');
  expect(answer.text).toContain('value="Mill Lane 1"');
  expect(answer.text).not.toContain('4000123456789');
  expect(answer.text).not.toContain('987');
});

test('the planner keeps a plan, and only a plan', async () => {
  const token = await one.token();
  const plan = { bed: Array.from({ length: 24 }, () => 'basil'), minutes: 30 };
  expect((await one.put('/api/plan', plan)).status).toBe(403);
  const headers = { 'x-form-token': token };
  expect((await one.put('/api/plan', { ...plan, minutes: 61 }, headers)).status).toBe(400);
  expect((await one.put('/api/plan', { ...plan, bed: ['__proto__'] }, headers)).status).toBe(400);
  expect((await one.put('/api/plan', plan, headers)).status).toBe(200);
  expect(JSON.parse((await one.get('/api/plan')).text)).toEqual(plan);
});

test('the clock is pushed, and an open clock does not keep the shop from closing', async () => {
  const first = await new Promise<string>((resolve, reject) => {
    const clock = request({ host: '127.0.0.1', port: demo.port, path: '/api/clock' }, (answer) => {
      answer.once('data', (chunk: Buffer) => resolve(chunk.toString()));
      // The shop closes in this stream's middle: that is the point of the test.
      answer.on('error', () => undefined);
    });
    clock.on('error', reject);
    clock.end();
  });
  expect(first).toMatch(/^event: tick\ndata: \{"at":\d+\}\n\n$/);
});

test('a body that is too large is refused in words', async () => {
  const answer = await one.post('/checkout', { note: 'x'.repeat(100_000) });
  expect(answer.status).toBe(413);
  expect(answer.text).toContain('That went wrong');
});
