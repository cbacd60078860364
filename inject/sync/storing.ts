// The live page's storage goes to the server as it changes: whoever runs the pages next may have no time to ask for it.
import { natives, self } from '../natives.ts';
import { port } from '../port.ts';
import { storedKeeper } from '../stored.ts';

const EVERY_MS = 2_000;
/** Looking may cost this share of the time at most. */
const SHARE = 100;

/** `flush`: tells the mirrors at once what has changed. */
export function watchStored(flush: () => void): void {
  if (!/^https?:/.test(self.location.protocol)) return;
  const keeper = storedKeeper();
  // A script may set properties of a storage like those of any object, and no event tells of it: it has to be looked at.
  const look = (): void => {
    const began = natives.now();
    void keeper.keep();
    natives.setTimeout(look, Math.max(EVERY_MS, (natives.now() - began) * SHARE));
  };
  natives.setTimeout(look, EVERY_MS);
  natives.addEventListener(self, 'pagehide', () => void keeper.keep());
  port.onMessage((message) => {
    if (message.type !== 'pack') return;
    flush();
    void keeper.keep().then(() => port.send({ type: 'packed', page: null }));
  });
}
