// Lists in headers: RFC 9110 section 5.6.1. By hand, since a pattern that looks ahead for what closes takes the square of a
// hostile header's length.

const CLOSING: Readonly<Record<string, string>> = { '<': '>', '(': ')', '"': '"' };

/** The items of a list: what stands between commas that are in no quotes, parentheses or angle brackets. */
export function headerItems(text: string): readonly string[] {
  const items: string[] = [];
  let from = 0;
  let closing = '';
  for (let at = 0; at <= text.length; at++) {
    const letter = text.charAt(at);
    if (closing !== '') {
      if (letter === '\\' && closing === '"') at++;
      else if (letter === closing) closing = '';
      if (at < text.length) continue;
    }
    if (letter === ',' || at >= text.length) {
      items.push(text.slice(from, at).trim());
      from = at + 1;
    } else closing = CLOSING[letter] ?? '';
  }
  return items.filter((it) => it !== '');
}
