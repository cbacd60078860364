// A cheap fingerprint of a document: how many nodes, and where each one is. The same on both sides, or something was missed.
import { shownText } from './describe.ts';
import { dom } from './native-dom.ts';

const mix = (a: number, b: number): number => {
  const it = Math.imul(a ^ (b + 0x9e3779b9), 0x85ebca6b);
  return it ^ (it >>> 13);
};

/** `idOf` gives the number of a node that both sides should have. */
export function checksum(
  document: Document,
  idOf: (node: Node) => number | undefined,
): { readonly count: number; readonly sum: number } {
  let count = 0;
  let sum = 0;
  const waiting: { readonly node: Node; readonly parent: number }[] = [{ node: document, parent: 0 }];
  for (let depth = 1; depth > 0;) {
    const one = waiting[--depth];
    if (one === undefined) break;
    const id = idOf(one.node) ?? -1;
    const following = dom.next(one.node);
    const type = dom.type(one.node);
    const length = type === 3 || type === 8 ? shownText(one.node).length : 0;
    count++;
    // Addition, so that the order of the walk does not matter: the sibling's number says the order.
    sum = (sum + mix(mix(mix(id, one.parent), following === null ? 0 : (idOf(following) ?? -1)), length)) | 0;
    const add = (node: Node | null): void => {
      if (node !== null) waiting[depth++] = { node, parent: id };
    };
    for (let child = dom.first(one.node); child !== null; child = dom.next(child)) add(child);
    if (type !== 1) continue;
    // Those that only one side can reach do not count.
    for (const inner of [dom.frameDocument(one.node as Element), dom.shadowRoot(one.node as Element)]) {
      if (inner !== null && idOf(inner) !== undefined) add(inner);
    }
  }
  return { count, sum };
}
