// The fuzzers' targets hold for what they begin with, and for what they once found. `npm run fuzz -- NAME SECONDS` looks for more.
import fc from 'fast-check';
import { uncut } from './fuzz/input.ts';
import { targets } from './fuzz/targets.ts';

describe.each(Object.entries(targets))('%s', (_name, { fuzz, seeds }) => {
  test.each(seeds.map((it) => [it]))('%s', (seed) => {
    expect(() => fuzz(uncut(seed))).not.toThrow();
  });

  test('pieces of what it begins with, put together anew', () => {
    const piece = fc
      .tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat(12))
      .map(([seed, at, length]) => seed.slice(at % seed.length).slice(0, length));
    const input = fc.tuple(fc.uint8Array({ maxLength: 8 }), fc.array(piece, { maxLength: 12 }));
    fc.assert(
      fc.property(input, ([head, pieces]) => fuzz(Buffer.concat([head, Buffer.from(pieces.join(''))]))),
      { numRuns: 1_000 },
    );
  });
});
