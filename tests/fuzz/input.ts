// What a fuzzer gives, read as what the code under test takes.

export interface Text {
  readonly text: string;
  /** Where it is cut, when it comes in pieces. */
  readonly cuts: readonly number[];
}

const MAX_CUTS = 7;

/** The first byte says how often the text is cut, those behind it where; the rest is the text. */
export function read(data: Uint8Array): Text {
  const count = (data[0] ?? 0) % (MAX_CUTS + 1);
  const text = Buffer.from(data.subarray(1 + count)).toString('utf8');
  const cuts = Array.from(data.subarray(1, 1 + count), (it) => Math.floor((it / 256) * (text.length + 1)));
  return { text, cuts: cuts.sort((a, b) => a - b) };
}

/** A text as `read` reads it, uncut: what a corpus begins with. */
export const uncut = (text: string): Buffer => Buffer.from(`\0${text}`);

interface Rewriter {
  readonly write: (chunk: string) => string;
  readonly end: () => string;
}

export function inPieces(rewriter: Rewriter, text: string, cuts: readonly number[]): string {
  let out = '';
  let done = 0;
  for (const cut of [...cuts, text.length]) {
    out += rewriter.write(text.slice(done, cut));
    done = cut;
  }
  return out + rewriter.end();
}

/** Throws where two things are not the same that must be. */
export function same(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}
