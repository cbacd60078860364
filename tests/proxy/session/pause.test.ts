// Covering the mirrors.
import type { Command } from '../../../protocol/commands.ts';
import { coveredView, viewOf } from '../../../proxy/session/view.ts';
import { ann, bob, cid, meeting, pageOf } from './meeting.ts';

const pause = (paused: boolean): Command => ({ name: 'pause', body: { paused } });
const scroll: Command = {
  name: 'scroll',
  body: { window: 'w1', frame: '', node: 0, anchor: null, x: 0, y: 0.5, after: null },
};
const secretPage = {
  ...pageOf('p2'),
  body: { ...pageOf('p2').body, url: 'https://example.com/secret' },
} as Command;

function covered(): ReturnType<typeof meeting> {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.send(ann, pageOf('p1'));
  it.send(ann, pause(true));
  return it;
}

test('while paused only the live browser knows what page is shown; the journal learns of it afterwards', () => {
  const it = covered();
  const effects = it.send(ann, secretPage);
  expect(JSON.stringify(effects)).not.toContain('secret');
  expect(JSON.stringify(coveredView(it.room))).not.toContain('secret');
  expect(viewOf(it.room).windows[0]?.url).toContain('secret');
  expect(JSON.stringify(it.send(ann, pause(false)))).toContain('https://example.com/secret');
  expect(coveredView(it.room)).toMatchObject({ paused: null, windows: [{ page: 'p2' }] });
});

test('nothing of the page reaches anybody, nor is it kept for those who come late', () => {
  const it = covered();
  for (const command of [
    scroll,
    { name: 'dom', body: { window: 'w1', frame: '', page: 'p1', seq: 0, kind: 'changes', ops: '[]' } },
  ] as const)
    expect(it.send(ann, command).filter(({ type }) => type === 'relay')).toEqual([]);
  it.send(ann, pause(false));
  expect(it.send(ann, scroll)).toContainEqual(expect.objectContaining({ type: 'relay', to: [bob] }));
});

test('who does not see the page does nothing to it, control or not', () => {
  const it = covered();
  it.send(ann, { name: 'control.pass', body: { participant: bob } });
  it.send(bob, { name: 'navigate', body: { window: 'w1', to: 'reload' } });
  expect(it.reason()).toBe('not-allowed');
  expect(it.send(bob, { name: 'chat', body: { text: 'still there?' } })).toContainEqual(
    expect.objectContaining({ type: 'chat' }),
  );
});

test('who runs the pages and the owner may pause, and nobody else', () => {
  const it = meeting();
  it.join(ann, 'owner');
  it.join(bob, 'guest');
  it.join(cid, 'guest');
  it.send(bob, pause(true));
  expect(it.reason()).toBe('not-allowed');
  it.send(ann, { name: 'move', body: { participant: bob } });
  it.send(ann, { name: 'packed', body: {} });
  it.send(bob, pause(true));
  expect(viewOf(it.room).paused).toBe(bob);
  it.send(cid, pause(false));
  expect(viewOf(it.room).paused).toBe(bob);
  it.send(ann, pause(false));
  expect(viewOf(it.room).paused).toBeNull();
});
