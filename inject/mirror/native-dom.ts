// The browser's own DOM, saved before the page runs: what recording and reflecting read and write. Reads nothing a
// page has replaced, and attribute values are the native (proxied) ones.
import {
  apply,
  getOwnPropertyDescriptor,
  getter,
  method,
  natives,
  platformClass,
  setter,
} from '../natives.ts';

const node = platformClass('Node');
const element = platformClass('Element');
const doc = platformClass('Document');
const root = platformClass('ShadowRoot');
const attr = platformClass('Attr');
const attributeMap = platformClass('NamedNodeMap');
const characters = platformClass('CharacterData');
const doctype = platformClass('DocumentType');
const instruction = platformClass('ProcessingInstruction');
const html = platformClass('HTMLElement');

export const has = (owner: { prototype: object } | undefined, key: string): boolean =>
  owner !== undefined && getOwnPropertyDescriptor(owner.prototype, key) !== undefined;

const length = getter(attributeMap, 'length');
const item = method(attributeMap, 'item');
const shadowRootOf = getter(element, 'shadowRoot');
const rectOf = method(element, 'getBoundingClientRect');
const matchesNative = method(element, 'matches');
const focusNative = method(html, 'focus');
const blurNative = method(html, 'blur');
const getRoot = method(node, 'getRootNode');
const previous = getter(node, 'previousSibling');
const last = getter(node, 'lastChild');

/** Roots that a page closed: their host does not give them away. */
const closedRoots = new WeakMap<Element, ShadowRoot>();

export const dom = {
  type: natives.nodeType,
  parent: natives.parentNode as (it: Node) => Node | null,
  first: natives.firstChild as (it: Node) => Node | null,
  next: natives.nextSibling as (it: Node) => Node | null,
  previous: previous as (it: Node) => Node | null,
  last: last as (it: Node) => Node | null,
  isConnected: natives.isConnected,
  documentOf: natives.ownerDocument,
  rootOf: (it: Node): Node => getRoot(it, { composed: true }),
  scopeOf: (it: Node): Node => getRoot(it),
  localName: natives.localName,
  namespace: natives.namespaceURI,
  tagName: getter(element, 'tagName'),
  qualifiedName: (it: Element): string => {
    const prefix = prefixOf(it);
    return prefix === null ? natives.localName(it) : `${prefix}:${natives.localName(it)}`;
  },
  text: getter(characters, 'data'),
  setText: setter(characters, 'data'),
  getAttribute: natives.getAttribute,
  setAttribute: natives.setAttribute,
  hasAttribute: natives.hasAttribute,
  eachAttribute: (
    it: Element,
    visit: (name: string, value: string, namespace: string | null) => void,
  ): void => {
    const map = natives.attributes(it);
    const count = length(map);
    for (let i = 0; i < count; i++) {
      const one = item(map, i);
      if (one !== null) visit(natives.attributeName(one), natives.attributeValue(one), attrNamespace(one));
    }
  },
  attributeNode: (
    it: Element,
    namespace: string,
    localName: string,
  ): { readonly name: string; readonly value: string } | null => {
    const node = attributeNodeNS(it, namespace, localName);
    return node === null ? null : { name: natives.attributeName(node), value: natives.attributeValue(node) };
  },
  shadowRoot: (it: Element): ShadowRoot | null => shadowRootOf(it) ?? closedRoots.get(it) ?? null,
  knowShadowRoot: (host: Element, shadow: ShadowRoot): void => {
    closedRoots.set(host, shadow);
  },
  host: getter(root, 'host'),
  /** The document of a frame, null where it is another origin's. */
  frameDocument: (it: Element): Document | null => {
    if (natives.localName(it) !== 'iframe') return null;
    return natives.contentDocument(it as HTMLIFrameElement);
  },
  isShadowRoot: (it: Node): it is ShadowRoot => natives.nodeType(it) === 11 && hostOf(it) !== null,
  hostOf: (it: Node): Element | null => hostOf(it),
  frameOf: (it: Document): Element | null => {
    const view = it.defaultView;
    return view === null ? null : view.frameElement;
  },
  url: natives.documentURL,
  doctype: {
    name: getter(doctype, 'name'),
    publicId: getter(doctype, 'publicId'),
    systemId: getter(doctype, 'systemId'),
  },
  instructionTarget: getter(instruction, 'target'),
  activeElement: has(doc, 'activeElement')
    ? getter(doc, 'activeElement')
    : (it: Document): Element | null => it.activeElement,
  scrollingElement: has(doc, 'scrollingElement')
    ? getter(doc, 'scrollingElement')
    : (it: Document): Element => it.documentElement,
  scrollLeft: getter(element, 'scrollLeft'),
  scrollTop: getter(element, 'scrollTop'),
  setScrollLeft: setter(element, 'scrollLeft'),
  setScrollTop: setter(element, 'scrollTop'),
  clientWidth: getter(element, 'clientWidth'),
  clientHeight: getter(element, 'clientHeight'),
  scrollWidth: getter(element, 'scrollWidth'),
  scrollHeight: getter(element, 'scrollHeight'),
  rect: rectOf,
  matches: (it: Element, selector: string): boolean => {
    try {
      return matchesNative(it, selector);
    } catch {
      // A pseudo-class this browser does not know: nothing is in that state.
      return false;
    }
  },
  closest: natives.closest,
  focus: (it: Element): void => focusNative(it as HTMLElement, { preventScroll: true }),
  blur: (it: Element): void => blurNative(it as HTMLElement),
};

const prefixOf = getter(element, 'prefix');
const attributeNodeNS = method(element, 'getAttributeNodeNS');
const attrNamespace = getter(attr, 'namespaceURI');
const hostGetter = root && getOwnPropertyDescriptor(root.prototype, 'host')?.get;

function hostOf(it: Node): Element | null {
  if (hostGetter === undefined || natives.nodeType(it) !== 11) return null;
  try {
    return apply(hostGetter, it, []);
  } catch {
    // The getter's brand check: a plain fragment.
    return null;
  }
}

/** The node above, through shadow roots and frames. */
export function above(it: Node): Node | null {
  const parent = dom.parent(it);
  if (parent !== null) return parent;
  if (dom.type(it) === 9) return dom.frameOf(it as Document);
  return dom.hostOf(it);
}

export const isElement = (it: Node | null): it is Element => it !== null && dom.type(it) === 1;
