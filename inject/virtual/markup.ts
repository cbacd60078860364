// HTML as text, in and out: innerHTML, outerHTML, insertAdjacentHTML, createContextualFragment, DOMParser, setHTMLUnsafe.
import { call, natives } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import { mapScriptText, markupRules, realText } from '../rewrite/attribute.ts';
import { mapMarkup } from '../rewrite/markup.ts';
import { enterFrames } from './frames.ts';

const scriptType = (element: Element): string => natives.getAttribute(element, 'type') ?? '';

/** Markup for an element: of a script or style it is text. */
function forElement(realm: Realm, element: Element, html: string): string {
  const name = natives.localName(element);
  if (name === 'script') return mapScriptText(realm, html, scriptType(element));
  return mapMarkup(html, markupRules(realm));
}

/** WebIDL, [LegacyNullToEmptyString]. */
const markupOf = (html: unknown): string => (html === null ? '' : textOf(html));

const hasFrame = /<iframe/i;

export const markup: VirtualApi = (realm) => {
  const { window, accessor, patch } = realm;
  const rules = markupRules(realm);
  const element = window.Element.prototype;
  const after = (root: Element | null, html: string): void => {
    if (root && hasFrame.test(html)) enterFrames(realm, root);
  };
  accessor(element, 'innerHTML', (native) => ({
    get() {
      return realText(realm, native.get(this));
    },
    set(html) {
      const text = markupOf(html);
      native.set(this, forElement(realm, this, text));
      after(this, text);
    },
  }));
  accessor(element, 'outerHTML', (native) => ({
    get() {
      return realText(realm, native.get(this));
    },
    set(html) {
      const parent = natives.parentNode(this);
      const text = markupOf(html);
      native.set(this, mapMarkup(text, rules));
      after(parent instanceof window.Element ? parent : null, text);
    },
  }));
  patch(element, 'insertAdjacentHTML', (native) => ({
    value(this: Element, ...args: unknown[]) {
      if (args.length > 1) args[1] = mapMarkup(textOf(args[1]), rules);
      call(native, this, args);
      after(natives.parentNode(this) as Element | null, textOf(args[1]));
    },
  }));
  accessor(window.ShadowRoot.prototype, 'innerHTML', (native) => ({
    get() {
      return realText(realm, native.get(this));
    },
    set(html) {
      native.set(this, mapMarkup(textOf(html), rules));
    },
  }));
  texts(realm);
};

/** Functions that take markup as one of their arguments, or give it back. */
function texts(realm: Realm): void {
  const { window, patch } = realm;
  const rules = markupRules(realm);
  const mapped = (owner: object | undefined, key: string, index: number): void => {
    patch(owner as Record<string, Fn> | undefined, key, (native) => ({
      value(this: object, ...args: unknown[]) {
        if (args.length > index) args[index] = mapMarkup(textOf(args[index]), rules);
        return call(native, this, args);
      },
    }));
  };
  const given = (owner: object | undefined, key: string): void => {
    patch(owner as Record<string, Fn> | undefined, key, (native) => ({
      value(this: object, ...args: unknown[]) {
        return realText(realm, call(native, this, args) as string);
      },
    }));
  };
  mapped(window.Range.prototype, 'createContextualFragment', 0);
  mapped(window.DOMParser.prototype, 'parseFromString', 0);
  mapped(window.Document, 'parseHTMLUnsafe', 0);
  mapped(window.Document, 'parseHTML', 0);
  mapped(window.Document.prototype, 'execCommand', 2);
  for (const owner of [window.Element.prototype, window.ShadowRoot.prototype]) {
    mapped(owner, 'setHTMLUnsafe', 0);
    mapped(owner, 'setHTML', 0);
    given(owner, 'getHTML');
  }
  given(window.XMLSerializer.prototype, 'serializeToString');
}
