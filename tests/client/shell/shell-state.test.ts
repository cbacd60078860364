import type { WindowState } from '../../../protocol/state.ts';
import type { Refusal } from '../../../protocol/wire.ts';
import { isLoading } from '../../../client/shell/loading.ts';
import { firstState, reduce, type ShellEvent, type ShellState } from '../../../client/shell/shell-state.ts';
import { guest, owner, sessionOf, welcomeOf, windowOf } from './fake-session.ts';

const after = (events: readonly ShellEvent[], from: ShellState = firstState): ShellState =>
  events.reduce(reduce, from);
const welcomed = (you: string): ShellState => after([{ type: 'welcome', welcome: welcomeOf(you) }]);
const texts = (state: ShellState): readonly string[] => state.toasts.map((it) => it.text);
const line = { from: guest.id, name: 'Gus', text: 'Hello', at: 1 };

test('a welcome brings everything', () => {
  expect(welcomed(owner.id)).toMatchObject({
    phase: 'online',
    you: owner.id,
    inviteUrl: expect.stringContaining('key=secret') as string,
  });
});

test('an older state that comes late is dropped, but after a new connection the server’s word holds', () => {
  const state = after([{ type: 'state', state: sessionOf({ version: 9, leaks: 9 }) }], welcomed(owner.id));
  expect(reduce(state, { type: 'state', state: sessionOf({ version: 8 }) })).toBe(state);
  const back = after(
    [{ type: 'offline' }, { type: 'welcome', welcome: welcomeOf(owner.id, sessionOf({ version: 2 })) }],
    state,
  );
  expect(back).toMatchObject({ phase: 'online', session: { version: 2 } });
});

test('a join, a leave and a change of control are read out', () => {
  const alone = after([
    { type: 'welcome', welcome: welcomeOf(owner.id, sessionOf({ participants: [owner] })) },
  ]);
  const joined = reduce(alone, { type: 'state', state: sessionOf({ version: 2 }) });
  expect(joined.said).toBe('Gus joined.');
  expect(texts(joined)).toEqual(['Gus joined.']);
  const passed = reduce(joined, {
    type: 'state',
    state: sessionOf({ version: 3, control: { holder: guest.id, epoch: 2, since: 2, queue: [] } }),
  });
  expect(passed.said).toBe('Gus has control.');
  const left = reduce(passed, { type: 'state', state: sessionOf({ version: 4, participants: [owner] }) });
  expect(left.said).toContain('Gus left.');
});

test('a new page is read out when it is there, once', () => {
  const loading = reduce(welcomed(guest.id), {
    type: 'state',
    state: sessionOf({ version: 2, windows: [windowOf({ page: 'p2', status: 'loading', title: '' })] }),
  });
  expect(loading.said).toBe('');
  const there = reduce(loading, {
    type: 'state',
    state: sessionOf({
      version: 3,
      windows: [windowOf({ page: 'p2', status: 'interactive', title: 'Second' })],
    }),
  });
  expect(there.said).toBe('Page: Second.');
  const done = reduce(
    { ...there, said: 'x' },
    { type: 'state', state: sessionOf({ version: 4, windows: [windowOf({ page: 'p2', title: 'Second' })] }) },
  );
  expect(done.said).toBe('x');
});

test('a request for control is offered to who may answer it, until it is answered', () => {
  const asked = sessionOf({
    version: 2,
    control: { holder: owner.id, epoch: 1, since: 1, queue: [guest.id] },
  });
  const state = reduce(welcomed(owner.id), { type: 'state', state: asked });
  expect(state.toasts[0]).toMatchObject({
    text: 'Gus asks for control.',
    offer: { kind: 'admit', participant: guest.id },
  });
  expect(reduce(welcomed(guest.id), { type: 'state', state: asked }).toasts).toEqual([]);
  expect(reduce(state, { type: 'state', state: sessionOf({ version: 3 }) }).toasts).toEqual([]);
});

test('a refusal is shown in the server’s words; one of many pointers is not', () => {
  const refusal: Refusal = {
    name: 'navigate',
    reason: 'no-control',
    message: 'You have not got control. Request it first.',
  };
  const state = reduce(welcomed(guest.id), { type: 'refused', refusal });
  expect(state.toasts[0]).toMatchObject({
    text: refusal.message,
    tone: 'warning',
    offer: { kind: 'request' },
  });
  expect(
    reduce(state, { type: 'refused', refusal: { name: 'pointer', reason: 'too-fast', message: 'x' } }),
  ).toBe(state);
});

test('the same notice twice is one notice', () => {
  const event = { type: 'toast', text: 'Once', tone: 'info', offer: null } as const;
  expect(texts(after([event, event]))).toEqual(['Once']);
});

test('chat counts what was not read, and not one’s own', () => {
  const state = after(
    [
      { type: 'chat', line },
      { type: 'chat', line },
      { type: 'chat', line: { ...line, from: owner.id } },
    ],
    welcomed(owner.id),
  );
  expect(state.unread).toBe(2);
  expect(state.said).toBe('Gus: Hello');
  const open = reduce(state, { type: 'panel', panel: 'chat' });
  expect(open.unread).toBe(0);
  expect(reduce(open, { type: 'chat', line }).unread).toBe(0);
});

test('the window in front is loading until its page is complete, an empty one never', () => {
  const shown = (part: Partial<WindowState>): ShellState =>
    reduce(welcomed(owner.id), {
      type: 'state',
      state: sessionOf({ version: 2, windows: [windowOf(part)] }),
    });
  expect(isLoading(shown({ status: 'loading' }))).toBe(true);
  expect(isLoading(shown({ status: 'interactive' }))).toBe(true);
  expect(isLoading(shown({ status: 'complete' }))).toBe(false);
  expect(isLoading(shown({ status: 'loading', url: 'about:blank', page: '' }))).toBe(false);
});

test('Highlight remembers what it drew last', () => {
  expect(
    after([
      { type: 'tool', tool: 'stroke' },
      { type: 'tool', tool: 'none' },
      { type: 'tool', tool: 'pointer' },
    ]),
  ).toMatchObject({ tool: 'pointer', drawing: 'stroke' });
});

test('after the end nothing changes but that the frames go', () => {
  const ending = reduce(welcomed(owner.id), { type: 'ending', reason: 'ended', problem: null });
  expect(reduce(ending, { type: 'state', state: sessionOf({ version: 5 }) })).toBe(ending);
  expect(reduce(ending, { type: 'ending', reason: 'left', problem: null })).toBe(ending);
  expect(ending.placement.slots).not.toEqual([]);
  expect(reduce(ending, { type: 'ended' })).toMatchObject({
    phase: 'ended',
    end: 'ended',
    placement: { slots: [] },
  });
});
