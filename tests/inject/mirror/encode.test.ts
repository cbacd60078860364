import fc from 'fast-check';
import { encode } from '../../../inject/mirror/encode.ts';

test('is what JSON.stringify gives, and parses back', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.integer(),
          fc.boolean(),
          fc.constant(null),
          fc.array(fc.string()),
        ),
      ),
      (value) => {
        expect(encode(value)).toBe(JSON.stringify(value));
      },
    ),
  );
});

test('does not ask a page how arrays are written', () => {
  const arrays = Array.prototype as unknown as { toJSON?: () => string };
  arrays.toJSON = () => 'mine';
  try {
    expect(encode([1, ['a']])).toBe('[1,["a"]]');
  } finally {
    delete arrays.toJSON;
  }
});
