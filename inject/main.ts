// What the proxy puts in front of every page and worker of a site.
import './previous.ts';
import { addressBook } from '../protocol/address.ts';
import { readBoot } from './boot.ts';
import { beginHolder, isHolderPage } from './holder.ts';
import { announceHost } from './host.ts';
import { inDocument } from './natives.ts';
import { takeStored } from './stored.ts';
import { startSync } from './sync/index.ts';
import { virtualise } from './virtual/index.ts';

const boot = readBoot();
if (boot !== null) {
  const book = addressBook(boot.base, boot.session, new Map(Object.entries(boot.hashed)), announceHost);
  if (inDocument && isHolderPage()) beginHolder(boot, book);
  else {
    if (boot.stored && inDocument) takeStored();
    if (boot.role === 'live') virtualise(boot, book);
    if (inDocument) startSync(boot, book);
  }
}
