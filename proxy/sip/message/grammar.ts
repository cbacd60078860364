// The pieces of RFC 3261 section 25.1 that more than one header field is made of.

export const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;
/** A name, an IPv4 address or an IPv6 reference; names with underscores are met in the wild. */
export const HOST = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]{1,255})$/;

export function portOf(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : null;
}

/** Splits at a separator that stands neither in a quoted string nor between angle brackets; null: a quote never ends. */
export function splitOutside(text: string, separator: string): readonly string[] | null {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i);
    if (quoted) {
      if (letter === '\\') i++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === '<') depth++;
    else if (letter === '>') depth = Math.max(0, depth - 1);
    else if (letter === separator && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  if (quoted) return null;
  parts.push(text.slice(from).trim());
  return parts;
}

export const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

export function unquote(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length >= 2
    ? text.slice(1, -1).replace(/\\(.)/gs, '$1')
    : text;
}
