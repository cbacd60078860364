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
  const parents: Node[] = [];
  const numbers: number[] = [];
  let depth = 0;
  /** Addition, so that the order of the walk does not matter: the sibling's number says the order. */
  const see = (node: Node, id: number, parent: number, next: number): void => {
    const type = dom.type(node);
    const length = type === 3 || type === 8 ? shownText(node).length : 0;
    count++;
    sum = (sum + mix(mix(mix(id, parent), next), length)) | 0;
    if (type === 3 || type === 8) return;
    parents[depth] = node;
    numbers[depth++] = id;
  };
  see(document, idOf(document) ?? -1, 0, 0);
  while (depth > 0) {
    const parent = parents[--depth] as Node;
    const number = numbers[depth] ?? -1;
    // Each number is looked up once: that is what this costs.
    let child = dom.first(parent);
    let id = child === null ? 0 : (idOf(child) ?? -1);
    while (child !== null) {
      const following = dom.next(child);
      const next = following === null ? 0 : (idOf(following) ?? -1);
      see(child, id, number, next);
      child = following;
      id = next;
    }
    if (dom.type(parent) !== 1) continue;
    // Those that only one side can reach do not count.
    for (const inner of [dom.frameDocument(parent as Element), dom.shadowRoot(parent as Element)]) {
      const inside = inner === null ? undefined : idOf(inner);
      if (inner !== null && inside !== undefined) see(inner, inside, number, 0);
    }
  }
  return { count, sum };
}
