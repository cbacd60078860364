// Commands as the client's user writes them: one JSON object a line, by the names of the grammar.
import type { Line } from '../body/line.ts';
import { readLine } from '../body/line-text.ts';
import { encodeValue } from '../body/value-text.ts';

export type LineRead = { readonly line: Line } | { readonly fault: string };

/** `{"name":"page","win":"w1","url":"https://..."}`, `{"name":"control","op":"grant","to":"..."}`, or the line itself as text. */
export function readJsonLine(text: string): LineRead {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    given = text.trim();
  }
  const written = typeof given === 'string' ? given.replace(/^a=/, '') : attributeOf(given);
  if (written === null) return { fault: 'this is neither a command in JSON nor a line a=cobrowse-...' };
  return readLine(written) ?? { fault: 'there is no command of this name' };
}

function attributeOf(given: unknown): string | null {
  if (typeof given !== 'object' || given === null) return null;
  const { name, op, holder, range, ...rest } = given as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string') return null;
  const pairs = Object.entries({ ...rest, ...(typeof range === 'object' ? range : {}) }).flatMap(
    ([key, value]) => {
      if (value === null || value === false || value === undefined) return [];
      if (value === true) return [key];
      return typeof value === 'string' || typeof value === 'number'
        ? [`${key}=${encodeValue(String(value))}`]
        : [];
    },
  );
  const first = op === 'holder' ? [`holder=${String(holder)}`] : typeof op === 'string' ? [op] : [];
  const params = [...first, ...pairs].join(';');
  return params === '' ? `cobrowse-${name}` : `cobrowse-${name}:${params}`;
}
