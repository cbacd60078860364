// `"Alice" <sip:alice@example.com>;tag=1` (RFC 3261 section 20.10).
import { quote, unquote } from './grammar.ts';
import { parameter, parseParameters, printParameters, type Parameter } from './parameters.ts';
import { schemeOf } from './sip-uri.ts';

export interface NameAddress {
  /** Without its quotes; ''. */
  readonly display: string;
  readonly uri: string;
  readonly parameters: readonly Parameter[];
}

const QUOTED = /^"(?:[^"\\]|\\.)*"$/s;
/** Tokens and spaces; what is not ASCII should be quoted, and often is not. */
const PLAIN = /^[A-Za-z0-9\-.!%*_+`'~\s\u0080-\u{10ffff}]*$/u;

export function parseNameAddress(text: string): NameAddress | null {
  const open = bracketOf(text);
  if (open === null) return null;
  if (open < 0) return plainAddress(text);
  const close = text.indexOf('>', open);
  const name = text.slice(0, open).trim();
  const uri = text.slice(open + 1, close);
  const parameters = close < 0 ? null : parseParameters(text.slice(close + 1));
  if (parameters === null || schemeOf(uri) === '' || /[\s"<]/.test(uri)) return null;
  if (!QUOTED.test(name) && !PLAIN.test(name)) return null;
  return { display: QUOTED.test(name) ? unquote(name) : name, uri, parameters };
}

/** Where the angle bracket is that no quote holds; -1: there is none; null: a quote never ends. */
function bracketOf(text: string): number | null {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i);
    if (quoted && letter === '\\') i++;
    else if (letter === '"') quoted = !quoted;
    else if (letter === '<' && !quoted) return i;
  }
  return quoted ? null : -1;
}

/** Without brackets, parameters belong to the field, and the URI may have no headers (RFC 3261 section 20). */
function plainAddress(text: string): NameAddress | null {
  const at = text.indexOf(';');
  const uri = (at < 0 ? text : text.slice(0, at)).trim();
  const parameters = at < 0 ? [] : parseParameters(text.slice(at));
  if (parameters === null || schemeOf(uri) === '' || /[\s"<>?,]/.test(uri)) return null;
  return { display: '', uri, parameters };
}

export function printNameAddress({ display, uri, parameters }: NameAddress): string {
  return `${display === '' ? '' : `${quote(display)} `}<${uri}>${printParameters(parameters)}`;
}

export const tagOf = (it: NameAddress): string | null => parameter(it.parameters, 'tag') ?? null;
