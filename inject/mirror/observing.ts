// Mutation records of a document, and of those in frames that are recorded with it.
import { method, natives, platformClass } from '../natives.ts';
import { dom } from './native-dom.ts';

export interface Observing {
  /** Looks after a document or shadow root from now on. */
  readonly watch: (root: Node) => void;
  readonly leave: (root: Node) => void;
  /** Gives the records that nobody was told of yet. */
  readonly take: (note: (records: readonly MutationRecord[]) => void) => void;
  readonly stop: () => void;
}

const observed = { childList: true, subtree: true, attributes: true, characterData: true } as const;

export function createObserving(
  document: Document,
  onRecords: (records: readonly MutationRecord[]) => void,
): Observing {
  const Observer = natives.MutationObserver;
  const observer = Observer && new Observer(onRecords);
  /** Of documents in frames: each has its own, as `toOwnRealm` comes before its records are looked at. */
  const foreign = new Map<Node, MutationObserver>();
  const watchForeign = (root: Node): void => {
    if (Observer === undefined) return;
    const watcher = new Observer((records) => {
      toOwnRealm(root);
      onRecords(records);
    });
    toOwnRealm(root);
    watcher.observe(root, observed);
    foreign.set(root, watcher);
  };
  const watched = new WeakSet<Node>();
  return {
    watch: (root) => {
      if (watched.has(root)) return;
      watched.add(root);
      if (root === document || dom.documentOf(root) === document) observer?.observe(root, observed);
      else watchForeign(root);
    },
    leave: (root) => {
      // It may come back, and is watched anew then.
      foreign.get(root)?.disconnect();
      if (foreign.delete(root)) watched.delete(root);
    },
    take: (note) => {
      if (observer) note(observer.takeRecords());
      for (const [root, watcher] of foreign) {
        toOwnRealm(root);
        note(watcher.takeRecords());
      }
    },
    stop: () => {
      observer?.disconnect();
      for (const watcher of foreign.values()) watcher.disconnect();
    },
  };
}

const createWalker = method(platformClass('Document'), 'createTreeWalker');
const nextNode = method(platformClass('TreeWalker'), 'nextNode');

/**
 * A node's object belongs to the realm it is first asked for in, and an observer's records are asked in the observer's: the
 * frame's own scripts would meet elements that are no instances of their own classes. So they are asked for in their own
 * document first.
 */
function toOwnRealm(root: Node): void {
  const document = dom.type(root) === 9 ? (root as Document) : dom.documentOf(root);
  if (document === null) return;
  const walker = createWalker(document, root);
  while (nextNode(walker) !== null);
}
