// A window without a page of its own (about:blank): written by the one that opened it, and told to mirrors from its holder.
import type { AddressBook } from '../../protocol/address.ts';
import type { Boot } from '../../protocol/boot.ts';
import { dom } from '../mirror/native-dom.ts';
import { connect, port } from '../port.ts';
import { startLive } from './live.ts';
import { newPageId } from './page-id.ts';

/** Called with each document that the window shows; null where it is not to be seen from here. */
export function startBlank(boot: Boot, book: AddressBook): (document: Document | null) => void {
  let told: Document | null = null;
  let stop = (): void => undefined;
  return (document) => {
    // A page on the Web has our script, and tells of itself.
    if (document === told || document === null || /^https?:/.test(dom.url(document))) return;
    told = document;
    stop();
    const side = startLive(boot, book, document);
    const place = { frame: '', page: newPageId() };
    side.begin(place);
    connect(boot, place);
    stop = port.onMessage(side.heard);
  };
}
