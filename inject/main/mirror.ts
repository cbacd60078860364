// The only script that a mirror runs.
import { addressBook } from '../../protocol/address.ts';
import { readBoot } from '../boot.ts';
import { isHolderPage } from '../holder-page.ts';
import { announceHost } from '../host.ts';
import { natives, self } from '../natives.ts';
import { startSync } from '../sync/index.ts';
import { startMirror } from '../sync/mirror.ts';

const boot = readBoot();
if (boot !== null) {
  const book = addressBook(boot.base, boot.session, new Map(Object.entries(boot.hashed)), announceHost);
  if (isHolderPage()) {
    // The bare document of a window without a page of its own: only its address matters.
    const address = book.proxied(new URL(boot.url).searchParams.get('at') ?? '');
    if (address.startsWith(`${self.location.origin}/`)) natives.replaceState(self.history, null, '', address);
  }
  startSync(boot, book, startMirror);
}
