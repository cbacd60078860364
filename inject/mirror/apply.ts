// Does in a mirror's document what the live page told, one operation at a time. What cannot be done throws: the mirror
// is then out of step.
import type { AddOp, DomOp, DomOpKind } from '../../protocol/dom.ts';
import { self } from '../natives.ts';
import { createAdopted } from './adopted.ts';
import { makeEqual, type Claims } from './claims.ts';
import { createNode, defineElement, setAttribute, textFor } from './creation.ts';
import type { Handled } from './hand-styles.ts';
import { dom } from './native-dom.ts';
import { isWithin, type Nodes } from './nodes.ts';
import {
  showCanvas,
  showChecked,
  showDialog,
  showMedia,
  showOptions,
  showPopover,
  showRules,
  showText,
  showUrl,
  showValue,
} from './shown.ts';

/** What the mirror's own participant is doing, which the live page's news must not disturb. */
export interface Hands {
  /** Whether a value told by the live page may replace the one shown: `from` and `seq` say which input it has heard. */
  readonly takesValue: (control: Element, from: string, seq: number) => boolean;
  /** What has the focus in the live page; null: nothing. */
  readonly showFocus: (element: Element | null) => void;
  readonly takesRange: () => boolean;
  /** What hands point at, press and focus in the live page. */
  readonly showHands: (it: Handled) => void;
}

export interface Apply {
  (op: DomOp): void;
}

type Do = { readonly [K in DomOpKind]: (op: Extract<DomOp, readonly [K, ...unknown[]]>) => void };

interface Parts {
  readonly document: Document;
  readonly nodes: Nodes;
  readonly hands: Hands;
  readonly onRoot: (root: Node) => void;
  /** While a snapshot is applied: which nodes may be taken over. */
  readonly claims: () => Claims | null;
  readonly compare: (told: Extract<DomOp, readonly ['#', ...unknown[]]>) => void;
}

