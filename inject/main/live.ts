// What the proxy puts in front of every page of a site, in the live browser.
import '../previous.ts';
import { addressBook } from '../../protocol/address.ts';
import { readBoot } from '../boot.ts';
import { refuseFraming } from '../framing.ts';
import { startHolder } from '../holder.ts';
import { isHolderPage } from '../holder-page.ts';
import { announceHost } from '../host.ts';
import { takeStored } from '../stored.ts';
import { startSync } from '../sync/index.ts';
import { startLive } from '../sync/live.ts';
import { inWindows } from '../virtual/index.ts';
import { virtualise } from '../virtual/install.ts';

const boot = readBoot();
if (boot !== null) {
  const book = addressBook(boot.base, boot.session, new Map(Object.entries(boot.hashed)), announceHost);
  if (isHolderPage()) startHolder(boot, book);
  else if (!refuseFraming(boot, book)) {
    if (boot.stored) takeStored();
    virtualise(boot, book, inWindows);
    startSync(boot, book, startLive);
  }
}
