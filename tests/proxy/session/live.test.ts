// Whose browser runs the pages, and how that changes.
import type { Command } from '../../../protocol/commands.ts';
import { nextWake } from '../../../proxy/session/step.ts';
import { viewOf } from '../../../proxy/session/view.ts';
import { ann, bob, cid, meeting, pageOf } from './meeting.ts';

const move = (participant: string): Command => ({ name: 'move', body: { participant } });
const packed: Command = { name: 'packed', body: {} };

function three(): ReturnType<typeof meeting> {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.join(cid, 'guest');
  return it;
}

test('a move is told at once, and happens when the browser that runs the pages has packed up', () => {
  const it = three();
  it.send(ann, move(bob));
  expect(viewOf(it.room)).toMatchObject({ live: ann, moving: bob });
  it.send(ann, packed);
  expect(viewOf(it.room)).toMatchObject({ live: bob, moving: null, control: { holder: ann, epoch: 1 } });
});

test('a browser that does not pack up is not waited for', () => {
  const it = three();
  it.send(ann, move(bob));
  expect(nextWake(it.room)).toBe(3_000);
  it.pass(2_999);
  expect(it.room.live).toBe(ann);
  it.pass(1);
  expect(it.room.live).toBe(bob);
});

test('a guest has the pages moved to their own browser, and only while they hold control', () => {
  const it = three();
  it.send(bob, move(bob));
  expect(it.reason()).toBe('no-control');
  it.send(ann, { name: 'control.pass', body: { participant: bob } });
  it.send(bob, move(cid));
  expect(it.reason()).toBe('not-allowed');
  it.send(bob, move(bob), it.room.control.epoch - 1);
  expect(it.reason()).toBe('stale-epoch');
  it.send(bob, move(bob));
  expect(it.room.moving?.to).toBe(bob);
});

test('whoever runs the pages may give them away', () => {
  const it = three();
  it.send(ann, move(bob));
  it.send(ann, packed);
  it.send(bob, move(cid));
  expect(it.room.moving?.to).toBe(cid);
});

test('the pages move only to a browser that is there and whose participant may act', () => {
  const it = three();
  it.join('dddddddd', 'observer');
  it.send(ann, move('dddddddd'));
  expect(it.reason()).toBe('not-allowed');
  it.happen({ type: 'lost', id: bob });
  it.send(ann, move(bob));
  expect(it.reason()).toBe('not-allowed');
  expect(it.room.moving).toBeNull();
});

test('a move to somebody who goes meanwhile is void, and one from somebody who goes is done', () => {
  const it = three();
  it.send(ann, move(bob));
  it.happen({ type: 'lost', id: bob });
  expect(viewOf(it.room)).toMatchObject({ live: ann, moving: null });
  it.happen({ type: 'connected', id: bob });
  it.send(ann, move(bob));
  it.happen({ type: 'lost', id: ann });
  expect(viewOf(it.room)).toMatchObject({ live: bob, moving: null });
});

test('only the browser that runs the pages says that it has packed up', () => {
  const it = three();
  it.send(ann, move(bob));
  it.send(cid, packed);
  expect(it.reason()).toBe('not-live');
  expect(it.room.live).toBe(ann);
});

test('when the connection of who runs the pages is lost, another takes them over after ten seconds', () => {
  const it = three();
  it.happen({ type: 'lost', id: ann });
  expect(nextWake(it.room)).toBe(10_000);
  it.pass(9_999);
  expect(it.room.live).toBe(ann);
  it.pass(1);
  expect(it.room.live).toBe(bob);
  it.happen({ type: 'connected', id: ann });
  expect(it.room.live).toBe(bob);
});

test('who is alone and comes back runs the pages still', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.happen({ type: 'lost', id: ann });
  it.pass(12_000);
  expect(it.room.live).toBe(ann);
  it.happen({ type: 'connected', id: ann });
  expect(viewOf(it.room)).toMatchObject({ live: ann, gap: 12_000 });
});

test('the time without a browser that runs the pages is measured, told, and kept in the journal', () => {
  const it = three();
  it.send(ann, pageOf('p1'));
  it.happen({ type: 'lost', id: ann });
  it.pass(10_000);
  it.pass(400);
  const loading = { ...pageOf('p2'), body: { ...pageOf('p2').body, status: 'loading' } } as Command;
  expect(it.send(bob, loading)).not.toContainEqual(
    expect.objectContaining({ record: expect.anything() as unknown, kind: 'stands' }),
  );
  it.pass(100);
  const effects = it.send(bob, pageOf('p2'));
  expect(effects).toContainEqual({
    type: 'record',
    record: expect.objectContaining({ kind: 'stands', participant: bob, without: 10_500 }) as unknown,
  });
  expect(viewOf(it.room).gap).toBe(10_500);
});
