// Reads what the proxy tells us, and leaves no trace of it in the page.
import type { Boot } from '../protocol/boot.ts';
import { WORKER_BOOT } from '../protocol/boot.ts';
import { inDocument, natives, self } from './natives.ts';

/** Null where the script was not started by a boot tag or a worker's prelude. */
export function readBoot(): Boot | null {
  if (!inDocument) {
    const slots = self as unknown as Record<string, Boot | undefined>;
    const boot = slots[WORKER_BOOT];
    Reflect.deleteProperty(slots, WORKER_BOOT);
    return boot ?? null;
  }
  const tag = self.document.currentScript;
  if (tag === null) return null;
  const json = natives.getAttribute(tag, 'data-lockstep');
  natives.remove(tag);
  // Written by the proxy of the same build.
  return json === null ? null : (JSON.parse(json) as Boot);
}
