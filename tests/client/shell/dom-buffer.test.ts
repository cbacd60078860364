import { createDomBuffer } from '../../../client/shell/dom-buffer.ts';
import type { Relayed } from '../../../protocol/wire.ts';

const relayed = (seq: number): Relayed => ({ name: 'dom', body: { seq }, from: 'owneraaa', seq });
const told = (kind: 'snapshot' | 'changes', page = 'p1', frame = '', size = 1) => ({
  window: 'w1',
  frame,
  page,
  kind,
  size,
});
const seqs = (list: readonly Relayed[]): readonly number[] => list.map((it) => it.seq);

test('keeps everything since the last snapshot, once', () => {
  const buffer = createDomBuffer();
  buffer.keep(told('changes'), relayed(1));
  buffer.keep(told('snapshot'), relayed(2));
  buffer.keep(told('changes'), relayed(3));
  buffer.keep(told('snapshot'), relayed(4));
  buffer.keep(told('changes'), relayed(5));
  expect(seqs(buffer.take('w1', '', 'p1'))).toEqual([4, 5]);
  expect(buffer.take('w1', '', 'p1')).toEqual([]);
});

test('changes of another page do not belong to the snapshot', () => {
  const buffer = createDomBuffer();
  buffer.keep(told('snapshot'), relayed(1));
  buffer.keep(told('changes', 'p2'), relayed(2));
  expect(buffer.take('w1', '', 'p2')).toEqual([]);
  expect(seqs(buffer.take('w1', '', 'p1'))).toEqual([1]);
});

test('the snapshot of a new page drops what inner frames of the old one said', () => {
  const buffer = createDomBuffer();
  buffer.keep(told('snapshot'), relayed(1));
  buffer.keep(told('snapshot', 'inner', '7'), relayed(2));
  buffer.keep(told('snapshot'), relayed(3));
  expect(seqs(buffer.take('w1', '7', null))).toEqual([2]);
  buffer.keep(told('snapshot', 'inner', '7'), relayed(4));
  buffer.keep(told('snapshot', 'p2'), relayed(5));
  expect(buffer.take('w1', '7', null)).toEqual([]);
});

test('a backlog that grows too large is given up: a new snapshot is cheaper', () => {
  const buffer = createDomBuffer();
  buffer.keep(told('snapshot'), relayed(1));
  buffer.keep(told('changes', 'p1', '', 33_000_000), relayed(2));
  expect(buffer.take('w1', '', 'p1')).toEqual([]);
});

test('a closed window is forgotten', () => {
  const buffer = createDomBuffer();
  buffer.keep(told('snapshot'), relayed(1));
  buffer.forgetWindow('w1');
  expect(buffer.take('w1', '', 'p1')).toEqual([]);
});
