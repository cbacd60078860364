import type { Command } from '../../../protocol/commands.ts';
import { nextWake } from '../../../proxy/session/step.ts';
import { viewOf } from '../../../proxy/session/view.ts';
import { ann, bob, cid, meeting, pageOf } from './meeting.ts';

const request: Command = { name: 'control.request', body: {} };
const release: Command = { name: 'control.release', body: {} };
const take: Command = { name: 'control.take', body: {} };
const grant = (participant: string): Command => ({ name: 'control.grant', body: { participant } });
const deny = (participant: string): Command => ({ name: 'control.deny', body: { participant } });
const pass = (participant: string): Command => ({ name: 'control.pass', body: { participant } });
const open = (url = 'https://example.org/'): Command => ({
  name: 'open',
  body: { url, opener: 'w1', spare: 'spare1' },
});

test('the owner who joins has control and runs the pages', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  expect(viewOf(it.room)).toMatchObject({
    live: ann,
    control: { holder: ann, epoch: 1, queue: [] },
    windows: [{ id: 'w1', url: 'https://example.com/', focused: true }],
    participants: [
      { id: ann, online: true },
      { id: bob, online: true },
    ],
  });
});

test('who asks waits, and is granted control by its holder', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.send(bob, request);
  it.send(bob, request);
  expect(it.room.control).toMatchObject({ holder: ann, queue: [bob] });
  it.send(ann, grant(bob));
  expect(it.room.control).toMatchObject({ holder: bob, epoch: 2, queue: [], why: 'granted' });
});

test('who is denied leaves the queue and is told', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.send(bob, request);
  const effects = it.send(ann, deny(bob));
  expect(it.room.control.queue).toEqual([]);
  expect(effects).toContainEqual(expect.objectContaining({ type: 'refuse', to: bob }));
});

test('a guest without control grants nothing', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.join(cid, 'guest');
  it.send(cid, request);
  it.send(bob, grant(cid));
  expect(it.reason()).toBe('no-control');
  expect(it.room.control.holder).toBe(ann);
});

test('a released control is nobody’s, and the next who asks has it at once', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.send(ann, release);
  expect(it.room.control).toMatchObject({ holder: null, epoch: 2 });
  it.send(bob, request);
  expect(it.room.control).toMatchObject({ holder: bob, epoch: 3 });
});

test('an owner who released control does not get it back by reconnecting', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.send(ann, release);
  it.happen({ type: 'lost', id: ann });
  it.happen({ type: 'connected', id: ann });
  expect(it.room.control.holder).toBeNull();
});

test('a command of a former epoch is refused', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.send(ann, pass(bob));
  it.send(ann, take);
  it.send(ann, { name: 'focus', body: { window: 'w1' } }, 1);
  expect(it.reason()).toBeUndefined();
  it.send(ann, { name: 'navigate', body: { window: 'w1', to: 'back' } }, 1);
  expect(it.reason()).toBe('stale-epoch');
});

test('a guest may neither take control, nor remove anybody, nor end the session', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  for (const command of [take, { name: 'remove', body: { participant: ann } }, { name: 'end', body: {} }]) {
    it.send(bob, command as Command);
    expect(it.reason()).toBe('not-allowed');
  }
  expect(it.room.ended).toBe(false);
});

test('an observer can be given nothing', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'observer');
  it.send(ann, pass(bob));
  expect(it.reason()).toBe('not-allowed');
  expect(it.room.control.holder).toBe(ann);
});

test('the holder keeps control through the grace period, then the queue has it', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.send(bob, request);
  it.happen({ type: 'lost', id: ann });
  it.pass(10_000);
  expect(nextWake(it.room)).toBe(15_000);
  it.pass(4_999);
  expect(it.room.control.holder).toBe(ann);
  it.pass(1);
  expect(it.room.control).toMatchObject({ holder: bob, epoch: 2, why: 'lost' });
  expect(viewOf(it.room).participants.map((who) => who.id)).toEqual([bob]);
});

test('who comes back within the grace period keeps everything', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.happen({ type: 'lost', id: ann });
  it.pass(10_000);
  it.happen({ type: 'connected', id: ann });
  it.pass(60_000);
  expect(viewOf(it.room)).toMatchObject({ live: ann, control: { holder: ann, epoch: 1 } });
});

test('who comes back after it is the same participant, in the same colour', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  const before = viewOf(it.room).participants[1];
  it.happen({ type: 'lost', id: bob });
  it.pass(15_000);
  expect(viewOf(it.room).participants).toHaveLength(1);
  it.happen({ type: 'connected', id: bob });
  expect(viewOf(it.room).participants[1]).toEqual(before);
});

test('a guest who leaves with control gives it back to the owner', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.send(ann, pass(bob));
  const effects = it.send(bob, { name: 'leave', body: {} });
  expect(it.room.control).toMatchObject({ holder: ann, epoch: 3, why: 'left' });
  expect(effects).toContainEqual({ type: 'dismiss', participant: bob, reason: 'left' });
});

