// Edits of a text, gathered in any order and applied at once.

export interface Edit {
  readonly at: number;
  /** How much of the text goes. */
  readonly remove: number;
  /** Null: not decided yet, and nothing is done if it stays so. */
  text: string | null;
}

const NAME_PART = /[\w$\u0080-\uffff]/;

/** Applies the edits. Of those at one place the one noted first stands first: outer before inner. */
export function splice(source: string, edits: readonly Edit[]): string {
  const ordered = edits.filter((edit) => edit.text !== null).sort((a, b) => a.at - b.at);
  let out = '';
  let done = 0;
  for (const { at, remove, text } of ordered) {
    out += source.slice(done, at);
    // "return[x].location": a name put in there must not become part of the word before.
    if (remove === 0 && text?.startsWith('$') && at > 0 && NAME_PART.test(source.charAt(at - 1))) out += ' ';
    out += text ?? '';
    done = at + remove;
  }
  return out + source.slice(done);
}
