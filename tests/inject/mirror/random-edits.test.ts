// Whatever a page does to its document, the mirror's is the same afterwards.
import fc from 'fast-check';
import { change, edit, pick, type Pool } from './edits.ts';
import { mirror } from './mirrored.ts';
import { normalised } from './normalised.ts';

/** All at once, however slow the machine is; sliced.test.ts has it otherwise. */
jest.mock('../../../inject/mirror/slices.ts', () => ({
  soon: (act: () => void) => act(),
  budget: () => () => false,
  slice: (_: number, step: () => boolean) => {
    while (step());
    return false;
  },
}));

test('the mirror equals the live page after any edits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 60 }), async (edits) => {
      document.body.innerHTML = '<div><p>one</p><p>two</p></div>';
      const it = mirror(document);
      const pool: Pool = [document.body, ...document.body.querySelectorAll('*')];
      try {
        for (const one of edits) {
          // jsdom has no transient observers (DOM, "queue a mutation record"); the browser test goes without this.
          if (!pick(pool, one.a).isConnected) await it.settle();
          change(pool, one);
          if (one.kind === 'settle') await it.settle();
          if (one.kind === 'resync') it.recorder.resync();
        }
        await it.settle();
        expect(it.asked).toEqual([]);
        expect(normalised(it.copy)).toBe(normalised(document));
        const late = mirror(document);
        await late.settle();
        late.stop();
        expect(normalised(late.copy)).toBe(normalised(document));
      } finally {
        it.stop();
      }
    }),
    { numRuns: 300 },
  );
});
