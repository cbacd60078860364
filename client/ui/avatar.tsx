import type { JSX } from 'preact';

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Signs such as brackets and quotes say nothing of anybody. */
const firstOf = (word: string): string =>
  Array.from(letters.segment(word), ({ segment }) => segment).find((it) =>
    /^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(it),
  ) ?? '';

/** The first letters of the first and the last word of a name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).map(firstOf).filter(Boolean);
  const last = words.length > 1 ? words.at(-1) : '';
  return words.length === 0 ? '?' : `${words[0] ?? ''}${last ?? ''}`.toUpperCase();
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
