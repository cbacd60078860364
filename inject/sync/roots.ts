// The documents and shadow roots of this frame, for those who listen on each: some events do not leave a shadow root.
export interface Roots {
  readonly add: (root: Node) => void;
  readonly each: (visit: (root: Node) => void) => void;
  readonly all: () => Iterable<Node>;
}

export function createRoots(): Roots {
  const roots = new Set<Node>();
  const visitors: ((root: Node) => void)[] = [];
  return {
    add: (root) => {
      if (roots.has(root)) return;
      roots.add(root);
      for (const visit of visitors) visit(root);
    },
    /** Now and for those to come. */
    each: (visit) => {
      visitors.push(visit);
      for (const root of roots) visit(root);
    },
    all: () => roots,
  };
}
