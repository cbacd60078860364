// Parameter values as the grammar of docs/sip.md writes them: what is not safe is percent-encoded UTF-8.

const SAFE = /^[\x21\x23\x24\x26-\x3a\x3c-\x7e]$/;
const VALUE = /^([\x21\x23\x24\x26-\x3a\x3c-\x7e]|%[0-9A-Fa-f]{2})*$/;

export function encodeValue(text: string): string {
  let written = '';
  for (const letter of text) {
    if (SAFE.test(letter)) written += letter;
    else
      for (const byte of Buffer.from(letter, 'utf8'))
        written += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return written;
}

/** Null: something in it is not allowed, or is no UTF-8. */
export function decodeValue(text: string): string | null {
  if (!VALUE.test(text)) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
