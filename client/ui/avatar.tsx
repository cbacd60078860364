import type { JSX } from 'preact';

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const firstOf = (word: string): string =>
  letters.segment(word)[Symbol.iterator]().next().value?.segment ?? '';

/** The first letters of the first and the last word of a name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = firstOf(words[0] ?? '');
  const last = words.length > 1 ? firstOf(words.at(-1) ?? '') : '';
  return first === '' ? '?' : (first + last).toUpperCase();
}

export interface AvatarProps {
  readonly name: string;
  readonly colour: string;
  readonly isOffline?: boolean;
  /** A ring around who has control. */
  readonly isHolder?: boolean;
}

export function Avatar({ name, colour, isOffline = false, isHolder = false }: AvatarProps): JSX.Element {
  const classes = ['avatar', isOffline ? 'avatar-offline' : '', isHolder ? 'avatar-holder' : ''];
  return (
    <span class={classes.filter(Boolean).join(' ')} style={{ '--person': colour }} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
