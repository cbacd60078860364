// Nodes on their way into the document: a script's text is rewritten before it runs, a frame's realm is made ready.
import { call, apply, getter, natives, platformClass, setter } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import { mapScriptText } from '../rewrite/attribute.ts';
import { unrewritten } from '../rewrite/code.ts';
import { enterFrames } from './frames.ts';

const ELEMENT = 1;
const FRAGMENT = 11;
const setScriptText = setter(platformClass('HTMLScriptElement'), 'text');
const scriptText = getter(platformClass('HTMLScriptElement'), 'text');
const findIn = natives.querySelectorAllIn;
const fragmentFind = platformClass('DocumentFragment')?.prototype.querySelectorAll;

/** Scripts whose text is rewritten already, and to what. */
const done = new WeakMap<Element, string>();

function prepareScript(realm: Realm, script: HTMLScriptElement): void {
  if (natives.hasAttribute(script, 'src')) return;
  const text = scriptText(script);
  if (text === '' || done.get(script) === text) return;
  const mapped = mapScriptText(realm, text, natives.getAttribute(script, 'type') ?? '');
  if (mapped !== text) setScriptText(script, mapped);
  done.set(script, mapped);
}

function prepare(realm: Realm, node: unknown): void {
  if (!(typeof node === 'object' && node !== null) || !isNode(node)) return;
  const type = natives.nodeType(node);
  if (type === ELEMENT && natives.localName(node as Element) === 'script')
    prepareScript(realm, node as HTMLScriptElement);
  else if (type === ELEMENT || type === FRAGMENT) {
    if (natives.firstChild(node) === null) return;
    const found =
      type === ELEMENT
        ? findIn(node as Element, 'script')
        : (apply(fragmentFind as Fn, node, ['script'] as never[]) as NodeListOf<Element>);
    for (const script of found) prepareScript(realm, script as HTMLScriptElement);
  }
}

function isNode(value: object): value is Node {
  try {
    natives.nodeType(value as Node);
    return true;
  } catch {
    // The getter's own brand check.
    return false;
  }
}

function enter(realm: Realm, parent: Node, nodes: readonly unknown[], fromFragment: boolean): void {
  if (fromFragment) {
    if (natives.nodeType(parent) === ELEMENT) enterFrames(realm, parent as Element);
    return;
  }
  for (const node of nodes) {
    if (typeof node !== 'object' || node === null || natives.nodeType(node as Node) !== ELEMENT) continue;
    if (natives.localName(node as Element) === 'iframe' || natives.firstChild(node as Node) !== null)
      enterFrames(realm, node as Element);
  }
}

type Host = Record<string, Fn>;

export const insertion: VirtualApi = (realm) => {
  const { window } = realm;
  const insert = (owner: object, key: string, nodesOf: (args: unknown[]) => unknown[]): void => {
    realm.patch(owner as Host, key, (native) => ({
      value(this: unknown, ...args: unknown[]) {
        const self = this as Node;
        // Out of the document nothing runs and no frame has a window.
        if (!isNode(self) || !natives.isConnected(self)) {
          // A script takes its text from its children.
          return call(native, self, args);
        }
        const nodes = nodesOf(args);
        let fragment = false;
        for (const node of nodes) {
          prepare(realm, node);
          fragment ||=
            typeof node === 'object' && node !== null && isNode(node) && natives.nodeType(node) === FRAGMENT;
        }
        const result = call(native, self, args);
        enter(realm, self, nodes, fragment);
        return result;
      },
    }));
  };
  const first = (args: unknown[]): unknown[] => args.slice(0, 1);
  const all = (args: unknown[]): unknown[] => args;
  for (const key of ['appendChild', 'insertBefore', 'replaceChild', 'moveBefore'])
    insert(window.Node.prototype, key, first);
  for (const owner of [window.Element, window.Document, window.DocumentFragment])
    for (const key of ['append', 'prepend', 'replaceChildren']) insert(owner.prototype, key, all);
  for (const owner of [window.Element, window.CharacterData, window.DocumentType])
    for (const key of ['before', 'after', 'replaceWith']) insert(owner.prototype, key, all);
  insert(window.Element.prototype, 'insertAdjacentElement', (args) => args.slice(1, 2));
  realm.patch(window.Range.prototype, 'insertNode', (native) => ({
    value(this: Range, node: Node) {
      prepare(realm, node);
      call(native, this, [node]);
      enter(realm, this.commonAncestorContainer, [node], natives.nodeType(node) === FRAGMENT);
    },
  }));
  ownText(realm);
};

/** The text of a script: set on one that stands in the document already it runs at once; read, it is the page's own. */
function ownText(realm: Realm): void {
  const { window, accessor } = realm;
  const code = (node: Node, value: unknown): unknown => {
    if (
      natives.nodeType(node) !== ELEMENT ||
      natives.localName(node as Element) !== 'script' ||
      !natives.isConnected(node)
    )
      return value;
    const mapped = mapScriptText(realm, textOf(value), natives.getAttribute(node as Element, 'type') ?? '');
    done.set(node as Element, mapped);
    return mapped;
  };
  const text = (owner: object, key: string): void =>
    accessor(owner as Record<string, unknown>, key, (native) => ({
      get() {
        const value = native.get(this);
        return typeof value === 'string' && value.includes('$ls.') ? unrewritten(value) : value;
      },
      set(value) {
        native.set(this, code(this as unknown as Node, value));
      },
    }));
  // Where Trusted Types are known, scripts have these of their own.
  for (const key of ['text', 'textContent', 'innerText']) text(window.HTMLScriptElement.prototype, key);
  text(window.Node.prototype, 'textContent');
  text(window.HTMLElement.prototype, 'innerText');
}
