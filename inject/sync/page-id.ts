// One load of one URL.
import { self } from '../natives.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function newPageId(): string {
  let id = '';
  for (const byte of self.crypto.getRandomValues(new Uint8Array(12)))
    id += LETTERS.charAt(byte % LETTERS.length);
  return id;
}
