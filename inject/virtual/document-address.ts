// What the document believes to be, and where: URL, documentURI, baseURI, contentType, referrer, domain, origin.
import { natives } from '../natives.ts';
import type { Realm, VirtualApi } from '../realm.ts';

export const documentAddress: VirtualApi = (realm) => {
  const { window, urls, accessor } = realm;
  const document = window.Document.prototype;
  for (const key of ['URL', 'documentURI'] as const) {
    accessor(document, key, (native) => ({
      get() {
        return urls.real(native.get(this));
      },
    }));
  }
  accessor(window.Node.prototype, 'baseURI', (native) => ({
    get() {
      return urls.real(native.get(this));
    },
  }));
  const { contentType } = realm.boot;
  if (contentType !== '') {
    accessor(document, 'contentType', (native) => ({
      get() {
        return this === natives.document ? contentType : native.get(this);
      },
    }));
  }
  accessor(document, 'referrer', (native) => ({
    get() {
      const referrer = native.get(this);
      // Documents without an address of their own inherit theirs from the browser.
      const served = this === natives.document && /^https?:/.test(natives.documentURL(this));
      return served ? realm.boot.referrer : urls.real(referrer);
    },
  }));
  domain(realm);
  accessor(window, 'origin', (native) => ({
    get: () => urls.real(native.get(window)),
  }));
};

/** document.domain: what may be set is judged by the real host, and kept here: hosts are one label apart for the browser. */
function domain({ window, accessor, base }: Realm): void {
  let relaxed: string | null = null;
  const host = (): string => (base().startsWith('http') ? new URL(base()).hostname : '');
  accessor(window.Document.prototype, 'domain', (native) => ({
    get() {
      return this.defaultView === null ? native.get(this) : (relaxed ?? host());
    },
    set(value) {
      const text = value.toLowerCase();
      const valid = text === host() || (text.includes('.') && host().endsWith(`.${text}`));
      // HTML, "origin-keyed agent cluster": it is heard, and nothing comes of it.
      const keyed = (window as { originAgentCluster?: boolean }).originAgentCluster === true;
      // Refused by the browser itself, with its own error.
      if (!valid) native.set(this, value);
      else if (!keyed) relaxed = text;
    },
  }));
}
