// Which node of a mirror has which number.
import { above, dom } from './native-dom.ts';

export interface Nodes {
  readonly nodeOf: (id: number) => Node | undefined;
  readonly idOf: (node: Node) => number | undefined;
  /** The node of a number that must be there. */
  readonly need: (id: number) => Node;
  readonly needElement: (id: number) => Element;
  readonly set: (id: number, node: Node) => void;
  /** Forgets a node with all below it. */
  readonly forget: (node: Node) => void;
  readonly clear: () => void;
}

export function createNodes(): Nodes {
  let nodes = new Map<number, Node>();
  let ids = new WeakMap<Node, number>();
  const need = (id: number): Node => {
    const node = nodes.get(id);
    if (node === undefined) throw new Error(`there is no node ${id}`);
    return node;
  };
  const drop = (node: Node): void => {
    const id = ids.get(node);
    if (id === undefined || nodes.get(id) !== node) return;
    nodes.delete(id);
    ids.delete(node);
  };
  const forget = (node: Node): void => {
    drop(node);
    for (let child = dom.first(node); child !== null; child = dom.next(child)) forget(child);
    if (dom.type(node) !== 1) return;
    const element = node as Element;
    for (const inner of [dom.shadowRoot(element), dom.frameDocument(element)])
      if (inner !== null) forget(inner);
  };
  return {
    nodeOf: (id) => nodes.get(id),
    idOf: (node) => ids.get(node),
    need,
    needElement: (id) => {
      const node = need(id);
      if (dom.type(node) !== 1) throw new Error(`node ${id} is no element`);
      return node as Element;
    },
    set: (id, node) => {
      if (nodes.has(id)) throw new Error(`node ${id} is there already`);
      nodes.set(id, node);
      ids.set(node, id);
    },
    forget,
    clear: () => {
      nodes = new Map();
      ids = new WeakMap();
    },
  };
}

/** Whether a node is below another, through shadow roots and frames, or is it. */
export function isWithin(node: Node | null, top: Node): boolean {
  for (let it = node; it !== null; it = above(it)) if (it === top) return true;
  return false;
}