test('control revoked goes to the queue, else the owner, else nobody', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.send(ann, pass(bob));
  it.happen({ type: 'revoked' });
  expect(it.room.control.holder).toBe(ann);
  it.happen({ type: 'revoked' });
  expect(it.room.control.holder).toBeNull();
});

test('when the live browser is gone, another one runs the pages and spare frames are void', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.send(ann, open());
  expect(it.room.windows[1]).toMatchObject({ id: 'w2', spare: 'spare1', opener: 'w1', focused: true });
  it.send(ann, { name: 'leave', body: {} });
  expect(it.room.live).toBe(bob);
  expect(it.room.windows[1]?.spare).toBeNull();
});

test('windows: limit, closing gives the focus to the opener, ids are never used again', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.send(ann, open());
  it.send(ann, open());
  it.send(ann, open());
  expect(it.reason()).toBe('limit');
  it.send(ann, { name: 'close', body: { window: 'w3' } });
  expect(it.room.windows.find((w) => w.focused)?.id).toBe('w1');
  it.send(ann, open());
  expect(it.room.windows.map((w) => w.id)).toEqual(['w1', 'w2', 'w4']);
  it.send(ann, { name: 'close', body: { window: 'w3' } });
  expect(it.reason()).toBe('unknown-window');
});

test('only the live browser says what page is shown; a new page starts at its top', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.send(ann, pass(bob));
  it.send(bob, pageOf('p1'));
  expect(it.reason()).toBe('not-live');
  it.send(ann, pageOf('p1'), null);
  expect(it.room.windows[0]).toMatchObject({ page: 'p1', title: 'A', status: 'complete' });
  const scroll = { window: 'w1', frame: '', node: 0, anchor: null, x: 0, y: 0.5, after: null };
  const version = it.room.version;
  expect(it.send(bob, { name: 'scroll', body: scroll })).toEqual([
    { type: 'relay', to: [ann], relayed: { name: 'scroll', body: scroll, from: bob, seq: 1 } },
  ]);
  expect(it.room.windows[0]?.scroll).toEqual({ x: 0, y: 0.5 });
  expect(it.room.version).toBe(version);
  expect(it.send(ann, pageOf('p2'), null)).toContainEqual({ type: 'forget', window: 'w1' });
  expect(it.room.windows[0]?.scroll).toEqual({ x: 0, y: 0 });
});

test('input goes to the live browser alone, and never back to where it came from', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.join(cid, 'guest');
  const input: Command = {
    name: 'input',
    body: { window: 'w1', frame: '', page: 'p1', act: { kind: 'change', node: 4 } },
  };
  expect(it.send(ann, input)).toEqual([]);
  it.send(ann, pass(bob));
  expect(it.send(bob, input)).toMatchObject([{ type: 'relay', to: [ann] }]);
  it.happen({ type: 'lost', id: ann });
  it.send(bob, input);
  expect(it.reason()).toBe('nobody-live');
});

test('names and colours differ; a full session takes nobody more', () => {
  const it = meeting();
  for (const id of [ann, bob, cid, 'dddddddd', 'eeeeeeee']) it.join(id, 'guest', 'Sam');
  const { participants } = viewOf(it.room);
  expect(participants.map((who) => who.name)).toEqual(['Sam', 'Sam 2', 'Sam 3', 'Sam 4']);
  expect(new Set(participants.map((who) => who.colour)).size).toBe(4);
});

test('a session nobody is connected to expires; an ended one does nothing any more', () => {
  const it = meeting();
  expect(nextWake(it.room)).toBe(3_600_000);
  it.join(ann, 'owner');
  expect(nextWake(it.room)).toBeNull();
  it.happen({ type: 'lost', id: ann });
  it.pass(3_599_999);
  expect(it.room.ended).toBe(false);
  expect(it.pass(1)).toContainEqual({ type: 'close', reason: 'expired' });
  expect(nextWake(it.room)).toBeNull();
  expect(it.happen({ type: 'connected', id: ann })).toEqual([]);
});

test('who was let in is shown only once the shell has connected, and keeps a place until the grace period is over', () => {
  const it = meeting();
  for (const id of [ann, bob, cid, 'dddddddd'])
    it.happen({ type: 'joined', id, name: id, role: 'guest', kind: 'browser' });
  expect(viewOf(it.room).participants).toEqual([]);
  it.happen({ type: 'joined', id: 'eeeeeeee', name: 'late', role: 'guest', kind: 'browser' });
  it.happen({ type: 'connected', id: ann });
  expect(viewOf(it.room).participants.map((who) => who.id)).toEqual([ann]);
  it.pass(15_000);
  it.join('eeeeeeee', 'guest');
  it.happen({ type: 'connected', id: bob });
  expect(viewOf(it.room).participants.map((who) => who.id)).toEqual([ann, bob, 'eeeeeeee']);
});
