// Image candidate lists: HTML Standard, "parsing a srcset attribute".

const isSpace = (code: number): boolean =>
  code === 32 || code === 9 || code === 10 || code === 12 || code === 13;

/** Where a candidate's descriptors end: behind the first comma outside parentheses, or at the end. */
function afterDescriptors(text: string, from: number): number {
  let inside = false;
  for (let at = from; at < text.length; at++) {
    const letter = text[at];
    if (letter === '(') inside = true;
    else if (letter === ')') inside = false;
    else if (letter === ',' && !inside) return at + 1;
  }
  return text.length;
}

/** Maps the URL of every candidate; descriptors, commas and white space stay as written. */
export function mapSrcset(text: string, map: (url: string) => string): string {
  let out = '';
  let done = 0;
  let at = 0;
  while (at < text.length) {
    while (at < text.length && (isSpace(text.charCodeAt(at)) || text[at] === ',')) at++;
    const start = at;
    while (at < text.length && !isSpace(text.charCodeAt(at))) at++;
    let end = at;
    while (end > start && text[end - 1] === ',') end--;
    if (end > start) {
      out += text.slice(done, start) + map(text.slice(start, end));
      done = end;
    }
    // A URL that ends with a comma has no descriptors.
    if (end === at) at = afterDescriptors(text, at);
  }
  return out + text.slice(done);
}
