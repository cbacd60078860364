// `scroll`: told by whoever has control and by the live page's own scripts, done by everybody else.
import type { Body } from '../../protocol/commands.ts';
import { dom, isElement } from '../mirror/native-dom.ts';
import { natives } from '../natives.ts';
import { port } from '../port.ts';
import { oncePerFrame, type Applies, type Scene, type Sender } from './scene.ts';
import { bringTo, isSame, offsetOf, placeOf, standOf, type Offset } from './scroller.ts';

/** What is known of one scroller. */
interface Known {
  /** Where the last scroll of somebody else brought it: the event that follows is its echo. */
  brought: Offset | null;
  after: Sender | null;
  /** Number of our own last scroll; null: none, Infinity: on its way. */
  mine: number | null;
}

export function syncScroll(scene: Scene, watchRoots: (each: (root: Node) => void) => void): Applies {
  const { document, numbers } = scene;
  const known = new WeakMap<Element, Known>();
  const knownOf = (it: Element): Known => {
    const there = known.get(it) ?? { brought: null, after: null, mine: null };
    known.set(it, there);
    return there;
  };
  const pageScroller = (): Element => dom.scrollingElement(document) ?? document.documentElement;
  const numberOf = (it: Element): number | undefined => (it === pageScroller() ? 0 : numbers.idOf(it));
  const scrollerOf = (number: number): Element | null => {
    const node = number === 0 ? pageScroller() : numbers.nodeOf(number);
    return node !== undefined && isElement(node) ? node : null;
  };

  const tell = (scroller: Element): void => {
    const node = numberOf(scroller);
    const it = knownOf(scroller);
    if (node === undefined || (it.brought !== null && isSame(it.brought, offsetOf(scroller)))) return;
    it.brought = null;
    it.mine = Infinity;
    scene.tell(
      'scroll',
      {
        frame: scene.frame,
        node,
        ...standOf(scroller, numbers),
        ...(scene.saysNames() ? placeOf(scroller) : {}),
        after: it.after,
      },
      (seq) => (it.mine = seq),
    );
  };
  const moved = new Set<Element>();
  const tellMoved = oncePerFrame(() => {
    for (const scroller of moved) if (dom.isConnected(scroller)) tell(scroller);
    moved.clear();
  });
  const notice = (event: Event): void => {
    // A mirror's own scrolls mean something only where its participant has control.
    if (scene.role === 'mirror' && !scene.isController()) return;
    const target = natives.composedPath(event)[0] as Node;
    const scroller = dom.type(target) === 9 ? pageScroller() : target;
    if (!isElement(scroller)) return;
    moved.add(scroller);
    tellMoved();
  };
  watchRoots((root) => natives.addEventListener(root, 'scroll', notice, { capture: true, passive: true }));
  port.onMessage((message) => {
    // What the server did not take nobody will answer.
    if (message.type === 'refused' && message.refusal.name === 'scroll') knownOf(pageScroller()).mine = null;
  });

  /** Whether the sender had seen our own last scroll: else ours is newer, and on its way to them. */
  const isNews = (it: Known, after: Body<'scroll'>['after']): boolean =>
    !scene.isController() ||
    it.mine === null ||
    (after !== null && after.from === scene.me() && after.seq >= it.mine);
  return {
    scroll: ({ node, after, ...stand }, sender) => {
      const scroller = scrollerOf(node);
      if (scroller === null) return;
      const it = knownOf(scroller);
      it.after = { from: sender.from, seq: sender.seq };
      if (!isNews(it, after)) return;
      it.brought = bringTo(scroller, stand, numbers);
    },
  };
}
