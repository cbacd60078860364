// Where the boot tag goes: the first place where the standard's parser would make the head element anyway, so that a
// script there changes nothing else of the tree (HTML Standard, 13.2.6.4.1 to 13.2.6.4.3).

export type Place = 'before' | 'after' | 'not yet';

/** What the parser does at this token while it is still "before head": `before` and `after` it are places for the tag. */
export function bootPlace(name: string, closing: boolean): Place {
  if (!closing) return name === 'head' ? 'after' : name === 'html' ? 'not yet' : 'before';
  // Any other end tag is ignored there.
  return name === 'head' || name === 'body' || name === 'html' || name === 'br' ? 'before' : 'not yet';
}

/** Closes what the page left open at its very end, so that the tag is not swallowed by it and the tree stays what it was. */
export function closingOf(rest: string): string {
  if (rest.startsWith('<!--')) {
    const inside = rest.slice(4);
    return /--!$/.test(inside) ? '>' : /--$/.test(inside) ? '>' : /(?:^|[^-])-$/.test(inside) ? '->' : '-->';
  }
  // Without its end a doctype means quirks mode; something unknown before the end means the same.
  if (/^<!doctype\s*\S/i.test(rest)) return (rest.split(/["']/).length & 1) === 0 ? '>' : ' x>';
  return '>';
}
