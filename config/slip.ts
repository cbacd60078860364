// Whether one name is another with a slip of the pen in it.

/** Edits that a slip takes at most; two letters exchanged are two. Of a word of three letters they leave nothing. */
const most = (name: string): number => (name.length - name.lastIndexOf('_') <= 4 ? 1 : 2);

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The name that was meant, if it was one of these. */
export const meant = (written: string, names: readonly string[]): string | undefined =>
  names.find((name) => edits(written, name) <= most(name));
