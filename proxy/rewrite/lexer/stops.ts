// What a script's text is cut up by: brackets, literals and comments. Between them stand only names, numbers and operators,
// which can be read forwards and backwards.

/** A bracket's kind is its own character; these are the others. */
export const STRING = 3;
export const REGEX = 4;
/** A template without holes. */
export const TEMPLATE = 5;
/** A template up to its first hole, between two, and after the last. */
export const TEMPLATE_HEAD = 6;
export const TEMPLATE_MIDDLE = 7;
export const TEMPLATE_TAIL = 8;
export const COMMENT = 9;

interface Arrays {
  /** The source's code units, and a zero. */
  readonly text: Uint16Array;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** By bracket: its counterpart. */
  readonly links: Int32Array;
  /** By stop: the bracket around it; 0 stands for the program. */
  readonly ups: Int32Array;
  /** By opening bracket: what it was found to be; 0: not asked yet. */
  readonly roles: Uint8Array;
}

export interface Stops extends Arrays {
  readonly source: string;
  /** Where reading begins. */
  at: number;
  count: number;
  /** The innermost bracket that is open. */
  group: number;
  /** Square brackets that may stand after a window's name. */
  readonly keyed: number[];
  /** Strings that begin a sum in brackets. */
  readonly sums: number[];
  /** How many tokens have been asked for. */
  steps: number;
  /** Why it is left to the parser; null while nothing speaks against going on. */
  unclear: string | null;
}

// What is never touched of these costs no memory.
const arrays = (size: number): Arrays => ({
  text: new Uint16Array(size),
  kinds: new Uint8Array(size),
  starts: new Int32Array(size),
  ends: new Int32Array(size),
  links: new Int32Array(size),
  ups: new Int32Array(size),
  roles: new Uint8Array(size),
});

/** Arrays for texts up to this length are kept for the next one. */
const KEPT = 1 << 22;
let kept: Arrays | null = null;
let last: Stops | null = null;

function arraysFor(size: number): Arrays {
  if (size > KEPT) return arrays(size);
  kept ??= arrays(KEPT);
  if (last !== null) {
    kept.links.fill(0, 0, last.count);
    kept.roles.fill(0, 0, last.count);
  }
  return kept;
}

/** Only one of these is in use at a time: the next one's arrays are the same. */
export function stopsOf(source: string): Stops {
  const own = arraysFor(source.length + 4);
  Buffer.from(own.text.buffer).write(source, 'utf16le');
  own.text[source.length] = 0;
  own.kinds[0] = own.starts[0] = own.ends[0] = own.ups[0] = own.links[0] = 0;
  last = { ...own, source, at: 0, count: 1, group: 0, keyed: [], sums: [], steps: 0, unclear: null };
  return last;
}

/** Of ordinary scripts each character is looked at about once; whoever writes one that is not must not hold up the server. */
const MOST_STEPS = 5;
const FREE_STEPS = 100_000;

/** Counts work; throws a RangeError where it grows out of all proportion to the script. */
export function work(t: Stops, steps: number): void {
  t.steps += steps;
  if (t.steps > FREE_STEPS + t.source.length * MOST_STEPS)
    throw new RangeError('This takes too long to tell.');
}

/** Leaves the script to the parser. */
export function leave(t: Stops, why: string): void {
  t.unclear ??= why;
}

export const kindOf = (t: Stops, stop: number): number => t.kinds[stop] ?? 0;
export const startOf = (t: Stops, stop: number): number => t.starts[stop] ?? 0;
export const endOf = (t: Stops, stop: number): number => t.ends[stop] ?? 0;
export const linkOf = (t: Stops, stop: number): number => t.links[stop] ?? 0;
export const upOf = (t: Stops, stop: number): number => t.ups[stop] ?? 0;
export const codeAt = (t: Stops, at: number): number => t.text[at] ?? 0;

export const isOpener = (kind: number): boolean =>
  kind === 40 || kind === 91 || kind === 123 || kind === TEMPLATE_HEAD;

export function add(t: Stops, kind: number, from: number, end: number): void {
  const stop = t.count++;
  t.kinds[stop] = kind;
  t.starts[stop] = from;
  t.ends[stop] = end;
  t.ups[stop] = t.group;
}

/** Adds the end of the innermost bracket. */
export function close(t: Stops, kind: number, from: number, end: number): void {
  const stop = t.count;
  const opener = t.group;
  t.group = upOf(t, opener);
  add(t, kind, from, end);
  t.links[stop] = opener;
  t.links[opener] = stop;
}

/** The last stop that begins at a place or before it; 0: none. */
export function stopAt(t: Stops, at: number): number {
  let low = 0;
  let high = t.count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (startOf(t, middle) <= at && middle > 0) low = middle;
    else high = middle;
  }
  return low;
}

/** The innermost bracket around a place that is in none of the literals. */
export function groupAt(t: Stops, at: number): number {
  const stop = stopAt(t, at - 1);
  return isOpener(kindOf(t, stop)) ? stop : upOf(t, stop);
}
