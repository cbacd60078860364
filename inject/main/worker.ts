// What the proxy puts in front of every worker's script, in the live browser.
import { addressBook } from '../../protocol/address.ts';
import { readBoot } from '../boot.ts';
import { announceHost } from '../host.ts';
import { everywhere } from '../virtual/everywhere.ts';
import { virtualise } from '../virtual/install.ts';

const boot = readBoot();
if (boot !== null)
  virtualise(
    boot,
    addressBook(boot.base, boot.session, new Map(Object.entries(boot.hashed)), announceHost),
    everywhere,
  );
