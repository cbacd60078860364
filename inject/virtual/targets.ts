// Links and forms that lead out of their frame. A new window is one of the shell's; the top is the site's outermost page.
import { call, getter, natives, platformClass } from '../natives.ts';
import type { Realm, VirtualApi } from '../realm.ts';
import { siteTreeOf } from './frames.ts';
import { openWindow, openWithForm, type Features } from './window-open.ts';
import { isWithin } from '../tree.ts';

/** A navigation that the browser is about to start in this frame, and that belongs elsewhere. */
interface Claim {
  readonly target: string;
  readonly url: string | null;
  readonly features: Features;
  /** What is sent, and how. */
  readonly form: { readonly enctype: string; readonly charset: string } | null;
}
let claim: Claim | null = null;

/** Called at each `navigate` event: true if the navigation was taken to where it belongs. */
export function claimed(
  realm: Realm,
  event: Event & { readonly formData: FormData | null },
  url: string,
): boolean {
  const it = claim;
  if (it === null || (it.url !== null && it.url !== url)) return false;
  claim = null;
  const { formData } = event;
  const fields =
    formData === null || it.form === null ? null : { ...it.form, action: url, entries: formData };
  // Where no holder can send them they are sent here.
  if (formData !== null && (fields === null || !openWithForm(realm, it.target, it.features, fields)))
    return false;
  natives.preventDefault(event);
  natives.stopImmediatePropagation(event);
  if (fields === null) openWindow(realm, realm.urls.real(url), it.target, it.features, true);
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
      return parentOf(realm.window) === realm.window ? 'self' : 'claim';
    case '_blank':
    case '_new':
      return 'claim';
    default: {
      const frame = namedFrame(outermost, target);
      return frame !== null && isWithin(frame) ? null : 'claim';
    }
  }
}

function isCalled(root: Window, child: Window, name: string): boolean {
  try {
    // A variable of the page's may hide the frame of the same name in it.
    return child.name === name;
  } catch {
    // Another origin's: seen by its name from outside alone.
  }
  try {
    return (root as unknown as Record<string, unknown>)[name] === child;
  } catch {
    // A cross-origin window that has no frame of this name.
    return false;
  }
}

/** A frame of the site's tree, by its name. */
export function namedFrame(root: Window, name: string): Window | null {
  for (let i = 0; i < root.length; i++) {
    const child = root[i];
    if (!child) continue;
    if (isCalled(root, child, name)) return child;
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

/** HTML, "get an element's target": what looks like markup that was left open leads to a new window. */
function effectiveTarget(document: Document, element: Element, attribute = 'target'): string {
  const own = natives.getAttribute(element, attribute);
  const base = own === null ? natives.querySelector(document, 'base[target]') : null;
  const target = own ?? (base ? (natives.getAttribute(base, 'target') ?? '') : '');
  return /[\t\n\r]/.test(target) && target.includes('<') ? '_blank' : target;
}

/** HTML, "get an element's noopener": a new window without a name has no opener unless asked for. */
function featuresOf(element: Element, target: string): Features {
  const words = (natives.getAttribute(element, 'rel') ?? '').toLowerCase().split(/\s+/);
  const noReferrer = words.includes('noreferrer');
  const isNew = /^(?:_blank|_new)$/i.test(target);
  return {
    noReferrer,
    noOpener: noReferrer || words.includes('noopener') || (isNew && !words.includes('opener')),
  };
}

type Taken = Pick<Claim, 'url' | 'form'> & { readonly attribute: string; readonly target: string };

function take(realm: Realm, element: Element, { attribute, target, ...taken }: Taken, rel = element): void {
  const where = elsewhere(realm, target);
  if (where === null) return;
  claim = where === 'claim' ? { target, features: featuresOf(rel, target), ...taken } : null;
  divert(element, attribute);
}

const isNamed = (it: EventTarget, ...names: readonly string[]): it is Element =>
  names.includes((it as Partial<Element>).localName ?? '') && 'namespaceURI' in it;

function onClick(realm: Realm, event: Event): void {
  claim = null;
  const { document } = realm.window;
  const link = natives.composedPath(event).find((it) => isNamed(it, 'a', 'area'));
  if (!link || natives.namespaceURI(link) !== HTML || natives.hasAttribute(link, 'download')) return;
  const element = link;
  const isArea = natives.localName(element) === 'area';
  const url = isArea ? areaHref(element as HTMLAreaElement) : anchorHref(element as HTMLAnchorElement);
  if (!WEB.test(url)) return;
  take(realm, element, { attribute: 'target', target: effectiveTarget(document, element), url, form: null });
}

const HTML = 'http://www.w3.org/1999/xhtml';

function onSubmit(realm: Realm, form: HTMLFormElement, submitter: Element | null): void {
  claim = null;
  const { document } = realm.window;
  const own = submitter && natives.hasAttribute(submitter, 'formtarget') ? submitter : null;
  const attribute = own ? 'formtarget' : 'target';
  const target = effectiveTarget(document, own ?? form, attribute);
  const written = submitter === null ? null : natives.getAttribute(submitter, 'formenctype');
  const enctype = written ?? natives.getAttribute(form, 'enctype') ?? '';
  const charset = natives.getAttribute(form, 'accept-charset') ?? document.characterSet;
  take(realm, own ?? form, { attribute, target, url: null, form: { enctype, charset } }, form);
}

export const targets: VirtualApi = (realm) => {
  const { window, patch, listen } = realm;
  // Without the Navigation API nothing would tell what the diverted navigation was.
  if (!('navigation' in window)) return;
  listen(window, 'click', (event) => onClick(realm, event), true);
  listen(
    window,
    'submit',
    (event) => {
      const { submitter, target } = event as SubmitEvent;
      if (target !== null && isNamed(target, 'form')) onSubmit(realm, target as HTMLFormElement, submitter);
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
