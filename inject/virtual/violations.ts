// Requests that our policy stopped because they would have left the proxy: counted, and where an element waits, made again.
import { isMapped } from '../../protocol/content-policy.ts';
import { getter, natives, platformClass } from '../natives.ts';
import type { Realm, VirtualApi } from '../realm.ts';
import { port } from '../port.ts';

const ATTRIBUTE: Readonly<Record<string, string>> = {
  img: 'src',
  script: 'src',
  link: 'href',
  iframe: 'src',
  video: 'src',
  audio: 'src',
  source: 'src',
};
const WAITING = Object.keys(ATTRIBUTE).join();
const violation = platformClass('SecurityPolicyViolationEvent');
const said = {
  blockedURI: getter(violation, 'blockedURI'),
  effectiveDirective: getter(violation, 'effectiveDirective'),
  originalPolicy: getter(violation, 'originalPolicy'),
};
const read = (event: Event, key: keyof typeof said): string =>
  said[key](event as SecurityPolicyViolationEvent);

function heal(realm: Realm, element: Element): void {
  const name = natives.localName(element);
  const attribute = ATTRIBUTE[name];
  const url = attribute === undefined ? null : natives.getAttribute(element, attribute);
  if (attribute === undefined || url === null) return;
  const proxied = realm.map(url);
  if (proxied === url) return;
  if (name !== 'script') {
    natives.setAttribute(element, attribute, proxied);
    return;
  }
  // A script that failed never runs again: a new one takes its place.
  const parent = natives.parentNode(element);
  if (!parent || !natives.document) return;
  const next = natives.createElement(natives.document, 'script');
  for (const it of natives.attributes(element))
    natives.setAttribute(next, natives.attributeName(it), natives.attributeValue(it));
  natives.setAttribute(next, attribute, proxied);
  natives.insertBefore(parent, next, element);
  natives.removeChild(parent, element);
}

/** Resource loads are reported at the document: who asked is found by the address. Frames are reported by origin only. */
function healAll(realm: Realm, url: string): void {
  const { document } = natives;
  if (!document) return;
  for (const element of natives.querySelectorAll(document, WAITING)) {
    const attribute = ATTRIBUTE[natives.localName(element)];
    const written = attribute === undefined ? null : natives.getAttribute(element, attribute);
    if (written === null || !natives.URL.canParse(written, natives.baseURI(element))) continue;
    if (new natives.URL(written, natives.baseURI(element)).href.startsWith(url)) heal(realm, element);
  }
}

export const violations: VirtualApi = (realm) => {
  const { window, urls } = realm;
  natives.addEventListener(
    window,
    'securitypolicyviolation',
    (event) => {
      const url = read(event, 'blockedURI');
      const isSlip = /^(?:https?|wss?):/.test(url) && urls.proxied(url) !== url;
      const isOurs = !isMapped(read(event, 'originalPolicy'));
      // Of what slipped through, the site's own policy has judged an address that it does not know.
      if (isOurs || isSlip) natives.stopImmediatePropagation(event);
      if (!isOurs || !isSlip) return;
      port.send({ type: 'leak', url, kind: read(event, 'effectiveDirective') });
      healAll(realm, url);
    },
    true,
  );
};