export function createApply({ document, nodes, hands, onRoot, claims, compare }: Parts): Apply {
  const adopted = createAdopted(nodes);
  const ownerOf = (parent: Node): Document =>
    dom.type(parent) === 9 ? (parent as Document) : (dom.documentOf(parent) ?? document);

  const before = (parent: Node, next: number): Node | null => {
    if (next === 0) return null;
    const node = nodes.need(next);
    if (dom.parent(node) !== parent) throw new Error(`node ${next} is elsewhere`);
    return node;
  };
  const elementOf = (id: number): Element | null => (id === 0 ? null : nodes.needElement(id));
  const add = (op: AddOp): void => {
    const [, parentId, next, id, type] = op;
    const parent = nodes.need(parentId);
    const open = claims();
    const claimed = open !== null && type !== 9 && type !== 11 ? open.claim(parent, op) : null;
    const node = claimed ?? createNode(ownerOf(parent), op, parent);
    nodes.set(id, node);
    if (type === 9 || type === 11) return onRoot(node);
    if (claimed !== null) return;
    parent.insertBefore(node, open !== null ? open.following(parent) : before(parent, next));
  };
  const move = (parentId: number, next: number, id: number): void => {
    const node = nodes.need(id);
    const parent = nodes.need(parentId);
    if (isWithin(parent, node)) throw new Error(`node ${id} cannot be within itself`);
    parent.insertBefore(node, before(parent, next));
  };
  const remove = (id: number): void => {
    const node = nodes.need(id);
    nodes.forget(node);
    // The document of a frame goes with the frame's next one.
    if (dom.type(node) !== 9) dom.parent(node)?.removeChild(node);
  };
  const go = (frame: Element, url: string): void => {
    if (!(frame instanceof HTMLIFrameElement) || !/^https?:/.test(url)) return;
    frame.contentWindow?.location.replace(url);
  };
  const mend = ([, id, ...description]: Extract<DomOp, readonly ['=', ...unknown[]]>): void => {
    const op = ['+', 0, 0, id, ...description] as AddOp;
    const known = nodes.nodeOf(id);
    if (known !== undefined) return makeEqual(known, op);
    // Documents of frames and shadow roots have no place of their own to be put.
    if (op[4] === 9 || op[4] === 11) throw new Error(`there is no root ${id}`);
    nodes.set(id, createNode(document, op, document));
  };
  /** What follows it, where that is there already: what is not is mended on its own. */
  const put = (parentId: number, id: number, next: number, first: number): void => {
    const [parent, node] = [nodes.need(parentId), nodes.need(id)];
    const type = dom.type(node);
    if (type === 3) showText(node as Text, textFor(parent, dom.text(node as Text)));
    if (type !== 9 && type !== 11) {
      const following = next === 0 ? null : nodes.nodeOf(next);
      const isThere = following === null || (following !== undefined && dom.parent(following) === parent);
      if (dom.parent(node) !== parent || (isThere && !isBefore(node, following)))
        parent.insertBefore(node, isThere ? following : null);
      if (isThere) removeBetween(parent, dom.next(node), following);
    }
    const inner = first === 0 ? null : nodes.nodeOf(first);
    if (inner === null || (inner !== undefined && dom.parent(inner) === node))
      removeBetween(node, dom.first(node), inner);
  };

  const acts: Do = {
    start: ([, url]) => showUrl(document, url),
    '+': add,
    m: ([, parent, next, id]) => move(parent, next, id),
    '-': ([, id]) => remove(id),
    a: ([, id, name, value]) => setAttribute(nodes.needElement(id), name, value),
    t: ([, id, text]) => {
      const node = nodes.need(id);
      showText(node as CharacterData, textFor(dom.parent(node), text));
    },
    v: ([, id, value, from, seq]) => {
      const control = nodes.needElement(id);
      if (hands.takesValue(control, from, seq)) showValue(control, value);
    },
    checked: ([, id, checked, indeterminate]) => showChecked(nodes.needElement(id), checked, indeterminate),
    options: ([, id, selected]) => showOptions(nodes.needElement(id), selected),
    scroll: ([, id, left, top]) => nodes.needElement(id).scrollTo({ left, top, behavior: 'instant' }),
    focus: ([, id]) => hands.showFocus(id === 0 ? null : nodes.needElement(id)),
    hands: ([, hovered, pressed, focused, visible]) =>
      hands.showHands({
        hovered: elementOf(hovered),
        pressed: elementOf(pressed),
        focused: elementOf(focused),
        visible,
      }),
    range: ([, anchor, anchorOffset, focusNode, focusOffset]) => {
      if (hands.takesRange())
        self
          .getSelection()
          ?.setBaseAndExtent(nodes.need(anchor), anchorOffset, nodes.need(focusNode), focusOffset);
    },
    media: ([, id, paused, time, rate, volume, muted]) =>
      showMedia(nodes.needElement(id), time, { paused, rate, volume, muted }),
    dialog: ([, id, state]) => showDialog(nodes.needElement(id), state),
    popover: ([, id, shown]) => showPopover(nodes.needElement(id), shown),
    rules: ([, id, rules]) => {
      const { sheet } = nodes.needElement(id) as Element & { readonly sheet?: CSSStyleSheet | null };
      if (sheet) showRules(sheet, rules);
    },
    sheet: ([, sheet, rules, media, disabled]) => adopted.define(sheet, { rules, media, disabled }),
    adopt: ([, root, sheets]) => adopted.adopt(nodes.need(root), sheets),
    canvas: ([, id, image]) => showCanvas(nodes.needElement(id), image),
    defined: ([, name]) => defineElement(name),
    url: ([, url]) => showUrl(document, url),
    go: ([, id, url]) => go(nodes.needElement(id), url),
    end: () => undefined,
    '#': compare,
    '=': mend,
    '@': ([, parent, id, next, first]) => put(parent, id, next, first),
  };
  return (op) => (acts[op[0]] as (op: DomOp) => void)(op);
}

function isBefore(node: Node, other: Node | null): boolean {
  for (let it = dom.next(node); it !== null; it = dom.next(it)) if (it === other) return true;
  return other === null;
}

function removeBetween(parent: Node, from: Node | null, until: Node | null): void {
  for (let it = from; it !== null && it !== until;) {
    const next = dom.next(it);
    parent.removeChild(it);
    it = next;
  }
}
