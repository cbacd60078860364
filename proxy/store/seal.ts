// What lies on the disk is sealed (AES-256-GCM): who has the folder without the key reads nothing and changes nothing unnoticed.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export interface Seal {
  /** `place`: where it is kept; there alone it can be opened. */
  readonly close: (place: string, text: string) => Buffer;
  /** Throws where it was sealed with another key, for another place, or was changed since. */
  readonly open: (place: string, sealed: Buffer) => string;
}

const RUN = 16;
const NONCE = 12;
const TAG = 16;

/**
 * A key of each run's own is derived from the one that stays, and nonces are counted: a random nonce under one key would
 * be good for 2^32 writes (NIST SP 800-38D, 8.3), which a busy server makes in weeks.
 */
export function createSeal(secret: Buffer): Seal {
  const keys = new Map<string, Buffer>();
  const keyOf = (run: Buffer): Buffer => {
    const name = run.toString('hex');
    const known = keys.get(name) ?? Buffer.from(hkdfSync('sha256', secret, run, 'lockstep store', 32));
    keys.set(name, known);
    return known;
  };
  const run = randomBytes(RUN);
  let count = 0n;
  return {
    close: (place, text) => {
      const nonce = Buffer.alloc(NONCE);
      nonce.writeBigUInt64BE(++count, NONCE - 8);
      const cipher = createCipheriv('aes-256-gcm', keyOf(run), nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([run, nonce, cipher.getAuthTag(), body]);
    },
    open: (place, sealed) => {
      const nonce = sealed.subarray(RUN, RUN + NONCE);
      const decipher = createDecipheriv('aes-256-gcm', keyOf(sealed.subarray(0, RUN)), nonce, {
        authTagLength: TAG,
      });
      decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(RUN + NONCE, RUN + NONCE + TAG));
      return decipher.update(sealed.subarray(RUN + NONCE + TAG), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}
