import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Eight of `a-z2-7`: names a session or a participant, and opens nothing. */
export function freshId(): string {
  return Array.from(randomBytes(8), (byte) => BASE32.charAt(byte & 31)).join('');
}

/** 192 bits for a cookie or an invite. */
export const freshSecret = (): string => randomBytes(24).toString('base64url');

/** Compares in a time that says nothing of either, not even of their lengths. */
export function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
