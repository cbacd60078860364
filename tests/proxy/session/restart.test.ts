import { ann, bob, limits, meeting } from './meeting.ts';

test('at a restart everybody is lost from that moment on, and control stays with its holder and epoch', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  const { control, live } = it.room;
  it.pass(limits.graceMs * 10);
  it.happen({ type: 'restarted' });
  expect(it.room.participants.map(({ presence, lostAt }) => [presence, lostAt])).toEqual([
    ['lost', limits.graceMs * 10],
    ['lost', limits.graceMs * 10],
  ]);
  expect(it.room.control).toEqual(control);
  expect(it.room.live).toBe(live);
  it.pass(limits.graceMs - 1);
  expect(it.room.control).toEqual(control);
  it.pass(1);
  expect(it.room.participants.map(({ presence }) => presence)).toEqual(['away', 'away']);
});

test('a call does not outlive the server', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.happen({ type: 'joined', id: bob, name: 'Bob', role: 'guest', kind: 'sip' });
  it.happen({ type: 'called', id: bob });
  it.happen({ type: 'restarted' });
  expect(it.room.participants.map(({ id }) => id)).toEqual([ann]);
});

test('a session that nobody came back to while the server stood still ends', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.happen({ type: 'lost', id: ann });
  it.happen({ type: 'restarted' });
  expect(it.room.ended).toBe(false);
  const other = meeting();
  other.pass(limits.expiryMs - 1);
  other.happen({ type: 'restarted' });
  expect(other.room.ended).toBe(false);
});
