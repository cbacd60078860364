// Elements by name: the selector of an element leads back to it, and offsets in its text to the same letters.
import { aroundBoth, elementOf, offsetIn, selectorOf, spotIn } from '../../inject/selector.ts';

beforeEach(() => {
  document.body.innerHTML =
    '<main id=main><ul><li>one<li>two <b>and</b> a half<li>three</ul></main><p id="a b">x<p id=twice><p id=twice>';
});

test('every element has a selector that leads back to it', () => {
  for (const element of document.querySelectorAll('*')) {
    const selector = selectorOf(element);
    expect(selector).not.toBeNull();
    expect(elementOf(document, selector ?? '')).toBe(element);
  }
  expect(selectorOf(document.querySelectorAll('li')[2] as Element)).toBe(
    '#main>ul:nth-child(1)>li:nth-child(3)',
  );
});

test('an id that is not unique, or needs escaping, is none', () => {
  expect(selectorOf(document.querySelectorAll('#twice')[1] as Element)).toBe(
    'html>body:nth-child(2)>p:nth-child(4)',
  );
  expect(selectorOf(document.querySelectorAll('p')[0] as Element)).toBe(
    'html>body:nth-child(2)>p:nth-child(2)',
  );
});

test('what is no selector names nothing', () => {
  expect(elementOf(document, '>>>[')).toBeNull();
  expect(elementOf(document, '#nowhere')).toBeNull();
});

test('offsets in the text of an element, through the elements in it', () => {
  const item = document.querySelectorAll('li')[1] as Element;
  const bold = item.querySelector('b')?.firstChild as Node;
  expect(spotIn(item, 5)).toEqual({ node: bold, offset: 1 });
  expect(offsetIn(item, { node: bold, offset: 1 })).toBe(5);
  expect(spotIn(item, 9_999)?.node).toBe(item.lastChild);
  expect(aroundBoth(bold, item.firstChild as Node)).toBe(item);
});
