// Selectors that ask for a state of hands match what is named beside, and nothing else of them changes.
import { asksForState, withStates, type HandState } from '../../../inject/mirror/state-selector.ts';

const asked: [HandState, string][] = [];
beforeEach(() => {
  asked.length = 0;
});
const named = (state: HandState, compound: string): readonly string[] => {
  asked.push([state, compound]);
  return ['#x'];
};

test.each([
  ['a:hover', 'a:is(:hover,:where(#x))', 'a:is(*)'],
  ['.menu > li:hover ul', '.menu > li:is(:hover,:where(#x)) ul', 'li:is(*)'],
  ['p, b:hover::before', 'p, b:is(:hover,:where(#x))::before', 'b:is(*)'],
  [
    'a:hover.on[title="x:hover y"]',
    'a:is(:hover,:where(#x)).on[title="x:hover y"]',
    'a:is(*).on[title="x:hover y"]',
  ],
  ['a:is(.b, .c:hover)', 'a:is(.b, .c:is(:hover,:where(#x)))', '.c:is(*)'],
  ['&:hover', '&:is(:hover,:where(#x))', ':is(*):is(*)'],
  ['.a\\:hover:hover', '.a\\:hover:is(:hover,:where(#x))', '.a\\:hover:is(*)'],
])('%s', (selector, expected, compound) => {
  expect(withStates(selector, named)).toBe(expected);
  expect(asked).toEqual([['hover', compound]]);
});

test('each state is asked for by itself, with both around it left out', () => {
  expect(withStates('a:hover:focus-visible', named)).toBe(
    'a:is(:hover,:where(#x)):is(:focus-visible,:where(#x))',
  );
  expect(asked).toEqual([
    ['hover', 'a:is(*):is(*)'],
    ['focus-visible', 'a:is(*):is(*)'],
  ]);
});

test('what asks for nothing, or for what nothing is in, is left out', () => {
  for (const selector of ['a', '.hover', '[a=":hover"]', 'x:hovering', '.a\\:hover', 'a:focus-ring'])
    expect(asksForState(selector)).toBe(false);
  expect(asksForState('a:FOCUS-within b')).toBe(true);
  expect(withStates('a:hover', () => [])).toBeNull();
});
