import fc from 'fast-check';
import type { Numbers } from '../../inject/anchor.ts';

/** jsdom lays nothing out: boxes by hand, under what the code saves when it is loaded. */
const boxes = new Map<Element, DOMRect>();
let under: Element | null = null;
let anchors: typeof import('../../inject/anchor.ts');
beforeAll(async () => {
  Element.prototype.getBoundingClientRect = function (this: Element) {
    return boxes.get(this) ?? ({ left: 0, top: 0, width: 0, height: 0 } as DOMRect);
  };
  Element.prototype.getClientRects = function (this: Element) {
    const box = boxes.get(this);
    return (box === undefined ? [] : [box]) as unknown as DOMRectList;
  };
  Document.prototype.elementFromPoint = () => under;
  anchors = await import('../../inject/anchor.ts');
});

const numbered = (...nodes: Node[]): Numbers => ({
  idOf: (node) => (nodes.includes(node) ? nodes.indexOf(node) + 1 : undefined),
  nodeOf: (id) => nodes[id - 1],
});

function place(element: Element, left: number, top: number, width: number, height: number): Element {
  boxes.set(element, { left, top, width, height } as DOMRect);
  return element;
}
function boxed(left: number, top: number, width: number, height: number): Element {
  const element = document.createElement('div');
  document.body.append(element);
  return place(element, left, top, width, height);
}
afterEach(() => {
  boxes.clear();
  document.body.replaceChildren();
});

test('a point in a box of any size comes back where the box is by then', () => {
  fc.assert(
    fc.property(
      fc.record({ x: fc.integer({ min: -500, max: 2_000 }), y: fc.integer({ min: -500, max: 2_000 }) }),
      fc.integer({ min: 20, max: 3_000 }),
      fc.integer({ min: 2, max: 5 }),
      (at, size, factor) => {
        const element = boxed(10, 20, size, size);
        const anchor = anchors.anchorIn(element, at, numbered(element));
        if (anchor === null) throw new Error('no anchor');
        place(element, 10 * factor, 20 * factor, size * factor, size * factor);
        const position = anchors.positionOf(anchor, numbered(element));
        // Fractions have five digits: a hundredth of a pixel in a thousand.
        expect(Math.abs((position?.x ?? NaN) - at.x * factor)).toBeLessThan(0.5);
        expect(Math.abs((position?.y ?? NaN) - at.y * factor)).toBeLessThan(0.5);
        element.remove();
      },
    ),
  );
});

test('what has no number is anchored at what is around it', () => {
  const outer = boxed(0, 0, 100, 100);
  const inner = document.createElement('b');
  outer.append(inner);
  under = inner;
  expect(anchors.anchorAt(document, { x: 50, y: 25 }, numbered(outer))).toEqual({ node: 1, x: 0.5, y: 0.25 });
});

test('an anchor in a node that is gone is nowhere', () => {
  expect(anchors.positionOf({ node: 9, x: 0, y: 0 }, numbered())).toBeNull();
});

describe('text between two points', () => {
  const text = 'One two, three four.';
  const at = (offset: number) => ({ x: offset, y: 0 });
  const between = (from: number, to: number): unknown => {
    document.body.innerHTML = `<p>${text}</p>`;
    const node = (document.querySelector('p') as Element).firstChild as Text;
    under = document.querySelector('p');
    Object.assign(document, { caretPositionFromPoint: (x: number) => ({ offsetNode: node, offset: x }) });
    return anchors.textBetween(document, at(from), at(to), numbered(node));
  };
  test('is snapped to words, whichever way it was drawn', () => {
    const words = { start: { node: 1, offset: 4 }, end: { node: 1, offset: 14 }, quote: 'two, three' };
    expect(between(5, 11)).toEqual(words);
    expect(between(11, 5)).toEqual(words);
  });
  test('a point in a word is the word', () => {
    expect(between(16, 16)).toMatchObject({ quote: 'four' });
  });
  test('nothing where there are no words', () => {
    expect(between(20, 20)).toBeNull();
  });
});
