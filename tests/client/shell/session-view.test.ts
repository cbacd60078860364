import {
  activeWindow,
  controlView,
  givingTo,
  statusText,
  titleOf,
} from '../../../client/shell/session-view.ts';
import { guest, observer, owner, sessionOf, windowOf } from './fake-session.ts';

const held = (holder: string | null, queue: readonly string[] = []) =>
  sessionOf({ participants: [owner, guest, observer], control: { holder, epoch: 1, since: 1, queue } });

test('who has control, in words', () => {
  expect(statusText(held(owner.id), owner.id)).toBe('You have control');
  expect(statusText(held(owner.id), guest.id)).toBe('Olga has control');
  expect(statusText(held(null), guest.id)).toBe('Nobody has control');
});

test.each([
  ['the holder', held(owner.id), owner.id, { canRequest: false, canTake: false, canAnswer: true, place: 0 }],
  ['a guest', held(owner.id), guest.id, { canRequest: true, canTake: false, canAnswer: false, place: 0 }],
  [
    'a guest who waits',
    held(owner.id, [guest.id]),
    guest.id,
    { canRequest: false, canTake: false, place: 1 },
  ],
  [
    'an owner without control',
    held(guest.id),
    owner.id,
    { canRequest: true, canTake: true, canAnswer: true },
  ],
  ['an owner where nobody has control', held(null), owner.id, { canRequest: true, canTake: false }],
  ['an observer', held(owner.id), observer.id, { canRequest: false, canTake: false, canAnswer: false }],
])('%s is offered what makes sense', (_who, session, you, wanted) => {
  expect(controlView(session, you)).toMatchObject(wanted);
});

test('control is given by the holder, and to who asks also by the owner', () => {
  expect(givingTo(held(owner.id), owner.id, guest.id)).toBe('control.pass');
  expect(givingTo(held(owner.id, [guest.id]), owner.id, guest.id)).toBe('control.grant');
  expect(givingTo(held(guest.id, [owner.id]), guest.id, owner.id)).toBe('control.grant');
  expect(givingTo(held(null), owner.id, guest.id)).toBeNull();
  expect(givingTo(held(owner.id), guest.id, owner.id)).toBeNull();
  expect(givingTo(held(owner.id), owner.id, owner.id)).toBeNull();
  expect(givingTo(held(owner.id), owner.id, observer.id)).toBeNull();
  const offline = sessionOf({ participants: [owner, { ...guest, online: false }] });
  expect(givingTo(offline, owner.id, guest.id)).toBeNull();
});

test('a window without a title is called by its site', () => {
  expect(titleOf(windowOf({ title: '' }))).toBe('example.com');
  expect(titleOf(windowOf({ title: '', url: 'about:blank' }))).toBe('Empty window');
  expect(titleOf(windowOf())).toBe('Example');
});

test('the window in front is the focused one', () => {
  expect(
    activeWindow(sessionOf({ windows: [windowOf({ focused: false }), windowOf({ id: 'w2' })] }))?.id,
  ).toBe('w2');
  expect(activeWindow(sessionOf({ windows: [] }))).toBeNull();
});
