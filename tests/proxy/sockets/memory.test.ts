import type { Relayed } from '../../../protocol/wire.ts';
import { createMemory } from '../../../proxy/sockets/memory.ts';

const relayed = (name: Relayed['name'], body: object): Relayed => ({ name, body, from: 'aaaaaaaa', seq: 1 });
const mark = (id: string, more: object = {}): Relayed =>
  relayed('highlight', {
    window: 'w1',
    frame: '',
    id,
    shape: { kind: 'element', node: 3 },
    colour: '#ff0000',
    lifetime: 0,
    ...more,
  });
const erased = (id: string | null, window = 'w1'): Relayed => relayed('unhighlight', { window, id });

let now = 1_000;
const memory = () => createMemory(() => now);
const ids = (it: ReturnType<typeof memory>): unknown[] =>
  it.all().map(({ body }) => (body as { id: string }).id);

test('highlights stand until they are taken away, one by one or all of a window', () => {
  const it = memory();
  for (const one of [mark('a'), mark('b', { frame: '12' }), mark('c', { window: 'w2' }), mark('d')])
    it.note(one);
  expect(ids(it)).toEqual(['a', 'b', 'c', 'd']);
  it.note(erased('b'));
  it.note(erased('c'));
  expect(ids(it)).toEqual(['a', 'c', 'd']);
  it.note(erased(null));
  expect(ids(it)).toEqual(['c']);
  it.forgetWindow('w2');
  expect(ids(it)).toEqual([]);
});

test('a highlight that fades is told with what is left of its life, and then no more', () => {
  const it = memory();
  it.note(mark('a', { lifetime: 500 }));
  it.note(mark('b'));
  now += 200;
  expect(it.all().map(({ body }) => (body as { lifetime: number }).lifetime)).toEqual([300, 0]);
  now += 300;
  expect(ids(it)).toEqual(['b']);
});

test('drawn again under the same id, the later holds', () => {
  const it = memory();
  it.note(mark('a', { colour: '#000000' }));
  it.note(mark('a', { colour: '#ffffff' }));
  expect(it.all()).toEqual([mark('a', { colour: '#ffffff' })]);
});

test('what is passed on only is not remembered', () => {
  const it = memory();
  it.note(relayed('pointer', { window: 'w1', frame: '', at: null }));
  expect(it.all()).toEqual([]);
});

test('nobody fills the server: the oldest go, by number and by size', () => {
  const it = memory();
  for (let n = 0; n < 2_000; n++) it.note(mark(`h${n}`));
  expect(it.all()).toHaveLength(500);
  expect(ids(it)[499]).toBe('h1999');
  const points = Array.from({ length: 2_000 }, () => ({ node: 1, x: 0.5, y: 0.5 }));
  for (let n = 0; n < 200; n++) it.note(mark(`s${n}`, { shape: { kind: 'stroke', points } }));
  expect(ids(it).at(-1)).toBe('s199');
  expect(JSON.stringify(it.all()).length).toBeLessThan(5_000_000);
});
