// New input from old: bytes changed, pieces moved, repeated, dropped, and taken from others.

export type Random = () => number;

export const MAX_LENGTH = 4_096;
const MAX_CHANGES = 6;

type Change = (data: Buffer, other: Buffer, random: Random) => Buffer;

const below = (random: Random, count: number): number => Math.floor(random() * count);

function piece(data: Buffer, random: Random): Buffer {
  const from = below(random, data.length + 1);
  return data.subarray(from, from + 1 + below(random, Math.min(64, data.length)));
}

function insert(data: Buffer, inserted: Buffer, random: Random): Buffer {
  const at = below(random, data.length + 1);
  return Buffer.concat([data.subarray(0, at), inserted, data.subarray(at)]);
}

const changes: readonly Change[] = [
  // One byte is another.
  (data, _other, random) => {
    const copy = Buffer.from(data);
    if (copy.length > 0) copy[below(random, copy.length)] = below(random, 256);
    return copy;
  },
  // Something that means something: digits and letters rarely do.
  (data, _other, random) => insert(data, Buffer.from(SIGNS.charAt(below(random, SIGNS.length))), random),
  (data, _other, random) => insert(data, piece(data, random), random),
  (data, other, random) => insert(data, piece(other, random), random),
  (data, _other, random) => {
    const from = below(random, data.length + 1);
    return Buffer.concat([data.subarray(0, from), data.subarray(from + 1 + below(random, 32))]);
  },
  (data, other, random) =>
    Buffer.concat([
      data.subarray(0, below(random, data.length + 1)),
      other.subarray(below(random, other.length + 1)),
    ]),
  // The same over and over: what takes the square of its length shows.
  (data, _other, random) =>
    insert(data, Buffer.from(piece(data, random).toString('latin1').repeat(30), 'latin1'), random),
];
const SIGNS = '<>&"\'`=/\\!?-#;:,.()[]{}@%$*+|^~ \t\n\r\f\0\u00e9\u2028\ud83d\ude00\ufeff';

export function mutate(data: Buffer, other: Buffer, random: Random): Buffer {
  let out = data;
  for (let left = 1 + below(random, MAX_CHANGES); left > 0; left--)
    out = changes[below(random, changes.length)]?.(out, other, random) ?? out;
  return out.subarray(0, MAX_LENGTH);
}
