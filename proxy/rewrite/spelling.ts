// How text stands in what is rewritten: as itself, or with one letter for each of its bytes. All that HTML and CSS are
// told apart by is ASCII, and so are the addresses that are put in: only what has other letters is ever decoded.

export interface Spelling {
  readonly read: (spelled: string) => string;
  readonly write: (text: string) => string;
}

export const asText: Spelling = { read: (spelled) => spelled, write: (text) => text };

const BEYOND_ASCII = /[^\0-\x7f]/;

/** For an encoding in which ASCII is ASCII. */
export const inBytes = (decode: (bytes: Buffer) => string, encode: (text: string) => Buffer): Spelling => ({
  read: (spelled) => (BEYOND_ASCII.test(spelled) ? decode(Buffer.from(spelled, 'latin1')) : spelled),
  write: (text) => (BEYOND_ASCII.test(text) ? encode(text).toString('latin1') : text),
});
