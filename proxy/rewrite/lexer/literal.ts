// Where literals and comments end. What does not end gives -1.
import { NAME_PART, isLineBreak } from './character.ts';

const BACKSLASH = 92;

/** After the closing quote. */
export function stringEnd(text: Uint16Array, from: number, limit: number): number {
  const quote = text[from];
  for (let i = from + 1; i < limit; i++) {
    const code = text[i];
    if (code === quote) return i + 1;
    if (code === BACKSLASH) {
      // A line continuation may be of two characters.
      if (text[++i] === 13 && text[i + 1] === 10) i++;
    } else if (code === 10 || code === 13) return -1;
  }
  return -1;
}

/** After the backtick that closes it, or after the `${` of a hole. */
export function templateEnd(text: Uint16Array, from: number, limit: number): number {
  for (let i = from; i < limit; i++) {
    const code = text[i];
    if (code === 96) return i + 1;
    if (code === BACKSLASH) i++;
    else if (code === 36 && text[i + 1] === 123) return i + 2;
  }
  return -1;
}

/** After the flags. */
export function regexEnd(text: Uint16Array, from: number, limit: number): number {
  let inClass = false;
  for (let i = from + 1; i < limit; i++) {
    const code = text[i] ?? 0;
    if (code === BACKSLASH) i++;
    else if (code === 91) inClass = true;
    else if (code === 93) inClass = false;
    else if (code === 47 && !inClass) return nameEnd(text, i + 1);
    else if (isLineBreak(code)) return -1;
  }
  return -1;
}

export function nameEnd(text: Uint16Array, from: number): number {
  let i = from;
  while (NAME_PART[text[i] ?? 0] === 1) i++;
  return i;
}

export function lineEnd(text: Uint16Array, from: number, limit: number): number {
  let i = from;
  while (i < limit && !isLineBreak(text[i] ?? 0)) i++;
  return i;
}
