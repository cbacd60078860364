// Nodes of a mirror: made from what the live page told, without anything that runs.
import type { AddOp, AttributeName, Attributes } from '../../protocol/dom.ts';
import { natives, self } from '../natives.ts';
import { isInert } from './attribute.ts';
import { longNamespace } from './describe.ts';
import { dom } from './native-dom.ts';

const NO_NAMESPACE = 'none';

/** Sets an attribute; null takes it away. */
export function setAttribute(element: Element, name: AttributeName, value: string | null): void {
  const [namespace, key] = typeof name === 'string' ? [null, name] : name;
  if (value === null) {
    if (namespace === null) element.removeAttribute(key);
    else element.removeAttributeNS(namespace, key.slice(key.indexOf(':') + 1));
    return;
  }
  if (!isInert(dom.localName(element).toLowerCase(), key.toLowerCase(), value)) return;
  try {
    if (namespace === null) dom.setAttribute(element, key, value);
    else natives.setAttributeNS(element, namespace, key, value);
  } catch {
    // Names that only a parser lets through, like `@click`.
    const parsed = parsedAttribute(element.ownerDocument, key);
    if (parsed === null) return;
    parsed.value = value;
    element.setAttributeNode(parsed);
  }
}

function parsedAttribute(document: Document, name: string): Attr | null {
  if (/[\s"'>/=]/.test(name)) return null;
  const template = document.createElement('template');
  natives.setInnerHTML(template, `<i ${name}></i>`);
  const owner = template.content.firstElementChild;
  const found = owner?.getAttributeNode(name) ?? null;
  if (owner === null || found === null) return null;
  return owner.removeAttributeNode(found);
}

/** Pairs of a flat list. */
export function* pairs(list: Attributes): Generator<readonly [AttributeName, string]> {
  for (let i = 0; i + 1 < list.length; i += 2) {
    const name = list[i];
    const value = list[i + 1];
    if (name !== undefined && typeof value === 'string') yield [name, value];
  }
}

function createElement(document: Document, name: string, short: string): Element {
  const namespace = short === NO_NAMESPACE ? null : longNamespace(short);
  try {
    return document.createElementNS(namespace, name);
  } catch {
    // As with attributes: `<foo@bar>` comes from a parser only.
    const template = document.createElement('template');
    natives.setInnerHTML(template, `<${name.replace(/[\s<>/]/g, '')}>`);
    return document.adoptNode(template.content.firstElementChild ?? document.createElement('span'));
  }
}

/** The node of an operation, for a document; documents of frames and shadow roots are not made here. */
export function createNode(document: Document, op: AddOp, parent: Node): Node {
  switch (op[4]) {
    case 1: {
      const element = createElement(document, op[5], op[6]);
      for (const [name, value] of pairs(op[7])) setAttribute(element, name, value);
      return element;
    }
    case 3:
      return document.createTextNode(textFor(parent, op[5]));
    case 4:
      return document.contentType === 'text/html'
        ? document.createTextNode(op[5])
        : document.createCDATASection(op[5]);
    case 7:
      return document.createProcessingInstruction(op[5], op[6]);
    case 8:
      return document.createComment(op[5]);
    case 9:
      return frameDocument(parent);
    case 10:
      return document.implementation.createDocumentType(op[5], op[6], op[7]);
    case 11:
      return attachShadow(parent as Element, op);
  }
}

/** The recorder drops what scripts say; whoever sends it all the same is not believed. */
export const textFor = (parent: Node | null, text: string): string =>
  parent !== null && dom.type(parent) === 1 && dom.localName(parent as Element) === 'script' ? '' : text;

function frameDocument(frame: Node): Document {
  const content = dom.type(frame) === 1 ? dom.frameDocument(frame as Element) : null;
  if (content === null) throw new Error('a frame without a document');
  content.replaceChildren();
  return content;
}

function attachShadow(host: Element, op: Extract<AddOp, { readonly 4: 11 }>): ShadowRoot {
  const [, , , , , mode, delegatesFocus, slotAssignment] = op;
  const root = host.attachShadow({ mode, delegatesFocus, slotAssignment });
  dom.knowShadowRoot(host, root);
  return root;
}

/** Defines a custom element that does nothing, so that `:defined` holds as it does in the live page. */
export function defineElement(name: string): void {
  const registry = (self as { customElements?: CustomElementRegistry }).customElements;
  if (registry === undefined || registry.get(name) !== undefined || !/^[a-z][^\s/>]*-[^\s/>]*$/.test(name))
    return;
  registry.define(name, class extends HTMLElement {});
}
