// A snapshot that is read, told and applied a few nodes at a time, while the page goes on.
import fc from 'fast-check';
import { change, edit, pick, type Pool } from './edits.ts';
import { mirror } from './mirrored.ts';
import { normalised } from './normalised.ts';

let due: (() => void)[] = [];
let steps = 1;
jest.mock('../../../inject/mirror/slices.ts', () => ({
  soon: (act: () => void) => void due.push(act),
  budget: () => {
    let left = steps;
    return () => left-- <= 0;
  },
  slice: (_: number, step: () => boolean) => {
    for (let n = 0; n < steps; n++) if (!step()) return false;
    return true;
  },
}));
const run = (most = Infinity): void => {
  for (let n = 0; n < most && due.length > 0; n++) due.shift()?.();
};

test('the mirror equals the live page whatever is done to it while it is told', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 3 }),
      async (edits, perSlice, perEdit) => {
        due = [];
        steps = perSlice;
        document.body.innerHTML = '<div><p>one</p><p>two<b>three</b></p></div><ul><li>1<li>2<li>3</ul>';
        const it = mirror(document);
        const pool: Pool = [document.body, ...document.body.querySelectorAll('*')];
        try {
          for (const one of edits) {
            // jsdom has no transient observers (DOM, "queue a mutation record").
            if (!pick(pool, one.a).isConnected) await Promise.resolve();
            change(pool, one);
            if (one.kind === 'settle') await Promise.resolve();
            if (one.kind === 'resync') it.recorder.resync();
            run(perEdit);
          }
          await Promise.resolve();
          run();
          it.recorder.flush();
          for (let n = 0; n < 2_000 && it.recorder.isTelling(); n++) {
            run();
            it.recorder.flush();
          }
          run();
          expect(it.recorder.isTelling()).toBe(false);
          expect(it.asked).toEqual([]);
          expect(normalised(it.copy)).toBe(normalised(document));
        } finally {
          it.stop();
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('a mirror that asks while a snapshot is under way is told all of it', async () => {
  due = [];
  steps = 2;
  document.body.innerHTML = '<p>1</p>'.repeat(20);
  const it = mirror(document);
  run(2);
  it.recorder.resync();
  await Promise.resolve();
  run();
  expect(it.told.filter(({ kind }) => kind === 'snapshot')).toHaveLength(2);
  expect(normalised(it.copy)).toBe(normalised(document));
  it.stop();
});

test('what is too much to tell at once is told in parts: in order, and states and removals when all is there', async () => {
  due = [];
  steps = 3;
  document.body.innerHTML = '<p id=kept>1</p><div id=gone></div>';
  const it = mirror(document);
  run();
  const before = it.told.length;
  const [gone, kept] = ['gone', 'kept'].map((id) => document.getElementById(id) as Element);
  document.body.insertAdjacentHTML('afterbegin', '<ul></ul>');
  const list = document.querySelector('ul') as Element;
  list.innerHTML = `<li><input></li>${'<li>row</li>'.repeat(20)}`;
  (list.querySelector('input') as HTMLInputElement).value = 'typed';
  gone?.remove();
  list.append(kept as Element);
  await Promise.resolve();
  for (let n = 0; n < 100 && it.recorder.isTelling(); n++) it.recorder.flush();
  run();
  const told = it.told.slice(before).map(({ ops }) => JSON.parse(ops) as readonly (readonly unknown[])[]);
  expect(told.length).toBeGreaterThan(5);
  const kinds = told.map((ops) => [...new Set(ops.map(([kind]) => kind))].sort().join(''));
  expect(kinds.slice(0, -1).every((it) => /^\+?m?$/.test(it))).toBe(true);
  expect(kinds.at(-1)).toMatch(/-.*v/);
  expect(it.asked).toEqual([]);
  expect(normalised(it.copy)).toBe(normalised(document));
  it.stop();
});
