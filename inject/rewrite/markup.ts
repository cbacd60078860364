// HTML text from the page: attribute values and code in it are spliced, every other byte stays as it is.

export interface MarkupRules {
  /** An attribute of an element, both in lower case, as it stands in the text (references not decoded). */
  readonly attribute: (element: string, name: string, value: string) => string;
  readonly script: (code: string, attributes: ReadonlyMap<string, string>) => string;
  readonly style: (css: string) => string;
}

/** `rest`: what may go on, if more text follows; its first `shown` letters stand for what is in `text` already. */
export interface Scanned {
  readonly text: string;
  readonly rest: string;
  readonly shown: number;
}

/** HTML, "tokenization": their content is no markup. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes']);
const OPEN = /<(?:!--|!|\?|\/?([a-zA-Z][^\s/>]*))/g;
const ATTRIBUTE = /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/y;
const WORTHWHILE = /\/\/|\\[\\/]|\/\\|<script|\son|javascript|srcdoc|integrity|https?:/i;

interface Tag {
  readonly text: string;
  readonly end: number;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The tag whose attributes begin at `from`; null where it does not end in this text. */
function tag(html: string, from: number, element: string, rules: MarkupRules): Tag | null {
  const attributes = new Map<string, string>();
  let text = '';
  let done = from;
  let at = from;
  for (;;) {
    while (at < html.length && /[\s/]/.test(html.charAt(at))) at++;
    if (at >= html.length) return null;
    if (html[at] === '>') return { text: text + html.slice(done, at + 1), end: at + 1, attributes };
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(html);
    if (found === null) return null;
    at = ATTRIBUTE.lastIndex;
    // An open quote, or a value that may go on.
    if (at >= html.length || /^\s*=\s*["']/.test(html.slice(at, at + 16))) return null;
    const [, written = '', double, single, bare] = found;
    const value = double ?? single ?? bare;
    if (value === undefined) continue;
    const name = written.toLowerCase();
    attributes.set(name, value);
    const mapped = rules.attribute(element, name, value);
    if (mapped === value) continue;
    const start = at - value.length - (bare === undefined ? 1 : 0);
    text += html.slice(done, start) + (bare === undefined ? mapped : `"${mapped.replace(/"/g, '&quot;')}"`);
    done = start + value.length;
  }
}

/**
 * How an unfinished comment (declaration, instruction) goes on: nothing in it is changed, so it need not wait, and must
 * not where the parser has text of its own to finish it with. Null while it may still become another kind.
 */
function unfinished(comment: string): string | null {
  if ('<!--'.startsWith(comment)) return null;
  // What may be a part of its end is kept, and a letter that keeps it from being the beginning's.
  if (comment.startsWith('<!--')) return `<!--x${comment.slice(4).slice(-2)}`;
  return comment.startsWith('<!') ? '<!x' : '<?';
}

/** Scans what is complete of the text, which begins with the `rest` of what was scanned before and its `shown`. */
export function scanMarkup(html: string, rules: MarkupRules, final: boolean, shown = 0): Scanned {
  let text = '';
  let done = shown;
  const open = new RegExp(OPEN);
  const stop = (at: number): Scanned =>
    final
      ? { text: text + html.slice(done), rest: '', shown: 0 }
      : { text: text + html.slice(done, at), rest: html.slice(at), shown: 0 };
  for (let found = open.exec(html); found !== null; found = open.exec(html)) {
    const at = found.index;
    const element = found[1]?.toLowerCase();
    if (element === undefined) {
      const ends = found[0] === '<!--' ? html.indexOf('-->', at + 2) : html.indexOf('>', at);
      if (ends < 0) {
        const rest = final ? null : unfinished(html.slice(at));
        return rest === null ? stop(at) : { text: text + html.slice(done), rest, shown: rest.length };
      }
      open.lastIndex = ends + 1;
      continue;
    }
    const nameEnd = at + found[0].length;
    const whole = tag(html, nameEnd, element, rules);
    if (whole === null) return stop(at);
    open.lastIndex = whole.end;
    let raw: { readonly text: string; readonly end: number } | null = { text: '', end: whole.end };
    if (RAW.has(element) && found[0][1] !== '/') {
      raw = rawText(html, whole, element, rules, final);
      if (raw === null) return stop(at);
      open.lastIndex = raw.end;
    }
    text += html.slice(done, nameEnd) + whole.text + raw.text;
    done = raw.end;
  }
  const last = html.lastIndexOf('<');
  return stop(last >= done && last === html.length - 1 ? last : html.length);
}

function rawText(
  html: string,
  { end, attributes }: Tag,
  element: string,
  rules: MarkupRules,
  final: boolean,
): { text: string; end: number } | null {
  const closing = new RegExp(`</${element}(?=[\\s/>])`, 'gi');
  closing.lastIndex = end;
  const close = closing.exec(html)?.index ?? (final ? html.length : -1);
  if (close < 0) return null;
  const content = html.slice(end, close);
  if (content === '' || (element !== 'script' && element !== 'style')) return { text: content, end: close };
  return {
    text: element === 'script' ? rules.script(content, attributes) : rules.style(content),
    end: close,
  };
}

/** A whole fragment or document. */
export function mapMarkup(html: string, rules: MarkupRules): string {
  return WORTHWHILE.test(html) ? scanMarkup(html, rules, true).text : html;
}
