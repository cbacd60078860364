// Whether the page may stand in the frame that it stands in (X-Frame-Options, frame-ancestors), where the browser alone cannot
// tell: a window that a page opened stands in a holder of that page's origin, and is framed by nobody.
import type { AddressBook } from '../protocol/address.ts';
import type { Boot } from '../protocol/boot.ts';
import { ownPaths } from '../protocol/cookie-names.ts';
import { natives, self } from './natives.ts';
import { ownUrl } from './own.ts';
import { siteTree } from './tree.ts';

/** Puts the browser's own refusal in the place of a page that may not be framed here, and says whether it did. */
export function refuseFraming({ framers, base }: Boot, book: AddressBook): boolean {
  // Firefox has no such list; there the answer's header stands alone.
  const above = natives.location.ancestorOrigins as DOMStringList | undefined;
  if (framers === null || above === undefined) return false;
  const shell = `${base.protocol}//${base.host}`;
  const origins = [...above].filter((it) => it !== shell).map((it) => book.real(it));
  const { outermost, holderOf } = siteTree(shell, self);
  if (holderOf(outermost) !== null) origins.pop();
  if (origins.every((it) => framers.includes(it))) return false;
  self.stop();
  self.location.replace(ownUrl(ownPaths.refused));
  return true;
}
