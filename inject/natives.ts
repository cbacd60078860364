// The browser's own functions, saved before the page runs. Nothing of ours calls what a page could have replaced.

type Fn = (...args: never[]) => unknown;
type Called<T, F> = F extends (...args: infer A) => infer R ? (self: T, ...args: A) => R : never;

export const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  ownKeys,
} = Reflect;

/** What runs here: a window, or a worker's global, which has no DOM. */
export const self = globalThis as unknown as Window & typeof globalThis;
export const inDocument = typeof document === 'object';

/** A class of the platform, absent in workers and older browsers. */
export function platformClass<K extends keyof typeof self>(name: K): (typeof self)[K] | undefined {
  return self[name];
}

/** Calls a native as the page called ours. */
export const call = (native: unknown, receiver: unknown, args: readonly unknown[]): unknown =>
  apply(native as Fn, receiver, args as never[]);

/** A method, called with its receiver as first argument. */
export function method<T extends object, K extends keyof T>(
  owner: { prototype: T } | undefined,
  key: K,
): Called<T, T[K]> {
  const native = owner?.prototype[key] as Fn | undefined;
  return ((receiver: T, ...args: never[]) => call(native, receiver, args)) as Called<T, T[K]>;
}

/** An accessor's getter, called with its receiver. */
export function getter<T extends object, K extends keyof T>(
  owner: { prototype: T } | undefined,
  key: K,
): (receiver: T) => T[K] {
  const native = owner && getOwnPropertyDescriptor(owner.prototype, key)?.get;
  return (receiver) => apply(native as Fn, receiver, []) as T[K];
}

/** An accessor's setter, called with its receiver and the value. */
export function setter<T extends object, K extends keyof T>(
  owner: { prototype: T } | undefined,
  key: K,
): (receiver: T, value: T[K]) => void {
  const native = owner && getOwnPropertyDescriptor(owner.prototype, key)?.set;
  return (receiver, value) => {
    apply(native as Fn, receiver, [value] as never[]);
  };
}

function own<K extends keyof typeof self>(key: K): (receiver: object) => (typeof self)[K] {
  const native = getOwnPropertyDescriptor(self, key)?.get;
  return (receiver) => apply(native as Fn, receiver, []) as (typeof self)[K];
}

const element = platformClass('Element');
const node = platformClass('Node');
const iframe = platformClass('HTMLIFrameElement');
const messageEvent = platformClass('MessageEvent');
const bound = <F extends Fn>(native: F | undefined): F =>
  ((...args: never[]) => call(native, self, args)) as F;

/** Add here what you need; a name says what it is natively. */
export const natives = {
  // Window. These see through our own patches: the shell is the native top.
  top: inDocument ? self.top : null,
  document: inDocument ? self.document : undefined,
  location: self.location,
  parentOf: own('parent'),
  closedOf: own('closed'),
  postMessage: (
    target: Window,
    message: unknown,
    targetOrigin: string,
    transfer: Transferable[] = [],
  ): void => {
    apply(savedPostMessage as Fn, target, [message, targetOrigin, transfer] as never[]);
  },
  setTimeout: bound(self.setTimeout),
  clearTimeout: bound(self.clearTimeout),
  queueMicrotask: bound(self.queueMicrotask),
  requestAnimationFrame: bound(self.requestAnimationFrame),
  cancelAnimationFrame: bound(self.cancelAnimationFrame),
  getComputedStyle: bound(self.getComputedStyle),
  fetch: bound(self.fetch),
  open: bound(self.open),
  now: Date.now,
  XMLHttpRequest: platformClass('XMLHttpRequest'),
  MutationObserver: platformClass('MutationObserver'),
  MessageChannel: platformClass('MessageChannel'),
  Blob: platformClass('Blob'),
  URL: self.URL,
  createObjectURL: self.URL.createObjectURL,

  // Events.
  addEventListener: method(platformClass('EventTarget'), 'addEventListener'),
  removeEventListener: method(platformClass('EventTarget'), 'removeEventListener'),
  dispatchEvent: method(platformClass('EventTarget'), 'dispatchEvent'),
  preventDefault: method(platformClass('Event'), 'preventDefault'),
  stopImmediatePropagation: method(platformClass('Event'), 'stopImmediatePropagation'),
  composedPath: method(platformClass('Event'), 'composedPath'),
  messageSource: getter(messageEvent, 'source'),
  messageOrigin: getter(messageEvent, 'origin'),
  messageData: getter(messageEvent, 'data'),
  messagePorts: getter(messageEvent, 'ports'),

  // Nodes and elements. Attribute values are the proxied ones.
  nodeType: getter(node, 'nodeType'),
  parentNode: getter(node, 'parentNode'),
  firstChild: getter(node, 'firstChild'),
  nextSibling: getter(node, 'nextSibling'),
  ownerDocument: getter(node, 'ownerDocument'),
  isConnected: getter(node, 'isConnected'),
  baseURI: getter(node, 'baseURI'),
  textContent: getter(node, 'textContent'),
  setTextContent: setter(node, 'textContent'),
  appendChild: method(node, 'appendChild'),
  insertBefore: method(node, 'insertBefore'),
  removeChild: method(node, 'removeChild'),
  cloneNode: method(node, 'cloneNode'),
  localName: getter(element, 'localName'),
  namespaceURI: getter(element, 'namespaceURI'),
  getAttribute: method(element, 'getAttribute'),
  setAttribute: method(element, 'setAttribute'),
  setAttributeNS: method(element, 'setAttributeNS'),
  removeAttribute: method(element, 'removeAttribute'),
  hasAttribute: method(element, 'hasAttribute'),
  attributes: getter(element, 'attributes'),
  remove: method(element, 'remove'),
  closest: method(element, 'closest'),
  setInnerHTML: setter(element, 'innerHTML'),
  innerHTML: getter(element, 'innerHTML'),
  attributeName: getter(platformClass('Attr'), 'name'),
  attributeValue: getter(platformClass('Attr'), 'value'),
  setAttributeValue: setter(platformClass('Attr'), 'value'),
  ownerElement: getter(platformClass('Attr'), 'ownerElement'),
  createElement: method(platformClass('Document'), 'createElement'),
  querySelector: method(platformClass('Document'), 'querySelector'),
  querySelectorAll: method(platformClass('Document'), 'querySelectorAll'),
  querySelectorAllIn: method(element, 'querySelectorAll'),
  contentWindow: getter(iframe, 'contentWindow'),
  contentDocument: getter(iframe, 'contentDocument'),
  documentURL: getter(platformClass('Document'), 'URL'),
  pushState: method(platformClass('History'), 'pushState'),
  replaceState: method(platformClass('History'), 'replaceState'),
};

const savedPostMessage = inDocument ? self.postMessage : undefined;
