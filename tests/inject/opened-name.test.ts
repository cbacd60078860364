import * as fc from 'fast-check';
import { openedName, readOpenedName, siteName } from '../../inject/opened-name.ts';

test('what a window’s name says is read back, whatever the site calls it', () => {
  const way = fc.constantFrom('', 'ls-f3', 'ls-f12/1', '0/2/1');
  fc.assert(
    fc.property(way, fc.nat(), fc.string({ unit: 'binary' }), (opener, entries, name) => {
      const native = openedName({ opener, entries, name });
      expect(readOpenedName(native)).toEqual({ opener, entries, name });
      expect(siteName(native)).toBe(name);
    }),
  );
});

test('names of the shell are none of the site’s, and names of the site are its own', () => {
  expect(['ls-f3', 'ls-spare-0', 'shop', ''].map(siteName)).toEqual(['', '', 'shop', '']);
  expect(['ls-f3', 'shop', 'ls-opened|x', ''].map(readOpenedName)).toEqual([null, null, null, null]);
});
