// `;name=value` after a URI, an address or a header field's value.
import { splitOutside, unquote } from './grammar.ts';

export interface Parameter {
  readonly name: string;
  /** As it was written, quotes included; null: the name alone. */
  readonly value: string | null;
}

const NAME = /^[A-Za-z0-9\-.!%*_+`'~[\]/:&$]+$/;

/** `text` begins with `;`, or is empty. Null: these are none. */
export function parseParameters(text: string): readonly Parameter[] | null {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (!trimmed.startsWith(';')) return null;
  const parts = splitOutside(trimmed.slice(1), ';');
  if (parts === null) return null;
  const found: Parameter[] = [];
  for (const part of parts) {
    // Between two semicolons nothing may stand by the grammar, and nothing does in what some phones send.
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = (at < 0 ? part : part.slice(0, at)).trim();
    if (!NAME.test(name)) return null;
    found.push({ name, value: at < 0 ? null : part.slice(at + 1).trim() });
  }
  return found;
}

/** The value without its quotes; '' where the name stands alone, undefined where it does not stand at all. */
export function parameter(list: readonly Parameter[], name: string): string | undefined {
  const found = list.find((it) => it.name.toLowerCase() === name);
  return found === undefined ? undefined : unquote(found.value ?? '');
}

export const withParameter = (
  list: readonly Parameter[],
  name: string,
  value: string | null,
): readonly Parameter[] => [...list.filter((it) => it.name.toLowerCase() !== name), { name, value }];

export const printParameters = (list: readonly Parameter[]): string =>
  list.map(({ name, value }) => (value === null ? `;${name}` : `;${name}=${value}`)).join('');
