// CSS from scripts: declarations, rules and whole sheets. A read gives real URLs back.
import { mapCssUrls } from '../../protocol/css-urls.ts';
import { call, method } from '../natives.ts';
import { type Fn, type Realm, type VirtualApi, textOf } from '../realm.ts';
import { realText } from '../rewrite/attribute.ts';

/** Style sheet text or a declaration list from the page, for the browser. */
export const mapStyle = (realm: Realm, text: string): string =>
  text.includes('//') ? mapCssUrls(text, realm.map) : text;

/** Properties whose values can be URLs. Chromium answers them by name without having them on the prototype. */
const URL_PROPERTIES = [
  'background',
  'background-image',
  'border-image',
  'border-image-source',
  'list-style',
  'list-style-image',
  'cursor',
  'content',
  'mask',
  'mask-image',
  'mask-border',
  'mask-border-source',
  '-webkit-mask',
  '-webkit-mask-image',
  '-webkit-mask-box-image',
  '-webkit-border-image',
  '-webkit-box-reflect',
  'filter',
  'backdrop-filter',
  'clip-path',
  'shape-outside',
  'offset-path',
  'marker-start',
  'marker-mid',
  'marker-end',
  'fill',
  'stroke',
  'src',
];

/** CSSOM, "CSS property to IDL attribute". */
const camelCased = (name: string): string =>
  name.replace(/^-/, '').replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());

function declarations(realm: Realm): void {
  const { window, accessor, patch } = realm;
  const prototype = window.CSSStyleDeclaration.prototype;
  const read = method({ prototype }, 'getPropertyValue');
  const write = method({ prototype }, 'setProperty');
  for (const name of URL_PROPERTIES) {
    if (!window.CSS.supports(name, 'initial') && name !== 'src') continue;
    for (const key of new Set([name, camelCased(name)])) {
      realm.add(prototype, key, {
        get(this: CSSStyleDeclaration) {
          return realText(realm, read(this, name));
        },
        set(this: CSSStyleDeclaration, value: unknown) {
          write(this, name, value === null ? '' : mapStyle(realm, textOf(value)));
        },
      });
    }
  }
  accessor(prototype, 'cssText', (native) => ({
    get() {
      return realText(realm, native.get(this));
    },
    set(value) {
      native.set(this, mapStyle(realm, textOf(value)));
    },
  }));
  patch(prototype, 'setProperty', (native) => ({
    value(this: CSSStyleDeclaration, ...args: unknown[]) {
      if (typeof args[1] === 'string') args[1] = mapStyle(realm, args[1]);
      call(native, this, args);
    },
  }));
  for (const key of ['getPropertyValue', 'removeProperty'] as const) {
    patch(prototype, key, (native) => ({
      value(this: CSSStyleDeclaration, ...args: unknown[]) {
        return realText(realm, call(native, this, args) as string);
      },
    }));
  }
}

function sheets(realm: Realm): void {
  const { window, accessor, patch } = realm;
  const first = (owner: object | undefined, key: string): void => {
    patch(owner as Record<string, Fn> | undefined, key, (native) => ({
      value(this: unknown, ...args: unknown[]) {
        if (args.length > 0) args[0] = mapStyle(realm, textOf(args[0]));
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
  accessor(window.CSSStyleRule.prototype, 'selectorText', (native) => ({
    get() {
      return realText(realm, native.get(this));
    },
    set(value) {
      native.set(this, mapStyle(realm, textOf(value)));
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
  instructions(realm);
  typedValues(realm);
  realm.constructed('FontFace', (args) =>
    typeof args[1] === 'string' ? [args[0], mapStyle(realm, args[1]), ...args.slice(2)] : args,
  );
  // A style element's text, while it stands in the document or before.
  accessor(window.HTMLElement.prototype as unknown as { style: unknown }, 'style', (native) => ({
    set(value) {
      native.set(this, typeof value === 'string' ? mapStyle(realm, value) : value);
    },
  }));
};

/** XML style sheets (Associating Style Sheets with XML documents, section 3): the address is a part of the text. */
function instructions({ window, patch, map }: Realm): void {
  patch(window.Document.prototype, 'createProcessingInstruction', (native) => ({
    value(this: Document, ...args: unknown[]) {
      if (args.length > 1 && textOf(args[0]) === 'xml-stylesheet') {
        args[1] = textOf(args[1]).replace(
          /(\bhref\s*=\s*)(["'])(.*?)\2/s,
          (_whole, before: string, quote: string, url: string) => before + quote + map(url) + quote,
        );
      }
      return call(native, this, args);
    },
  }));
}

/** CSS Typed OM: values as objects, and text as values. */
function typedValues(realm: Realm): void {
  const { window, patch } = realm;
  const { CSSStyleValue: value, StylePropertyMap: map } = window as unknown as Record<
    string,
    (Record<string, Fn> & { prototype: Record<string, Fn> }) | undefined
  >;
  patch(value?.prototype, 'toString', (native) => ({
    value(this: unknown) {
      return realText(realm, call(native, this, []) as string);
    },
  }));
  const texts = (args: unknown[]): unknown[] =>
    args.map((it, at) => (at > 0 && typeof it === 'string' ? mapStyle(realm, it) : it));
  for (const [owner, keys] of [
    [value, ['parse', 'parseAll']],
    [map?.prototype, ['set', 'append']],
  ] as const) {
    for (const key of keys) {
      patch(owner, key, (native) => ({
        value(this: unknown, ...args: unknown[]) {
          return call(native, this, texts(args));
        },
      }));
    }
  }
}
