import { act } from 'preact/test-utils';
import { StartForm } from '../../../client/start/start-form.tsx';
import { enter, preparePage, show, type Screen } from '../page.ts';

const DEMO = 'http://shop.lockstep.example/';
let asked: { path: string; headers: Record<string, string>; body: string }[] = [];
let answer: { status: number; body: unknown } | null = null;
const went: string[] = [];

beforeEach(() => {
  preparePage();
  asked = [];
  went.length = 0;
  answer = {
    status: 201,
    body: { id: 'abcdefgh', ownerUrl: 'http://lockstep.localhost/s/abcdefgh?key=k', inviteUrl: '' },
  };
  Object.assign(globalThis, {
    fetch: (path: string, init: { headers: Record<string, string>; body: string }) => {
      asked.push({ path, headers: init.headers, body: init.body });
      if (answer === null) return Promise.reject(new TypeError('network error'));
      const { status, body } = answer;
      return Promise.resolve({ ok: status < 400, status, text: () => Promise.resolve(JSON.stringify(body)) });
    },
  });
});

const open = (demoUrl: string | null = DEMO): Screen =>
  show(<StartForm demoUrl={demoUrl} go={(url) => went.push(url)} />);
const settle = (): Promise<void> =>
  act(async () => {
    for (let n = 0; n < 10; n++) await Promise.resolve();
  });
const problemOf = (screen: Screen): string | null | undefined => screen.all('alert')[0]?.textContent;

test('an address starts a session, and one goes where the owner goes', async () => {
  const screen = open();
  enter(screen.get('textbox', 'Address of a web site'), 'example.com');
  await settle();
  expect(asked).toMatchObject([{ path: '/api/sessions', body: '{"url":"https://example.com/"}' }]);
  expect(went).toEqual(['http://lockstep.localhost/s/abcdefgh?key=k']);
});

test('the demo shop is one press away, unless there is none', async () => {
  const screen = open();
  screen.click('button', 'Try the demo shop');
  await settle();
  expect(asked[0]?.body).toBe(JSON.stringify({ url: DEMO }));
  expect(open(null).has('button', 'Try the demo shop')).toBe(false);
});

test('what is no address is refused before anything is asked', () => {
  const screen = open();
  enter(screen.get('textbox', 'Address of a web site'), 'nonsense');
  expect(problemOf(screen)).toContain('not a web address');
  expect(asked).toEqual([]);
});

test('a refusal is shown in the server’s words', async () => {
  answer = {
    status: 403,
    body: { error: { code: 'blocked', message: 'This site may not be browsed here.' } },
  };
  const screen = open();
  enter(screen.get('textbox', 'Address of a web site'), 'example.com');
  await settle();
  expect(problemOf(screen)).toBe('This site may not be browsed here.');
  expect(went).toEqual([]);
});

test('a server that cannot be reached is told from one that refuses', async () => {
  answer = null;
  const screen = open();
  enter(screen.get('textbox', 'Address of a web site'), 'example.com');
  await settle();
  expect(problemOf(screen)).toContain('cannot be reached');
});

test('where only the admin may start sessions, the token is asked for and sent', async () => {
  answer = {
    status: 401,
    body: { error: { code: 'unauthorized', message: 'Only the admin may start sessions here.' } },
  };
  const screen = open();
  const field = screen.get('textbox', 'Address of a web site');
  enter(field, 'example.com');
  await settle();
  const token = screen.root.querySelector<HTMLInputElement>('input[type=password]');
  if (token === null) throw new Error('no field for the token');
  token.value = 'secret';
  enter(field, 'example.com');
  await settle();
  expect(asked[1]?.headers['authorization']).toBe('Bearer secret');
});
