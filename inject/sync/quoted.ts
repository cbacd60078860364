// Words that were marked, found again by what they say: a page that renders anew has them in other nodes.
import { boxesOfRange, rangeOf, type Box, type Spot } from '../anchor.ts';
import { dom } from '../mirror/native-dom.ts';
import { natives } from '../natives.ts';

/** Looking through a page's text costs as much as the page is long. */
const EVERY_MS = 500;
const MAX_LETTERS = 2_000_000;

export interface Quoted {
  /** Where the words stand now; empty where they do not. */
  readonly boxesOf: (quote: string) => Box[];
}

interface Found {
  readonly range: Range | null;
  readonly at: number;
}

function* textNodes(parent: Node): Generator<Text> {
  for (let it = dom.first(parent); it !== null; it = dom.next(it)) {
    if (dom.type(it) === 3) yield it as Text;
    else if (dom.type(it) === 1 && !/^(?:script|style|noscript|template)$/.test(dom.localName(it as Element)))
      yield* textNodes(it);
  }
}

function find(document: Document, quote: string): Range | null {
  const { body } = document as { body: HTMLElement | null };
  if (body === null) return null;
  const nodes: { readonly node: Text; readonly from: number }[] = [];
  let text = '';
  for (const node of textNodes(body)) {
    nodes.push({ node, from: text.length });
    text += dom.text(node);
    if (text.length > MAX_LETTERS) break;
  }
  const at = text.indexOf(quote);
  if (at < 0) return null;
  const spotAt = (offset: number, isEnd: boolean): Spot | null => {
    const holder = nodes.findLast(({ from }) => (isEnd ? from < offset : from <= offset));
    return holder === undefined ? null : { node: holder.node, offset: offset - holder.from };
  };
  const [start, end] = [spotAt(at, false), spotAt(at + quote.length, true)];
  return start === null || end === null ? null : rangeOf(start, end);
}

export function createQuoted(document: Document): Quoted {
  const found = new Map<string, Found>();
  return {
    boxesOf: (quote) => {
      if (quote.trim() === '') return [];
      const now = natives.now();
      let known = found.get(quote);
      const isThere = known?.range != null && known.range.toString() === quote;
      if (!isThere && (known === undefined || now - known.at > EVERY_MS)) {
        known = { range: find(document, quote), at: now };
        found.set(quote, known);
      }
      return known?.range == null || known.range.toString() !== quote ? [] : boxesOfRange(known.range);
    },
  };
}
