import { act } from 'preact/test-utils';
import { AdminPage } from '../../../client/admin/admin-page.tsx';
import { firstState, reduce } from '../../../client/admin/admin-state.ts';
import { createStore } from '../../../client/ui/store.ts';
import { enter, preparePage, show, type Screen } from '../page.ts';
import { sessionOf, windowOf } from '../shell/fake-session.ts';

interface Feed {
  readonly tell: (sessions: unknown) => void;
  readonly fail: () => void;
}

const asked: string[] = [];
let answers: Record<string, [number, unknown]> = {};
let feed: Feed | null = null;

beforeEach(() => {
  preparePage();
  asked.length = 0;
  feed = null;
  answers = { 'GET /api/admin/sessions': [200, { sessions: [] }] };
  Object.assign(globalThis, {
    fetch: (path: string, { method, body }: { method: string; body?: string }) => {
      asked.push([method, path, body].filter(Boolean).join(' '));
      const [status, answer] = answers[`${method} ${path}`] ?? [204, ''];
      return Promise.resolve({
        ok: status < 400,
        status,
        text: () => Promise.resolve(JSON.stringify(answer)),
      });
    },
    EventSource: class {
      readonly #listeners = new Map<string, (event: unknown) => void>();
      constructor() {
        feed = {
          tell: (sessions) =>
            this.#listeners.get('sessions')?.({ data: JSON.stringify({ sessions, takesCalls: true }) }),
          fail: () => this.#listeners.get('error')?.({}),
        };
      }
      addEventListener(name: string, listener: (event: unknown) => void): void {
        this.#listeners.set(name, listener);
      }
      close(): void {
        this.#listeners.clear();
      }
    },
  });
});

const settle = (): Promise<void> =>
  act(async () => {
    for (let n = 0; n < 10; n++) await Promise.resolve();
  });

async function open(): Promise<Screen> {
  const screen = show(<AdminPage store={createStore(firstState, reduce)} />);
  await settle();
  return screen;
}

function answerDialog(screen: Screen, title: string, button: string): void {
  const dialog = screen.get('dialog', title);
  void act(() => [...dialog.querySelectorAll('button')].find((it) => it.textContent === button)?.click());
}

test('who is not signed in is asked for the token, and told when it is wrong', async () => {
  answers = {
    'GET /api/admin/sessions': [401, {}],
    'POST /api/admin/sign-in': [
      401,
      { error: { code: 'unauthorized', message: 'This is not the admin token.' } },
    ],
  };
  const screen = await open();
  const field = screen.root.querySelector<HTMLInputElement>('input[type=password]');
  if (field === null) throw new Error('no field');
  enter(field, 'guess');
  await settle();
  expect(asked).toContain('POST /api/admin/sign-in {"token":"guess"}');
  expect(screen.all('alert')[0]?.textContent).toBe('This is not the admin token.');
  answers = { 'GET /api/admin/sessions': [200, { sessions: [] }] };
  enter(field, 'right');
  // The list is rendered first, and asks for its sessions after that.
  await settle();
  await settle();
  expect(screen.root.textContent).toContain('No sessions right now');
});

test('the list follows the feed', async () => {
  const screen = await open();
  void act(() => feed?.tell([sessionOf(), sessionOf({ id: 'bcdefghi', leaks: 3 })]));
  expect(screen.all('status')[0]?.textContent).toBe('2 sessions, 4 participants');
  expect(screen.root.querySelector('.session-leaks')?.textContent).toBe('3');
  void act(() => feed?.fail());
  expect(screen.root.textContent).toContain('The connection is lost');
});

test('a session is ended after a question', async () => {
  const screen = await open();
  void act(() => feed?.tell([sessionOf()]));
  screen.click('button', 'End the session at example.com');
  answerDialog(screen, 'End the session at example.com?', 'Cancel');
  expect(asked).toEqual(['GET /api/admin/sessions']);
  screen.click('button', 'End the session at example.com');
  answerDialog(screen, 'End the session at example.com?', 'End session');
  expect(asked).toContain('POST /api/admin/sessions/abcdefgh/end');
});

test('participants are removed and control is taken away after a question', async () => {
  const screen = await open();
  void act(() => feed?.tell([sessionOf()]));
  screen.click('button', 'Details of example.com');
  screen.click('button', 'Remove Gus');
  answerDialog(screen, 'Remove Gus?', 'Remove');
  screen.click('button', 'Take control away from Olga');
  answerDialog(screen, 'Take control away?', 'Take away');
  expect(asked.slice(1)).toEqual([
    'POST /api/admin/sessions/abcdefgh/participants/guestaaa/remove',
    'POST /api/admin/sessions/abcdefgh/revoke',
  ]);
});

test('what goes wrong is said', async () => {
  answers['POST /api/admin/sessions/abcdefgh/end'] = [
    404,
    { error: { code: 'not-found', message: 'This session is over, or never was.' } },
  ];
  const screen = await open();
  void act(() => feed?.tell([sessionOf()]));
  screen.click('button', 'End the session at example.com');
  answerDialog(screen, 'End the session at example.com?', 'End session');
  await settle();
  expect(screen.all('alert')[0]?.textContent).toBe('This session is over, or never was.');
});

test('hundreds of sessions are filtered by what one types', async () => {
  const screen = await open();
  const many = Array.from({ length: 300 }, (_, n) =>
    sessionOf({ id: `s${String(n)}`, windows: [windowOf({ url: `https://site-${String(n)}.example/` })] }),
  );
  void act(() => feed?.tell(many));
  expect(screen.root.querySelectorAll('.session')).toHaveLength(300);
  const filter = screen.root.querySelector<HTMLInputElement>('input[type=search]');
  void act(() => {
    if (filter === null) throw new Error('no filter');
    filter.value = 'site-299';
    filter.dispatchEvent(new Event('input', { bubbles: true }));
  });
  expect(screen.root.querySelectorAll('.session')).toHaveLength(1);
});

test('somebody is called into a session by SIP, and what is wrong with the address is said', async () => {
  const path = '/api/sessions/abcdefgh/invites';
  answers[`POST ${path}`] = [400, { error: { code: 'bad-request', message: 'This is no SIP address.' } }];
  const screen = await open();
  void act(() => feed?.tell([sessionOf()]));
  screen.click('button', 'Details of example.com');
  const field = screen.root.querySelector<HTMLInputElement>('.call-form input');
  if (field === null) throw new Error('no field');
  enter(field, 'bob');
  await settle();
  expect(screen.all('alert')[0]?.textContent).toBe('This is no SIP address.');
  answers[`POST ${path}`] = [202, {}];
  enter(field, 'sip:bob@pbx.example');
  await settle();
  expect(asked).toContain(`POST ${path} {"sip":"sip:bob@pbx.example"}`);
  expect(screen.root.textContent).toContain('sip:bob@pbx.example is being called.');
});
