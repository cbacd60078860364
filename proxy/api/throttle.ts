// How often one address may ask for something.
import type { Request } from 'express';
import { createBucket, type Bucket } from '../sockets/bucket.ts';
import { ApiError } from './api-error.ts';

/** Throws where an address asks too often: so many times in a minute, all of them at once if need be. */
export type Throttle = (req: Request) => void;

const MAX_ADDRESSES = 10_000;

export function createThrottle(perMinute: number, now: () => number): Throttle {
  const buckets = new Map<string, Bucket>();
  return ({ ip = '' }) => {
    const place = networkOf(ip);
    const bucket = buckets.get(place) ?? createBucket(perMinute / 60, perMinute, now);
    // The one longest unused is forgotten first.
    buckets.delete(place);
    buckets.set(place, bucket);
    const oldest = buckets.keys().next().value;
    if (buckets.size > MAX_ADDRESSES && oldest !== undefined) buckets.delete(oldest);
    if (!bucket.take()) throw new ApiError('too-many', 'That was too often. Wait a moment and try again.');
  };
}

/** One subscriber has a whole /64 of IPv6 (RFC 6177): a new address there is no new caller. */
function networkOf(ip: string): string {
  return ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip;
}
