// A 2xx to an INVITE is said again and again until its ACK comes, whatever the transport (RFC 3261 section 13.3.1.4).
import type { Clock } from '../transaction/clock.ts';
import { PATIENCE, T1, T2 } from '../transaction/machine.ts';

/** Returns how to stop: the ACK is there. */
export function insist(clock: Clock, say: () => void, gaveUp: () => void): () => void {
  let interval = T1;
  let stopNext = (): void => undefined;
  const again = (): void => {
    stopNext = clock.after(interval, () => {
      say();
      interval = Math.min(interval * 2, T2);
      again();
    });
  };
  const stopEnd = clock.after(PATIENCE, () => {
    stopNext();
    gaveUp();
  });
  say();
  again();
  return () => {
    stopNext();
    stopEnd();
  };
}
