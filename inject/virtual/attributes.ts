// get/set attributes in all their spellings: the page sees what it (or the server) wrote, the browser what it can load.
import { call, natives } from '../natives.ts';
import { type Realm, type VirtualApi, textOf } from '../realm.ts';
import { attributeForBrowser, attributeForPage, matters, realText } from '../rewrite/attribute.ts';

const lower = (name: unknown): string => (typeof name === 'string' ? name : textOf(name)).toLowerCase();
export const attributes: VirtualApi = (realm) => {
  const { window, patch, accessor } = realm;
  const element = window.Element.prototype;
  patch(element, 'getAttribute', (native) => ({
    value(this: Element, ...args: unknown[]) {
      const value = call(native, this, args) as string | null;
      if (value === null) return null;
      const name = lower(args[0]);
      return matters(name) ? attributeForPage(realm, this, name, value) : value;
    },
  }));
  patch(element, 'getAttributeNS', (native) => ({
    value(this: Element, ...args: unknown[]) {
      const value = call(native, this, args) as string | null;
      return value !== null && matters(lower(args[1]))
        ? attributeForPage(realm, this, lower(args[1]), value)
        : value;
    },
  }));
  patch(element, 'setAttribute', (native) => ({
    value(this: Element, ...args: unknown[]) {
      if (args.length > 1) {
        const name = lower(args[0]);
        if (matters(name)) args[1] = attributeForBrowser(realm, this, name, textOf(args[1]));
      }
      return call(native, this, args);
    },
  }));
  patch(element, 'setAttributeNS', (native) => ({
    value(this: Element, ...args: unknown[]) {
      if (args.length > 2) {
        const name = lower(args[1]);
        // Its prefix is the author's choice; the table knows "xlink:href".
        const known = name.endsWith(':href') ? 'xlink:href' : name;
        if (matters(known)) args[2] = attributeForBrowser(realm, this, known, textOf(args[2]));
      }
      return call(native, this, args);
    },
  }));
  attributeNodes(realm);
  accessor(window.MutationRecord.prototype, 'oldValue', (native) => ({
    get() {
      const value = native.get(this);
      return value === null ? null : realText(realm, value);
    },
  }));
};

const ATTRIBUTE = 2;

function readNode(realm: Realm, attribute: Attr, value: string): string {
  const name = natives.attributeName(attribute).toLowerCase();
  if (!matters(name)) return value;
  const owner = natives.ownerElement(attribute);
  return owner ? attributeForPage(realm, owner, name, value) : realText(realm, value);
}

function writeNode(realm: Realm, attribute: Attr, value: string): string {
  const name = natives.attributeName(attribute).toLowerCase();
  const owner = natives.ownerElement(attribute);
  return owner && matters(name) ? attributeForBrowser(realm, owner, name, textOf(value)) : value;
}

function attributeNodes(realm: Realm): void {
  const { window, patch, accessor } = realm;
  accessor(window.Attr.prototype, 'value', (native) => ({
    get() {
      return readNode(realm, this, native.get(this));
    },
    set(value) {
      native.set(this, writeNode(realm, this, value));
    },
  }));
  accessor(window.Node.prototype, 'nodeValue', (native) => ({
    get() {
      const value = native.get(this);
      return value !== null && natives.nodeType(this) === ATTRIBUTE
        ? readNode(realm, this as Attr, value)
        : value;
    },
    set(value) {
      native.set(
        this,
        natives.nodeType(this) === ATTRIBUTE ? writeNode(realm, this as Attr, value ?? '') : value,
      );
    },
  }));
  for (const key of ['setAttributeNode', 'setAttributeNodeNS'] as const) {
    patch(window.Element.prototype, key, (native) => ({
      value(this: Element, ...args: unknown[]) {
        if (args[0] instanceof window.Attr) prepare(realm, this, args[0]);
        return call(native, this, args);
      },
    }));
  }
}

/** An attribute made on its own does not know yet whose it will be. */
function prepare(realm: Realm, element: Element, attribute: Attr): void {
  const name = natives.attributeName(attribute).toLowerCase();
  if (!matters(name)) return;
  const value = natives.attributeValue(attribute);
  const mapped = attributeForBrowser(realm, element, name, value);
  if (mapped !== value) natives.setAttributeValue(attribute, mapped);
}
