// Nodes on their way into the document: a script's and a style sheet's text is rewritten before it counts, a frame's realm
// is made ready.
import { call, apply, getter, natives, platformClass, setter } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import { mapScriptText, realText } from '../rewrite/attribute.ts';
import { enterFrames } from './frames.ts';
import { mapStyle } from './style.ts';

const ELEMENT = 1;
const TEXT = 3;
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
  // As innerHTML it may have been rewritten already.
  const own = realText(realm, text);
  const mapped = mapScriptText(realm, own, natives.getAttribute(script, 'type') ?? '');
  if (mapped !== text) setScriptText(script, mapped);
  done.set(script, mapped);
}

const isStyle = (node: Node): boolean =>
  natives.nodeType(node) === ELEMENT && natives.localName(node as Element) === 'style';

/** Text on its way into a style sheet. The node stays the page's own: some keep it and write to it again. */
function prepareRules(realm: Realm, text: Node): void {
  if (natives.nodeType(text) !== TEXT) return;
  const css = natives.textContent(text) ?? '';
  const mapped = mapStyle(realm, css);
  if (mapped !== css) natives.setTextContent(text, mapped);
}

function prepareElement(realm: Realm, element: Element): void {
  if (natives.localName(element) === 'script') {
    prepareScript(realm, element as HTMLScriptElement);
    return;
  }
  for (let child = natives.firstChild(element); child !== null; child = natives.nextSibling(child))
    prepareRules(realm, child);
}

function prepare(realm: Realm, parent: Node, node: unknown): void {
  if (!(typeof node === 'object' && node !== null) || !isNode(node)) return;
  const type = natives.nodeType(node);
  if (type === TEXT) {
    if (isStyle(parent)) prepareRules(realm, node);
  } else if (type === ELEMENT && /^(?:script|style)$/.test(natives.localName(node as Element)))
    prepareElement(realm, node as Element);
  else if (type === ELEMENT || type === FRAGMENT) {
    if (natives.firstChild(node) === null) return;
    const found =
      type === ELEMENT
        ? findIn(node as Element, 'script, style')
        : (apply(fragmentFind as Fn, node, ['script, style'] as never[]) as NodeListOf<Element>);
    for (const element of found) prepareElement(realm, element);
    if (type === FRAGMENT && isStyle(parent))
      for (let child = natives.firstChild(node); child !== null; child = natives.nextSibling(child))
        prepareRules(realm, child);
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
          prepare(realm, self, node);
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
      prepare(realm, this.startContainer, node);
      call(native, this, [node]);
      enter(realm, this.commonAncestorContainer, [node], natives.nodeType(node) === FRAGMENT);
    },
  }));
  ownText(realm);
};

/** The text of a script or style sheet: set on one that stands in the document already it counts at once; read, it is the page's own. */
function ownText(realm: Realm): void {
  const { window, accessor } = realm;
  const own = (node: Node, value: unknown): unknown => {
    const type = natives.nodeType(node);
    if (type === TEXT) {
      const parent = natives.parentNode(node);
      return parent !== null && isStyle(parent) ? mapStyle(realm, textOf(value)) : value;
    }
    if (type !== ELEMENT) return value;
    const name = natives.localName(node as Element);
    if (name === 'style') return mapStyle(realm, textOf(value));
    if (name !== 'script' || !natives.isConnected(node)) return value;
    const mapped = mapScriptText(realm, textOf(value), natives.getAttribute(node as Element, 'type') ?? '');
    done.set(node as Element, mapped);
    return mapped;
  };
  const text = (owner: object, key: string): void =>
    accessor(owner as Record<string, unknown>, key, (native) => ({
      get() {
        const value = native.get(this);
        return typeof value === 'string' ? realText(realm, value) : value;
      },
      set(value) {
        native.set(this, own(this as unknown as Node, value));
      },
    }));
  // Where Trusted Types are known, scripts have these of their own.
  for (const key of ['text', 'textContent', 'innerText']) text(window.HTMLScriptElement.prototype, key);
  for (const key of ['textContent', 'nodeValue']) text(window.Node.prototype, key);
  text(window.CharacterData.prototype, 'data');
  text(window.HTMLElement.prototype, 'innerText');
}
