import fc from 'fast-check';
import { fingerprint } from '../../protocol/fingerprint.ts';

test('it is twenty letters and digits, the same each time', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(fingerprint(text)).toMatch(/^[a-z0-9]{20}$/);
      expect(fingerprint(text)).toBe(fingerprint(text));
    }),
  );
});

test("it stays what it was: labels made from it are in people's address bars", () => {
  expect([fingerprint(''), fingerprint('https://example.com')]).toMatchInlineSnapshot(`
   [
     "1a5a1ih0oh1bwu85r19y",
     "1auz88z00e0xaik1j18m",
   ]
  `);
});

test('texts that differ a little have different ones', () => {
  const seen = new Set<string>();
  for (let n = 0; n < 50_000; n++) seen.add(fingerprint(`https://host-${n}.example`));
  expect(seen.size).toBe(50_000);
});
