// The pages move from one browser to another: the one packs up, the other brings them to where they were.
import { elapsed, isLive, type Core } from './core.ts';
import type { FramePorts } from './frame-ports.ts';

/** How long what was shown before covers a page that does not come. */
const COVER_MS = 15_000;

/** Returns how to stop. */
export function watchMoves(core: Core, ports: FramePorts): () => void {
  const { store, send } = core;
  let before = store.get();
  const leave = async (): Promise<void> => {
    await ports.pack();
    if (isLive(store.get()) && store.get().session?.moving != null) send('packed', {});
  };
  const arrive = async (): Promise<void> => {
    // The mirrors know best what was done to their pages; nobody else is left who does.
    ports.unpackIn(await ports.pack());
    await elapsed(COVER_MS);
    store.send({ type: 'unveil' });
    ports.unpackIn(new Map());
  };
  return store.watch(() => {
    const was = before;
    const now = store.get();
    before = now;
    const isAsked = was.session?.moving == null && now.session?.moving != null;
    if (isAsked && isLive(now)) void leave();
    const hadMirrors = was.session !== null && was.session.live !== null && !isLive(was);
    if (hadMirrors && isLive(now)) void arrive();
  });
}
