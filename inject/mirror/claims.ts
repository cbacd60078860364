// Lets a snapshot take over the nodes that are there already and look the same: a mirror that drifted is put right
// where it is wrong, and its styles, images, frames and scroll positions stay.
import type { AddOp } from '../../protocol/dom.ts';
import { isCheckable, isTextControl } from './control-state.ts';
import { longNamespace } from './describe.ts';
import { pairs, setAttribute, textFor } from './creation.ts';
import { dom } from './native-dom.ts';

/** How many siblings ahead are looked at. */
const REACH = 8;
/** What makes two elements of one name different things rather than a changed one. */
const IDENTITY = ['id', 'href', 'src', 'rel', 'type'];

export interface Claims {
  /** A node below `parent` that can stand for what is told, made equal to it; null: make one. */
  readonly claim: (parent: Node, op: AddOp) => Node | null;
  /** The node before which the next one below `parent` belongs. */
  readonly following: (parent: Node) => Node | null;
  /** Takes away what nobody claimed. */
  readonly finish: () => void;
}

export function createClaims(): Claims {
  /** The first child of each parent that is not claimed yet. */
  const cursors = new Map<Node, Node | null>();
  const cursorOf = (parent: Node): Node | null => {
    const cursor = cursors.get(parent);
    return cursor === undefined ? dom.first(parent) : cursor;
  };
  const take = (parent: Node, found: Node): void => {
    for (let it = cursorOf(parent); it !== null && it !== found;) {
      const next = dom.next(it);
      parent.removeChild(it);
      it = next;
    }
    cursors.set(parent, dom.next(found));
  };
  return {
    claim: (parent, op) => {
      let it = cursorOf(parent);
      for (let i = 0; it !== null && i < REACH; i++, it = dom.next(it)) {
        if (!isLike(it, op)) continue;
        take(parent, it);
        makeEqual(it, op);
        if (op[4] === 1) resetControl(it as Element);
        cursors.set(it, dom.first(it));
        return it;
      }
      cursors.set(parent, cursorOf(parent));
      return null;
    },
    following: cursorOf,
    finish: () => {
      for (const [parent, cursor] of cursors) {
        for (let it = cursor; it !== null;) {
          const next = dom.next(it);
          parent.removeChild(it);
          it = next;
        }
      }
    },
  };
}

function isLike(node: Node, op: AddOp): boolean {
  const type = dom.type(node);
  if (type !== op[4]) return false;
  if (op[4] === 10) return dom.doctype.name(node as DocumentType) === op[5];
  if (op[4] !== 1) return type === 3 || type === 8;
  const element = node as Element;
  // A shadow root cannot be taken away again.
  if (dom.shadowRoot(element) !== null || dom.qualifiedName(element) !== op[5]) return false;
  if (dom.namespace(element) !== longNamespace(op[6])) return false;
  // Without its srcdoc the frame loads again, later than what is told of its document.
  if (dom.hasAttribute(element, 'srcdoc')) return false;
  const told = new Map(pairs(op[7]));
  return IDENTITY.every((name) => (told.get(name) ?? null) === dom.getAttribute(element, name));
}

/** Gives a node the text or the attributes that are told. */
export function makeEqual(node: Node, op: AddOp): void {
  if (op[4] === 3 || op[4] === 8) {
    const text = textFor(dom.parent(node), op[5]);
    if (dom.text(node as CharacterData) !== text) dom.setText(node as CharacterData, text);
    return;
  }
  if (op[4] !== 1) return;
  const element = node as Element;
  const told = new Set<string>();
  for (const [name, value] of pairs(op[7])) {
    const key = typeof name === 'string' ? name : name[1];
    told.add(key);
    if (dom.getAttribute(element, key) !== value) setAttribute(element, name, value);
  }
  for (const { name } of Array.from(element.attributes)) if (!told.has(name)) element.removeAttribute(name);
}

/** A control that holds what its markup says is told nothing more; one that is being typed into is left alone. */
function resetControl(it: Element): void {
  if (dom.activeElement(it.ownerDocument) === it) return;
  if (isTextControl(it)) it.value = it.defaultValue;
  if (isCheckable(it)) it.checked = it.defaultChecked;
}
