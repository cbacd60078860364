// Text that is to become code goes through the server's script rewriter, if it could matter at all.
import { ownPaths } from '../../protocol/cookie-names.ts';
import { javascriptOf, javascriptUrl } from '../../protocol/javascript-url.ts';
import { own } from '../own.ts';

/** Without one of these words (or an escape that may hide one) a rewriter has nothing to do. */
const TRIGGER = /\b(?:location|top|eval|import|postMessage)\b|\\u/;
const MAX_REMEMBERED = 500;
const remembered = new Map<string, string>();

export type CodeKind = 'script' | 'module';

/** The rewritten text; the text itself where nothing needs it or the server could not be asked. */
export function rewriteCode(source: string, kind: CodeKind = 'script'): string {
  if (!TRIGGER.test(source)) return source;
  const key = kind + source;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const answer = own('POST', `${ownPaths.rewrite}?as=${kind}`, source);
  if (answer === null) return source;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(key, answer);
  return answer;
}

/** A function's body, which alone would not parse: `return` stands in it. */
export function rewriteBody(body: string, head = 'function(event)'): string {
  if (!TRIGGER.test(body)) return body;
  const before = `(${head}{`;
  const after = '\n})';
  const whole = rewriteCode(before + body + after);
  return whole.startsWith(before) && whole.endsWith(after) ? whole.slice(before.length, -after.length) : body;
}

/** Only code with a text in it is looked at twice: `void 0` and its like come to none. */
const MAY_BE_TEXT = /["'`]/;

/** A `javascript:` URL with its code rewritten; null for any other URL. */
export function rewriteJavascriptUrl(url: string): string | null {
  const first = url.charCodeAt(0);
  if (first > 32 && first !== 106 && first !== 74) return null;
  const code = javascriptOf(url);
  if (code === null) return null;
  const rewritten = rewriteCode(code);
  // A text that it comes to becomes a document, which begins with our script (HTML, "navigate to a javascript: URL").
  const whole = MAY_BE_TEXT.test(code) ? `$ls.d(eval(${JSON.stringify(rewritten)}))` : rewritten;
  return whole === code ? url : javascriptUrl(whole);
}

const OURS =
  /\[\$ls\.k([lt])\]|\$ls\.(location|top|eval)\b|\$ls\.[wgsimp]\(|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[()]/g;

/** What `rewriteJavascriptUrl` makes of code. */
const WHOLE = /\$ls\.d\(eval\(("(?:[^"\\]|\\.)*")\)\)/;
function readText(json: string): string {
  try {
    return JSON.parse(json) as string;
  } catch {
    // The page's own, made to look like ours.
    return json;
  }
}

/** The text as the site wrote it: what the script rewriter put in is taken out. */
export function unrewritten(text: string): string {
  if (!text.includes('$ls.')) return text;
  if (WHOLE.test(text)) return unrewritten(text.replace(WHOLE, (_whole, code: string) => readText(code)));
  const dropped: number[] = [];
  let depth = 0;
  return text.replace(OURS, (token, key?: string, name?: string) => {
    if (key !== undefined) return key === 'l' ? 'location' : 'top';
    if (name !== undefined) return name;
    // Parentheses in a string do not count; in markup what looks like one may be a handler.
    if (token.startsWith('"') || token.startsWith("'"))
      return token.slice(0, 1) + unrewritten(token.slice(1));
    if (token === ')') {
      const ours = dropped.at(-1) === depth;
      if (ours) dropped.pop();
      depth--;
      return ours ? '' : token;
    }
    if (token === '(') depth++;
    else if (token.startsWith('$ls.')) {
      depth++;
      dropped.push(depth);
      return '';
    }
    return token;
  });
}
