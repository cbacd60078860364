// CSS from scripts: declarations, rules and whole sheets. A read gives real URLs back.
import { mapCssUrls } from '../../protocol/css-urls.ts';
import { call, getOwnPropertyDescriptor, ownKeys } from '../natives.ts';
import type { Fn, Realm, VirtualApi } from '../realm.ts';
import { realText } from '../rewrite/attribute.ts';

const css = (realm: Realm, text: string): string => (text.includes('//') ? mapCssUrls(text, realm.map) : text);

/** Properties of a declaration that can hold a URL, in both spellings. */
const URL_PROPERTIES = /^(?:background|border|list|cursor|content|mask|filter|backdrop|clip|shape|offset|src|webkit(?:Mask|Border|Filter|BoxReflect|-)|marker|fill|stroke|cssText$)/;

function declarations(realm: Realm): void {
  const { window, accessor, patch } = realm;
  const prototype = window.CSSStyleDeclaration.prototype as unknown as Record<string, string>;
  for (const key of ownKeys(prototype)) {
    if (typeof key !== 'string' || !URL_PROPERTIES.test(key) || !getOwnPropertyDescriptor(prototype, key)?.get) continue;
    accessor(prototype, key, (native) => ({
      get() {
        const value = native.get(this);
        return typeof value === 'string' ? realText(realm, value) : (value as unknown as string);
      },
      set(value) {
        native.set(this, typeof value === 'string' ? css(realm, value) : (value as unknown as string));
      },
    }));
  }
  const style = window.CSSStyleDeclaration.prototype;
  patch(style, 'setProperty', (native) => ({
    value(this: CSSStyleDeclaration, ...args: [string, string, string?]) {
      if (typeof args[1] === 'string') args[1] = css(realm, args[1]);
      call(native, this, args);
    },
  }));
  for (const key of ['getPropertyValue', 'removeProperty'] as const) {
    patch(style, key, (native) => ({
      value(this: CSSStyleDeclaration, ...args: [string]) {
        return realText(realm, call(native, this, args) as string);
      },
    }));
  }
}

/** Firefox keeps each property on an object's prototype as Chromium keeps them on its own instances: both are asked by name. */
function sheets(realm: Realm): void {
  const { window, accessor, patch } = realm;
  const first = (owner: object | undefined, key: string): void => {
    patch(owner as Record<string, Fn> | undefined, key, (native) => ({
      value(this: unknown, ...args: unknown[]) {
        if (args.length > 0) args[0] = css(realm, String(args[0]));
        return call(native, this, args);
      },
    }));
  };
  for (const key of ['insertRule', 'replace', 'replaceSync']) first(window.CSSStyleSheet.prototype, key);
  first((window as { CSSGroupingRule?: { prototype: object } }).CSSGroupingRule?.prototype, 'insertRule');
  accessor(window.CSSRule.prototype, 'cssText', (native) => ({
    get() {
      return realText(realm, native.get(this));
    },
  }));
  accessor(window.CSSImportRule.prototype as { href: string }, 'href', (native) => ({
    get() {
      return realText(realm, native.get(this));
    },
  }));
}

export const style: VirtualApi = (realm) => {
  const { window, accessor } = realm;
  declarations(realm);
  sheets(realm);
  realm.constructed('FontFace', (args) => (typeof args[1] === 'string' ? [args[0], css(realm, args[1]), ...args.slice(2)] : args));
  // A style element's text, while it stands in the document or before.
  accessor(window.HTMLElement.prototype as unknown as { style: unknown }, 'style', (native) => ({
    set(value) {
      native.set(this, typeof value === 'string' ? css(realm, value) : value);
    },
  }));
};
