import * as fc from 'fast-check';
import { holderOf, matches, parseOverview, siteOf } from '../../../client/admin/overview.ts';
import { guest, sessionOf, windowOf } from '../shell/fake-session.ts';

const parsed = () => {
  const session = sessionOf({
    windows: [
      windowOf({ focused: false }),
      windowOf({ id: 'w2', url: 'http://shop.lockstep.example/cart', title: 'Cart' }),
    ],
  });
  const [one] = parseOverview(JSON.parse(JSON.stringify({ sessions: [session] })))?.sessions ?? [];
  if (one === undefined) throw new Error('no session');
  return one;
};

test('an overview is read as the server writes it', () => {
  expect(siteOf(parsed())).toBe('shop.lockstep.example');
  expect(holderOf(parsed())?.name).toBe('Olga');
});

test('a filter looks at id, sites, titles and names', () => {
  for (const words of ['', 'CART', 'example.com gus', 'abcdefgh'])
    expect(matches(parsed(), words)).toBe(true);
  expect(matches(parsed(), 'gus nobody')).toBe(false);
});

test('what is no overview is none, and what is malformed in it is left out', () => {
  expect(parseOverview({ sessions: 'many' })).toBeNull();
  expect(
    parseOverview({
      sessions: [null, {}, { id: 'a', participants: [guest, { id: 'x', role: 'king' }], windows: [7] }],
    }),
  ).toMatchObject({
    sessions: [{ id: 'a', participants: [{ id: guest.id }], windows: [] }],
    takesCalls: false,
  });
  fc.assert(fc.property(fc.anything(), (it) => void parseOverview({ sessions: [it] })));
});
