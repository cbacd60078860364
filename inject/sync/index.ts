// Starts the sync of this frame, in either role.
import type { AddressBook } from '../../protocol/address.ts';
import type { Boot } from '../../protocol/boot.ts';
import type { NestedReply } from '../../protocol/frame-port.ts';
import { setMasking } from '../mirror/masking.ts';
import { dom } from '../mirror/native-dom.ts';
import { natives, self } from '../natives.ts';
import { askParent, isMainFrame, isOutside } from '../place.ts';
import { connect, port } from '../port.ts';
import type { Side } from './live.ts';
import { newPageId } from './page-id.ts';

/** A frame whose document has no address on the Web is recorded by the one it stands in, which sees all of it. */
function isPartOfParent(document: Document): boolean {
  if (isMainFrame() || /^https?:/.test(dom.url(document))) return false;
  try {
    return natives.parentOf(self).document.nodeType === 9;
  } catch {
    // A sandbox without an origin: nobody else can see into it.
    return false;
  }
}

export function startSync(
  boot: Boot,
  book: AddressBook,
  start: (boot: Boot, book: AddressBook, document: Document) => Side,
): void {
  const { document } = self;
  if (isOutside() || isPartOfParent(document)) return;
  setMasking(boot.privacy);
  const side = start(boot, book, document);
  const begin = (place: NestedReply): void => {
    side.begin(place);
    connect(boot, place);
  };
  if (isMainFrame()) begin({ frame: '', page: boot.role === 'live' ? newPageId() : '' });
  else askParent(boot, dom.url(document), begin);
  natives.addEventListener(self, 'pageshow', (event) => {
    // Back from the back/forward cache: the shell has let the old line go.
    if ((event as PageTransitionEvent).persisted) side.again((place) => connect(boot, place));
  });
  port.onMessage(side.heard);
}
