// How much one source may ask for: connections at once, and requests that begin something.
import { createBucket, type Bucket } from '../../sockets/bucket.ts';

export interface Caps {
  /** Null: too many already; otherwise how to give it back. */
  readonly connect: (host: string) => (() => void) | null;
  /** Whether one more may begin now. */
  readonly begin: (host: string) => boolean;
}

const MAX_CONNECTIONS = 200;
const MAX_CONNECTIONS_IN_ALL = 5_000;
/** A PBX is one source for all its phones: what it may do in a second, and at once. */
const BEGIN_PER_SECOND = 300;
const BEGIN_BURST = 1_000;
const MAX_SOURCES = 10_000;

export function createCaps(now: () => number): Caps {
  const connections = new Map<string, number>();
  const buckets = new Map<string, Bucket>();
  let inAll = 0;
  return {
    connect: (host) => {
      const open = connections.get(host) ?? 0;
      if (open >= MAX_CONNECTIONS || inAll >= MAX_CONNECTIONS_IN_ALL) return null;
      connections.set(host, open + 1);
      inAll += 1;
      return () => {
        inAll -= 1;
        const left = (connections.get(host) ?? 1) - 1;
        if (left === 0) connections.delete(host);
        else connections.set(host, left);
      };
    },
    begin: (host) => {
      const bucket = buckets.get(host) ?? createBucket(BEGIN_PER_SECOND, BEGIN_BURST, now);
      buckets.delete(host);
      buckets.set(host, bucket);
      const oldest = buckets.keys().next().value;
      if (buckets.size > MAX_SOURCES && oldest !== undefined) buckets.delete(oldest);
      return bucket.take();
    },
  };
}
