import { createSeal } from '../../../proxy/store/seal.ts';

const secret = Buffer.alloc(32, 1);

test('what one run has sealed, the next opens: in its place, unchanged, with the same key alone', () => {
  const sealed = createSeal(secret).close('here', 'a text');
  expect(createSeal(secret).open('here', sealed)).toBe('a text');
  expect(() => createSeal(secret).open('there', sealed)).toThrow();
  expect(() => createSeal(Buffer.alloc(32, 2)).open('here', sealed)).toThrow();
  const changed = Buffer.from(sealed);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  expect(() => createSeal(secret).open('here', changed)).toThrow();
});

test('one text is never sealed alike twice', () => {
  const seal = createSeal(secret);
  expect(seal.close('here', 'a text')).not.toEqual(seal.close('here', 'a text'));
});
