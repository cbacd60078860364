// Links and forms that lead out of their frame. A new window is one of the shell's; the top is the site's outermost page.
import { call, getter, natives, platformClass } from '../natives.ts';
import type { Realm, VirtualApi } from '../realm.ts';
import { siteTreeOf } from './frames.ts';
import { openWindow } from './window-open.ts';

/** A navigation that the browser is about to start in this frame, and that belongs elsewhere. */
let claim: { readonly target: string; readonly url: string | null } | null = null;

/** Called at each `navigate` event: true if the navigation was taken to where it belongs. */
export function claimed(
  realm: Realm,
  event: Event & { readonly formData: FormData | null },
  url: string,
): boolean {
  const it = claim;
  if (it === null || (it.url !== null && it.url !== url)) return false;
  claim = null;
  // What a form sends cannot be carried over: it is shown here.
  if (event.formData !== null) return false;
  natives.preventDefault(event);
  natives.stopImmediatePropagation(event);
  openWindow(realm, realm.urls.real(url), it.target, 'noopener');
  return true;
}

const WEB = /^https?:/;
const anchorHref = getter(platformClass('HTMLAnchorElement'), 'href');
const areaHref = getter(platformClass('HTMLAreaElement'), 'href');

function elsewhere(realm: Realm, target: string): 'self' | 'claim' | null {
  const { outermost, parentOf } = siteTreeOf(realm);
  const outer = realm.window === outermost;
  switch (target.toLowerCase()) {
    case '':
    case '_self':
      return null;
    case '_top':
      return outer ? 'self' : 'claim';
    case '_parent':
      return parentOf(realm.window) === realm.window ? 'self' : null;
    case '_blank':
    case '_new':
      return 'claim';
    default:
      return namedFrame(outermost, target) ? null : 'claim';
  }
}

/** A frame of the site's tree, by its name. */
export function namedFrame(root: Window, name: string): Window | null {
  for (let i = 0; i < root.length; i++) {
    const child = root[i];
    if (!child) continue;
    try {
      if ((root as unknown as Record<string, unknown>)[name] === child) return child;
    } catch {
      // A cross-origin window that has no frame of this name.
    }
    const deeper = namedFrame(child, name);
    if (deeper) return deeper;
  }
  return null;
}

/** For the default action the target is this frame; what the page reads or observes later is its own again. */
function divert(element: Element, attribute: string): void {
  const before = natives.getAttribute(element, attribute);
  natives.setAttribute(element, attribute, '_self');
  natives.setTimeout(() => {
    if (before === null) natives.removeAttribute(element, attribute);
    else natives.setAttribute(element, attribute, before);
  }, 0);
}

function effectiveTarget(document: Document, element: Element, attribute = 'target'): string {
  const own = natives.getAttribute(element, attribute);
  if (own !== null) return own;
  const base = natives.querySelector(document, 'base[target]');
  return base ? (natives.getAttribute(base, 'target') ?? '') : '';
}

function take(realm: Realm, element: Element, attribute: string, target: string, url: string | null): void {
  const where = elsewhere(realm, target);
  if (where === null) return;
  claim = where === 'claim' ? { target, url } : null;
  divert(element, attribute);
}

function onClick(realm: Realm, event: Event): void {
  claim = null;
  const path = natives.composedPath(event);
  const link = path.find(
    (it): it is HTMLAnchorElement | HTMLAreaElement =>
      it instanceof HTMLAnchorElement || it instanceof HTMLAreaElement,
  );
  if (!link || !natives.document || natives.hasAttribute(link, 'download')) return;
  const url = link instanceof HTMLAnchorElement ? anchorHref(link) : areaHref(link);
  if (!WEB.test(url)) return;
  take(realm, link, 'target', effectiveTarget(natives.document, link), url);
}

function onSubmit(realm: Realm, form: Element, submitter: Element | null): void {
  claim = null;
  if (!natives.document) return;
  const own = submitter && natives.hasAttribute(submitter, 'formtarget') ? submitter : null;
  const attribute = own ? 'formtarget' : 'target';
  take(realm, own ?? form, attribute, effectiveTarget(natives.document, own ?? form, attribute), null);
}

export const targets: VirtualApi = (realm) => {
  const { window, patch } = realm;
  // Without the Navigation API nothing would tell what the diverted navigation was.
  if (!('navigation' in window)) return;
  natives.addEventListener(window, 'click', (event) => onClick(realm, event), true);
  natives.addEventListener(
    window,
    'submit',
    (event) => {
      const { submitter } = event as SubmitEvent;
      if (event.target instanceof HTMLFormElement) onSubmit(realm, event.target, submitter);
    },
    true,
  );
  patch(window.HTMLFormElement.prototype, 'submit', (native) => ({
    value(this: HTMLFormElement) {
      onSubmit(realm, this, null);
      call(native, this, []);
    },
  }));
};
