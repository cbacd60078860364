// Elements by CSS selectors, for those in the session who have no numbers of nodes: user agents that speak SIP.
import type { Spot } from './anchor.ts';
import { dom, isElement } from './mirror/native-dom.ts';
import { natives } from './natives.ts';

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const MAX_LENGTH = 1_024;
/** What needs no escaping in a selector, nor in the text that carries it. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Null where it names nothing, or is none. */
export function elementOf(document: Document, selector: string): Element | null {
  try {
    return natives.querySelector(document, selector);
  } catch {
    // No selector this browser knows: it names nothing here.
    return null;
  }
}

/** From the nearest unique id, else from the root. Null for what no selector reaches: shadow trees. */
export function selectorOf(element: Element): string | null {
  const { ownerDocument } = element;
  const steps: string[] = [];
  for (let it: Element | null = element; it !== null;) {
    const id = dom.getAttribute(it, 'id') ?? '';
    if (PLAIN.test(id) && elementOf(ownerDocument, `#${id}`) === it) return joined([`#${id}`, ...steps]);
    const parent: Node | null = dom.parent(it);
    if (parent !== null && dom.type(parent) === 9) return joined([nameOf(it), ...steps]);
    steps.unshift(`${nameOf(it)}:nth-child(${placeOf(it)})`);
    it = isElement(parent) ? parent : null;
  }
  return null;
}

function nameOf(it: Element): string {
  const name = dom.localName(it);
  return PLAIN.test(name) ? name : '*';
}

function placeOf(it: Element): number {
  let place = 1;
  for (let before = dom.previous(it); before !== null; before = dom.previous(before))
    if (isElement(before)) place += 1;
  return place;
}

function joined(steps: readonly string[]): string | null {
  const text = steps.join('>');
  return text.length <= MAX_LENGTH ? text : null;
}

/** The text nodes of an element, in order. */
function* textsOf(node: Node): Generator<CharacterData> {
  for (let it = dom.first(node); it !== null; it = dom.next(it)) {
    if (dom.type(it) === 3) yield it as CharacterData;
    else yield* textsOf(it);
  }
}

/** Where an offset in an element's text lies. */
export function spotIn(element: Element, offset: number): Spot | null {
  let left = offset;
  let last: CharacterData | null = null;
  for (const text of textsOf(element)) {
    const { length } = dom.text(text);
    if (left <= length) return { node: text, offset: left };
    left -= length;
    last = text;
  }
  return last === null ? null : { node: last, offset: dom.text(last).length };
}

/** The offset in an element's text of a place in one of its text nodes. */
export function offsetIn(element: Element, { node, offset }: Spot): number {
  let before = 0;
  for (const text of textsOf(element)) {
    if (text === node) return before + offset;
    before += dom.text(text).length;
  }
  return 0;
}

/** The nearest element around two nodes. */
export function aroundBoth(one: Node, other: Node): Element | null {
  let it: Node | null = isElement(one) ? one : dom.parent(one);
  while (it !== null && !contains(it, other)) it = dom.parent(it);
  return isElement(it) ? it : null;
}

function contains(outer: Node, inner: Node): boolean {
  for (let it: Node | null = inner; it !== null; it = dom.parent(it)) if (it === outer) return true;
  return false;
}
