// javascript: URLs: HTML Standard, "navigate to a javascript: URL".
import { rewriteScript } from './script.ts';

const SCHEME =
  /^[\0- ]*j[\t\n\r]*a[\t\n\r]*v[\t\n\r]*a[\t\n\r]*s[\t\n\r]*c[\t\n\r]*r[\t\n\r]*i[\t\n\r]*p[\t\n\r]*t[\t\n\r]*:/i;

/** Percent-decodes bytes, as the standard does: what is no escape stays, and so does a lone percent sign. */
function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  const parts = text.split(/((?:%[\da-f]{2})+)/i);
  return parts
    .map((part, index) =>
      index % 2 === 1 ? Buffer.from(part.replace(/%/g, ''), 'hex').toString('utf8') : part,
    )
    .join('');
}

export const isJavascriptUrl = (text: string): boolean => SCHEME.test(text);

/** Rewrites the script in a javascript: URL; comes back as written where there is nothing to do. */
export function rewriteJavascriptUrl(text: string): string {
  const scheme = SCHEME.exec(text)?.[0];
  if (scheme === undefined) return text;
  // The URL parser drops tabs and line breaks before the script is decoded, and white space at the end.
  const script = percentDecode(
    text
      .slice(scheme.length)
      .replace(/[\t\n\r]/g, '')
      .replace(/[\0- ]+$/, ''),
  );
  const rewritten = rewriteScript(script, 'script');
  if (rewritten === script) return text;
  const written = rewritten.replace(
    /[%\t\n\r]|[\0- ]$/g,
    (letter) => '%' + letter.charCodeAt(0).toString(16).padStart(2, '0'),
  );
  return `javascript:${written}`;
}
