// Properties of elements that hold URLs: a.href, img.src, form.action, script.src, iframe.srcdoc, SVG's href and the like.
import { type Realm, type VirtualApi, textOf } from '../realm.ts';
import { attributeForBrowser, realText, attributeForPage } from '../rewrite/attribute.ts';
import { getter, natives } from '../natives.ts';

/** Interface -> its properties and, where it is spelled otherwise, the attribute behind. */
const PROPERTIES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['HTMLAnchorElement', { href: 'href', ping: 'ping' }],
  ['HTMLAreaElement', { href: 'href', ping: 'ping' }],
  ['HTMLBaseElement', { href: 'href' }],
  ['HTMLLinkElement', { href: 'href', imageSrcset: 'imagesrcset', integrity: 'integrity' }],
  ['HTMLScriptElement', { src: 'src', integrity: 'integrity' }],
  [
    'HTMLImageElement',
    { src: 'src', srcset: 'srcset', longDesc: 'longdesc', currentSrc: '', lowsrc: 'lowsrc' },
  ],
  ['HTMLSourceElement', { src: 'src', srcset: 'srcset' }],
  ['HTMLMediaElement', { src: 'src', currentSrc: '' }],
  ['HTMLVideoElement', { poster: 'poster' }],
  ['HTMLTrackElement', { src: 'src' }],
  ['HTMLEmbedElement', { src: 'src' }],
  ['HTMLFrameElement', { src: 'src', longDesc: 'longdesc' }],
  ['HTMLIFrameElement', { src: 'src', srcdoc: 'srcdoc', longDesc: 'longdesc' }],
  ['HTMLObjectElement', { data: 'data', codeBase: 'codebase', archive: 'archive' }],
  ['HTMLInputElement', { src: 'src', formAction: 'formaction' }],
  ['HTMLButtonElement', { formAction: 'formaction' }],
  ['HTMLFormElement', { action: 'action' }],
  ['HTMLBodyElement', { background: 'background' }],
  ['HTMLMetaElement', { content: 'content' }],
  ['HTMLQuoteElement', { cite: 'cite' }],
  ['HTMLModElement', { cite: 'cite' }],
];
/** Given back as written, not resolved. */
const AS_WRITTEN: ReadonlySet<string> = new Set([
  'ping',
  'srcset',
  'imageSrcset',
  'integrity',
  'srcdoc',
  'archive',
  'background',
  'content',
]);

function reflect(realm: Realm, prototype: Record<string, string>, property: string, attribute: string): void {
  realm.accessor(prototype, property, (native) => ({
    get() {
      const value = native.get(this);
      // A resolved URL has one spelling only; the rest is what getAttribute gives.
      return AS_WRITTEN.has(property)
        ? attributeForPage(realm, this as unknown as Element, attribute, value)
        : realText(realm, value);
    },
    set(value) {
      native.set(
        this,
        attribute === ''
          ? value
          : attributeForBrowser(realm, this as unknown as Element, attribute, textOf(value)),
      );
    },
  }));
}

export const reflected: VirtualApi = (realm) => {
  const { window, accessor, urls } = realm;
  const globals = window as unknown as Record<string, { prototype: Record<string, string> } | undefined>;
  // First, while `href` is still the browser's.
  anchorParts(realm);
  for (const [name, properties] of PROPERTIES) {
    const found = globals[name];
    if (!found) continue;
    for (const property of Object.keys(properties))
      reflect(realm, found.prototype, property, properties[property] ?? '');
  }
  for (const key of ['baseVal', 'animVal'] as const) {
    accessor(window.SVGAnimatedString.prototype, key, (native) => ({
      get() {
        return urls.real(native.get(this));
      },
      set(value) {
        native.set(this, realm.map(textOf(value)));
      },
    }));
  }
  accessor(window.StyleSheet.prototype as unknown as { href: string | null }, 'href', (native) => ({
    get() {
      const href = native.get(this);
      return href === null ? null : urls.real(href);
    },
  }));
};

const PARTS = ['protocol', 'host', 'hostname', 'port'] as const;

/** HTML, "API for a and area elements": the parts that are not the same in both addresses. */
function anchorParts(realm: Realm): void {
  const { window, urls } = realm;
  for (const owner of [window.HTMLAnchorElement, window.HTMLAreaElement]) {
    const prototype = owner.prototype as HTMLAnchorElement;
    const href = getter({ prototype }, 'href');
    const realUrl = (element: HTMLAnchorElement): URL | null => {
      const it = href(element);
      return urls.isProxied(it) ? new natives.URL(urls.real(it)) : null;
    };
    for (const part of [...PARTS, 'origin'] as const) {
      realm.accessor(prototype, part, (native) => ({
        get() {
          return realUrl(this)?.[part] ?? native.get(this);
        },
        set(value) {
          const url = part === 'origin' ? null : realUrl(this);
          if (url === null || part === 'origin') {
            native.set(this, value);
            return;
          }
          url[part] = textOf(value);
          natives.setAttribute(this, 'href', urls.proxied(url.href));
        },
      }));
    }
    realm.patch(prototype, 'toString', () => ({
      value(this: HTMLAnchorElement) {
        return urls.real(href(this));
      },
    }));
  }
}
