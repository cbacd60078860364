// javascript: URLs: HTML Standard, "navigate to a javascript: URL".

const SCHEME =
  /^[\0- ]*j[\t\n\r]*a[\t\n\r]*v[\t\n\r]*a[\t\n\r]*s[\t\n\r]*c[\t\n\r]*r[\t\n\r]*i[\t\n\r]*p[\t\n\r]*t[\t\n\r]*:/i;

export const isJavascriptUrl = (text: string): boolean => SCHEME.test(text);

/** Percent-decodes, as the standard does: what is no escape stays, and so does a lone percent sign. */
const percentDecode = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      // No UTF-8. Code has no use for what the browser makes of it.
      return run;
    }
  });

/** The script in a javascript: URL; null for any other. The URL parser drops tabs and line breaks, and white space at the end. */
export function javascriptOf(text: string): string | null {
  const scheme = SCHEME.exec(text)?.[0];
  if (scheme === undefined) return null;
  const code = text.slice(scheme.length).replace(/[\t\n\r]/g, '');
  return percentDecode(code.replace(/[\0- ]+$/, ''));
}

/** The URL that runs this script. */
export const javascriptUrl = (script: string): string =>
  `javascript:${script.replace(
    /[%\t\n\r]|[\0- ]$/g,
    (letter) => '%' + letter.charCodeAt(0).toString(16).padStart(2, '0'),
  )}`;
