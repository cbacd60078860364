// The value of `<meta http-equiv=refresh>` and of the Refresh header: HTML Standard, "shared declarative refresh steps".

const BEFORE_URL = /^[\t\n\f\r ]*(?:\d+[\d.]*|\.[\d.]*)(?:[\t\n\f\r ]*[;,]|[\t\n\f\r ])[\t\n\f\r ]*/;
const URL_WORD = /^url[\t\n\f\r ]*=[\t\n\f\r ]*/i;

/** Maps the URL, if there is one; the time and the spelling around it stay as written. */
export function mapRefresh(text: string, map: (url: string) => string): string {
  const before = BEFORE_URL.exec(text);
  if (before === null) return text;
  let start = before[0].length;
  start += URL_WORD.exec(text.slice(start))?.[0].length ?? 0;
  let end = text.length;
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    start++;
    const closing = text.indexOf(quote, start);
    if (closing >= 0) end = closing;
  }
  const url = text.slice(start, end);
  return url === '' ? text : text.slice(0, start) + map(url) + text.slice(end);
}
